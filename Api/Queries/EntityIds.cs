using System.Text;
using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>Ids as people write them.</summary>
internal static class EntityIds
{
    /// <summary>The longest id that an entity can have, in bytes of UTF-8.</summary>
    private const int MaxBytes = 128;

    /// <summary><c>FLEX-460723</c> is what people say for shipment 460723, and <c>msku 447120-3</c> for container MSKU4471203, here as in events.</summary>
    public static string Normalise(EntityKind kind, string id) => FreightKeys.Of((SubjectKind)(int)kind, id);

    /// <summary>
    /// The id as it is written, where an entity of an older database can have it: before ids had a normal form, blanks and other dashes were kept.
    /// Null where it is the normal form anyway.
    /// </summary>
    public static string? Older(EntityKind kind, string id)
    {
        var older = kind == EntityKind.Container && FreightKeys.ContainerNumber(id) == Normalise(kind, id) ? id.Trim().ToUpperInvariant() : id;
        return older == Normalise(kind, id) || !CanExist(older) || (kind == EntityKind.Shipment && IsReference(id)) ? null : older;
    }

    /// <summary><c>FLEX-460723</c> without a blank too many: that was never the id of a shipment.</summary>
    private static bool IsReference(string id) => id.StartsWith("FLEX-", StringComparison.OrdinalIgnoreCase) && id.Length > 5 && !id.AsSpan(5).ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether there can be such an entity at all.</summary>
    public static bool CanExist(string id) =>
        id.Length > 0 && Encoding.UTF8.GetByteCount(id) <= MaxBytes && !id.Any(char.IsControl);
}
