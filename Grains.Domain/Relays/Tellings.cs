using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>What a held thing or an invoice owes the shipments that it belongs to: each of its events, once for each shipment.</summary>
internal static class Tellings
{
    /// <summary>Of something held: a link owes the shipment all events before it, any other event itself to every shipment linked so far.</summary>
    public static IReadOnlyList<Relay> OfHeld(EntityKey held, EntityState before, AcceptedEvent accepted)
    {
        if (!RelayNames.IsLink(accepted.EventId)) return [.. All(held, Linked(before), accepted.Version, accepted.Version)];
        // Nothing but links so far: there is nothing to tell.
        return before.Version > Linked(before).Count ? [.. All(held, Named(accepted), 1, accepted.Version - 1)] : [];
    }

    /// <summary>Of an invoice: all events to a shipment that it has not named before, this one to the others.</summary>
    public static IReadOnlyList<Relay> OfInvoice(EntityKey invoice, EntityState before, AcceptedEvent accepted)
    {
        var told = Linked(before);
        var added = Named(accepted).Except(told).ToList();
        if (told.Count + added.Count == 0) return [];
        return
        [
            .. All(invoice, added, 1, accepted.Version)
                .Concat(All(invoice, told, accepted.Version, accepted.Version))
                .Take(Relay.MostOfOneEvent),
        ];
    }

    /// <summary>The shipments that a state of one of these names.</summary>
    public static IReadOnlyList<string> Linked(EntityState state)
    {
        List<string>? shipments = null;
        foreach (var (key, _) in state.Parts.Of(Part.Shipment))
        {
            if (key.Part == Part.Shipment) (shipments ??= []).Add(key.Id);
        }

        return shipments ?? (IReadOnlyList<string>)[];
    }

    private static IEnumerable<string> Named(AcceptedEvent accepted) =>
        accepted.Facts.Where(static fact => fact.About.Part == Part.Shipment).Select(static fact => PartKey.Of(Part.Shipment, fact.About.PartId).Id).Distinct();

    private static IEnumerable<Relay> All(EntityKey from, IEnumerable<string> shipments, long first, long last)
    {
        foreach (var shipment in shipments)
        {
            if (Targets.Of(from.Source, EntityKind.Shipment, shipment) is { } to) yield return new Relay(to, RelayKind.Events, first, last);
        }
    }
}
