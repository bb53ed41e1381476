using System.Text;
using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>Ids as people write them.</summary>
internal static class EntityIds
{
    /// <summary>The longest id that an entity can have, in bytes of UTF-8.</summary>
    private const int MaxBytes = 128;

    /// <summary><c>FLEX-460723</c> is what people say for shipment 460723, here as in events.</summary>
    public static string Normalise(EntityKind kind, string id) =>
        kind == EntityKind.Shipment ? ShipmentReference.ToId(id) : id;

    /// <summary>Whether there can be such an entity at all.</summary>
    public static bool CanExist(string id) =>
        id.Length > 0 && Encoding.UTF8.GetByteCount(id) <= MaxBytes && !id.Any(char.IsControl);
}
