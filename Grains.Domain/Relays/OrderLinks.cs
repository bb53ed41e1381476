using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.PurchaseOrders;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>
/// How shipments and purchase orders find each other. A shipment links itself with each number that it names, an order tells each number that it has of
/// itself, and the number tells the shipments of the orders; where one names the other by its id, it needs no number. A shipment that knows an
/// order tells it what it is, whenever that changes.
/// </summary>
internal static class OrderLinks
{
    /// <summary>What a shipment owes on top of <paramref name="others"/>.</summary>
    public static IReadOnlyList<Relay> OfShipment(EntityKey shipment, EntityState before, EntityState after, AcceptedEvent accepted, IReadOnlyList<Relay> others)
    {
        List<Relay>? owed = null;
        if (NewNumbers(before, accepted) is { } numbers)
        {
            foreach (var number in numbers)
            {
                if (Targets.Of(shipment.Source, EntityKind.OrderNumber, number) is { } to)
                    (owed ??= []).Add(new Relay(to, RelayKind.Link, accepted.Version, accepted.Version));
            }
        }

        if (after.Parts.Of(Part.Order).Count > 0) AddStanding(ref owed, shipment, before, after, accepted);
        if (owed is null) return others;
        return [.. others.Concat(owed).Take(Relay.MostOfOneEvent)];
    }

    /// <summary>What an order owes: to each number that it newly has, and to each shipment that it newly names, the event that says so.</summary>
    public static IReadOnlyList<Relay> OfOrder(EntityKey order, EntityState before, AcceptedEvent accepted)
    {
        HashSet<EntityKey>? owed = null;
        // The first event of its own that this program reads, be the order older or not.
        var isNew = before.Whole[Aspect.Identity] is null;
        foreach (var fact in accepted.Facts)
        {
            var to = fact switch
            {
                { About: { Part: Part.Whole, Aspect: Aspect.Number }, Value: FactValue.Text number } when isNew || !Equals(before.Whole[Aspect.Number]?.Value, number) =>
                    Targets.Of(order.Source, EntityKind.OrderNumber, OrderNumber.Key(number.Value)),
                // An id of Flexport's own is a mere number; any other may be what people call the order.
                { About: { Part: Part.Whole, Aspect: Aspect.Identity }, Value: FactValue.Text id } when isNew && id.Value.AsSpan().ContainsAnyExceptInRange('0', '9') =>
                    Targets.Of(order.Source, EntityKind.OrderNumber, OrderNumber.Key(id.Value)),
                { About: { Part: Part.Shipment, Aspect: Aspect.Identity } about } when !Knows(before, about.PartId) => Targets.Of(order.Source, EntityKind.Shipment, about.PartId),
                _ => null,
            };
            if (to is { } target && (owed?.Count ?? 0) < Relay.MostOfOneEvent) (owed ??= []).Add(target);
        }

        return owed is null ? [] : [.. owed.Select(to => new Relay(to, RelayKind.Events, accepted.Version, accepted.Version))];
    }

    private static bool Knows(EntityState before, string shipment) =>
        before.Parts.TryGetValue(PartKey.Of(Part.Shipment, shipment), out var facts) && facts[Aspect.Identity] is not null;

    /// <summary>Null where the event names none that was not known.</summary>
    private static HashSet<string>? NewNumbers(EntityState before, AcceptedEvent accepted)
    {
        HashSet<string>? added = null;
        for (var i = 0; i < accepted.Facts.Count; i++)
        {
            if (accepted.Facts[i] is not { About: { Part: Part.Whole, Aspect: Aspect.OrderNumbers }, Value: FactValue.Words numbers }) continue;
            // What was kept before orders were linked is linked with the next event that says it.
            var known = before.Whole[Aspect.Items] is null ? [] : before.Whole.Words(Aspect.OrderNumbers);
            if (known.Count > 0 && Equals(before.Whole[Aspect.OrderNumbers]?.Value, numbers)) continue;
            added ??= [];
            added.UnionWith(numbers.Values.Select(OrderNumber.Key));
            added.ExceptWith(known.Select(OrderNumber.Key));
        }

        return added;
    }

    private static void AddStanding(ref List<Relay>? owed, EntityKey shipment, EntityState before, EntityState after, AcceptedEvent accepted)
    {
        var added = accepted.Facts.Where(static fact => fact.About.Part == Part.Order)
            .Select(static fact => PartKey.Of(Part.Order, fact.About.PartId))
            .Where(order => !before.Parts.ContainsKey(order))
            .Select(static order => order.Id)
            .ToHashSet(StringComparer.Ordinal);
        var (was, now) = (ShipmentStanding.Of(before), ShipmentStanding.Of(after));
        var changed = !was.SequenceEqual(now);
        if (!changed && added.Count == 0) return;
        var moved = !Equals(Estimate(was), Estimate(now));
        foreach (var (key, _) in after.Parts.Of(Part.Order))
        {
            if ((!changed && !added.Contains(key.Id)) || Targets.Of(shipment.Source, EntityKind.PurchaseOrder, key.Id) is not { } to) continue;
            var what = moved || added.Contains(key.Id) ? RelayKind.Standing : RelayKind.Progress;
            (owed ??= []).Add(new Relay(to, what, accepted.Version, accepted.Version));
        }
    }

    private static FactValue? Estimate(IReadOnlyList<(Aspect Aspect, FactValue? Value)> told) => told.First(static one => one.Aspect == Aspect.EstimatedArrival).Value;
}
