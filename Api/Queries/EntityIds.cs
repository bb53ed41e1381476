using System.Text;
using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>Ids as people write them.</summary>
internal static class EntityIds
{
    /// <summary>The longest id that an entity can have, in bytes of UTF-8.</summary>
    private const int MaxBytes = 128;

    /// <summary><c>FLEX-460723</c> is what people say for shipment 460723, and <c>msku4471203</c> for container MSKU4471203, here as in events.</summary>
    public static string Normalise(EntityKind kind, string id) => kind switch
    {
        EntityKind.Shipment => ShipmentReference.ToId(id),
        EntityKind.Container when IsContainerNumber(id) => id.ToUpperInvariant(),
        _ => id,
    };

    /// <summary>Whether there can be such an entity at all.</summary>
    public static bool CanExist(string id) =>
        id.Length > 0 && Encoding.UTF8.GetByteCount(id) <= MaxBytes && !id.Any(char.IsControl);

    /// <summary>Shaped as ISO 6346 has it: four letters, six or seven digits. An id of Flexport's own is looked for as it is written.</summary>
    private static bool IsContainerNumber(string id) =>
        id.Length is 10 or 11 && id[..4].All(char.IsAsciiLetter) && !id.AsSpan(4).ContainsAnyExceptInRange('0', '9');
}
