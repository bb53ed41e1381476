using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
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
            EntityKind.Booking or EntityKind.Document =>
                [.. StateCodec.DecodeFacts(relayed.Facts).Where(static fact => fact.About.Part != Part.Shipment)],
            EntityKind.Container => PassingContainers.Hear(relayed, [.. StateCodec.DecodeFacts(relayed.Facts).Where(static fact => fact.About.Part != Part.Shipment)]),
            EntityKind.Invoice => InvoiceTelling.Retell(relayed.From.Id, StateCodec.DecodeFacts(relayed.Facts)),
            EntityKind.OrderNumber => [.. StateCodec.DecodeFacts(relayed.Facts).Where(static fact => fact.About.Part == Part.Order)],
            EntityKind.PurchaseOrder => Order(relayed),
            _ => [],
        };
    }

    /// <summary>Something held hears that a shipment names it; a number of an order also which order has it.</summary>
    public static IReadOnlyList<Fact> OfHeld(EntityKey held, Relayed relayed)
    {
        if (RelayNames.IsLink(relayed.EventId))
        {
            return relayed.From.Kind == EntityKind.Shipment
                ? [new Fact(new Thing(Part.Shipment, relayed.From.Id, Aspect.Identity), new FactValue.Text(relayed.From.Id))]
                : [];
        }

        return held.Kind == EntityKind.OrderNumber && relayed.From.Kind == EntityKind.PurchaseOrder ? Order(relayed) : [];
    }

    /// <summary>An order hears what a shipment is that carries its goods, and whether it is by its own id that the shipment names it.</summary>
    public static IReadOnlyList<Fact> OfOrder(EntityKey order, Relayed relayed)
    {
        if (relayed.From.Kind != EntityKind.Shipment || relayed.Type != RelayNames.StandingType) return [];
        var facts = StateCodec.DecodeFacts(relayed.Facts).Where(fact => fact.About.Part == Part.Shipment && PartKey.Of(Part.Shipment, fact.About.PartId).Id == PartKey.Of(Part.Shipment, relayed.From.Id).Id).ToList();
        var named = facts.Any(fact => fact is { About.Aspect: Aspect.OrderIds, Value: FactValue.Words ids } && ids.Values.Select(FreightKeys.Id).Contains(FreightKeys.Id(order.Id)));
        facts.RemoveAll(static fact => fact.About.Aspect == Aspect.OrderIds);
        facts.Add(new Fact(new Thing(Part.Shipment, relayed.From.Id, Aspect.Reference), named ? new FactValue.Text(order.Id) : null));
        return facts;
    }

    /// <summary>
    /// Which order this is, and its number as the event writes it; without one, an id that is no mere number is what people call the order. The same event may reach a
    /// shipment from the order itself and by each number: it counts once, so it has to say the same whichever way it comes first.
    /// </summary>
    private static List<Fact> Order(Relayed relayed)
    {
        var id = relayed.From.Id;
        var facts = new List<Fact> { new(new Thing(Part.Order, id, Aspect.Reference), new FactValue.Text(id)) };
        var written = StateCodec.DecodeFacts(relayed.Facts)
            .Where(static fact => fact.About is { Part: Part.Whole, Aspect: Aspect.Number })
            .Select(static fact => (fact.Value as FactValue.Text)?.Value)
            .FirstOrDefault(static number => number is not null);
        if ((written ?? (id.AsSpan().ContainsAnyExceptInRange('0', '9') ? id : null)) is { } number) facts.Add(new Fact(new Thing(Part.Order, id, Aspect.Number), new FactValue.Text(number)));
        return facts;
    }
}
