using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>What an entity makes of an event that another one passes on to it. What it makes nothing of is a note.</summary>
internal static class Hearing
{
    /// <summary>A shipment hears what is said of its parts; not which shipments they belong to.</summary>
    public static IReadOnlyList<Fact> OfShipment(Relayed relayed)
    {
        if (RelayNames.IsLink(relayed.EventId)) return [];
        return relayed.From.Kind switch
        {
            EntityKind.Booking or EntityKind.Document or EntityKind.Container =>
                [.. StateCodec.DecodeFacts(relayed.Facts).Where(static fact => fact.About.Part != Part.Shipment)],
            EntityKind.Invoice => InvoiceTelling.Retell(relayed.From.Id, StateCodec.DecodeFacts(relayed.Facts)),
            _ => [],
        };
    }

    /// <summary>Something held hears that a shipment names it.</summary>
    public static IReadOnlyList<Fact> OfHeld(Relayed relayed) =>
        RelayNames.IsLink(relayed.EventId) && relayed.From.Kind == EntityKind.Shipment
            ? [new Fact(new Thing(Part.Shipment, relayed.From.Id, Aspect.Identity), new FactValue.Text(relayed.From.Id))]
            : [];
}
