using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments.Papers;

/// <summary>The shipments that an invoice or a purchase order names: by ids, by references with ids, or by references with nothing but a name such as <c>FLEX-460723-1</c>.</summary>
internal static class NamedShipments
{
    /// <summary>One paper may be for several shipments; a list counts up to here.</summary>
    private const int Most = 1000;

    public static void Read(Saying saying, JsonElement source)
    {
        if (source.Id("shipment_id") is { } one) Link(saying, one);
        if (source.TryGet("shipment", out var shipment) && shipment.ValueKind == JsonValueKind.Object) Refer(saying, shipment);
        if (source.TryGet("shipment_ids", out var ids) && ids.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in ids.First(Most))
            {
                if (item.AsId() is { } id) Link(saying, id);
            }
        }

        if (!source.TryGet("shipments", out var list)) return;
        if (list.ValueKind == JsonValueKind.Object) Refer(saying, list);
        if (list.ValueKind != JsonValueKind.Array) return;
        foreach (var item in list.First(Most)) Refer(saying, item);
    }

    private static void Refer(Saying saying, JsonElement item)
    {
        if ((item.Id("id", "shipment_id") ?? item.AsId() ?? ByName(item)) is { } id) Link(saying, id);
    }

    /// <summary>The id in the name of a reference to a shipment.</summary>
    private static string? ByName(JsonElement reference) =>
        reference.Text("ref_type") is { } type
        && (ObjectPath.KindOf(type) == ObjectKind.Shipment || Reported.Is(type, "shipment", "shipments"))
        && reference.Text("name") is { } name
            ? ShipmentReference.OfName(name)
            : null;

    private static void Link(Saying saying, string reference)
    {
        var id = ShipmentReference.ToId(reference);
        saying.About(Part.Shipment, id, saying.Data, Nulls.SayNothing).Say(Aspect.Identity, id);
    }
}
