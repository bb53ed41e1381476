using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>
/// Events that name a container and no shipment. A container serves many voyages over the years, and each shipment that knows it is told them all: each
/// is kept apart, and counts for the shipment's container only as long as this voyage of the container has begun and is not over.
/// </summary>
internal static class PassingContainers
{
    // Days are written as midnight or noon of some place.
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);

    /// <summary>What a shipment hears of such an event. Dialect B's containers are those of one shipment: what is said of one counts as it is.</summary>
    public static IReadOnlyList<Fact> Hear(Relayed relayed, IReadOnlyList<Fact> facts)
    {
        if (relayed.Type.StartsWith('/') || facts.FirstOrDefault(static fact => fact.About.Part == Part.Container) is not { } first) return facts;
        var (container, passing) = (PartKey.Of(Part.Container, first.About.PartId).Id, relayed.EventId.Value);
        return
        [
            .. facts.Where(fact => fact.About.Part != Part.Container),
            .. facts.Where(fact => fact.About.Part == Part.Container && PartKey.Of(Part.Container, fact.About.PartId).Id == container)
                .Select(fact => fact with { About = new Thing(Part.Passing, passing, fact.About.Aspect) }),
            new Fact(new Thing(Part.Passing, passing, Aspect.Reference), new FactValue.Text(container)),
        ];
    }

    /// <summary>The containers of a shipment, and these on their legs, with what counts of such events at them.</summary>
    public static IEnumerable<KeyValuePair<PartKey, PartFacts>> Counted(EntityState shipment)
    {
        var (containers, onLegs) = (shipment.Parts.Of(Part.Container), shipment.Parts.Of(Part.ContainerLeg));
        if (shipment.Parts.Of(Part.Passing).Count == 0) return onLegs.Count == 0 ? containers.All : containers.All.Concat(onLegs.All);
        var parts = new SortedDictionary<PartKey, PartFacts>();
        foreach (var (key, facts) in containers) parts.Add(key, facts);
        foreach (var told in shipment.Parts.Of(Part.Passing).All.GroupBy(static part => part.Value.Text(Aspect.Reference) is { } container ? FreightKeys.Container(container) : null))
        {
            if (told.Key is { } container) Join(parts, shipment, container, told.Select(static part => part.Value));
        }

        return parts.Concat(onLegs.All);
    }

    private static void Join(SortedDictionary<PartKey, PartFacts> parts, EntityState shipment, string container, IEnumerable<PartFacts> told)
    {
        var key = new PartKey(Part.Container, container);
        var own = Own(shipment, container);
        var begin = shipment.Whole.Instant(Aspect.CreatedAt) - ADay;
        var end = End(shipment, own) + ADay;
        var arrival = Arrival(shipment);
        var discharged = own.Instant(Aspect.UnloadedAt);
        foreach (var passing in told.OrderBy(At).ThenBy(static facts => facts[Aspect.Reference]!.Value.By))
        {
            var at = At(passing);
            if (at < begin) continue;
            // Loaded again after it had been taken off where the voyage ends: that is another shipment's voyage.
            if (passing.Instant(Aspect.LoadedAt) is not null && at > discharged && at > arrival && !(end <= at)) end = at;
            if (at >= end) continue;
            if (passing.Instant(Aspect.UnloadedAt) is { } unloaded && !(unloaded <= discharged)) discharged = unloaded;
            parts[key] = (parts.TryGetValue(key, out var known) ? known : PartFacts.Empty).Join(Without(passing));
        }
    }

    /// <summary>When what the event tells happened.</summary>
    private static DateTimeOffset At(PartFacts passing) =>
        passing.Instant(Aspect.LoadedAt) ?? passing.Instant(Aspect.UnloadedAt) ?? passing[Aspect.Reference]!.Value.OccurredAt;

    /// <summary>All that the shipment itself knows of the container, be it under its number or under Flexport's id.</summary>
    private static PartFacts Own(EntityState shipment, string container)
    {
        var own = shipment.Parts.GetValueOrDefault(new PartKey(Part.Container, container), PartFacts.Empty);
        var identity = own.Text(Aspect.Identity);
        foreach (var (key, facts) in shipment.Parts.Of(Part.Container))
        {
            if (key.Id != container && (Containers.Painted(facts.Text(Aspect.Number)) == container || (identity is not null && (facts.Text(Aspect.Identity) ?? key.Id) == identity)))
                own = own.Join(facts);
        }

        return own;
    }

    /// <summary>When this voyage of the container was over: it was returned, or it or the whole shipment was delivered.</summary>
    private static DateTimeOffset? End(EntityState shipment, PartFacts own)
    {
        DateTimeOffset? end = null;
        foreach (var at in (ReadOnlySpan<DateTimeOffset?>)
            [own.Instant(Aspect.EmptyReturned), HeadTimes.Midnight(own.Day(Aspect.EmptyReturned)), own.Instant(Aspect.ActualDelivery), HeadTimes.Midnight(own.Day(Aspect.ActualDelivery)), shipment.Whole.Instant(Aspect.ActualDelivery), shipment.Whole.Instant(Aspect.ObjectDelivery)])
        {
            if (at is not null && !(at >= end)) end = at;
        }

        return end;
    }

    /// <summary>When the shipment is known to have arrived: by its own word, or by that of a leg to a port of unloading.</summary>
    private static DateTimeOffset? Arrival(EntityState shipment)
    {
        var (arrival, byObject) = (shipment.Whole.Instant(Aspect.ActualArrival), shipment.Whole.Instant(Aspect.ObjectArrival));
        if (byObject is not null && !(byObject <= arrival)) arrival = byObject;
        foreach (var (_, facts) in shipment.Parts.Of(Part.Leg))
        {
            if (facts.Instant(Aspect.DeletedAt) is not null || !facts.Place(Aspect.Destination).IsPortOfUnloading()) continue;
            if (facts.Instant(Aspect.ActualArrival) is { } at && !(at <= arrival)) arrival = at;
        }

        return arrival;
    }

    /// <summary>What is said of the container, without what this rule keeps of the event.</summary>
    private static PartFacts Without(PartFacts passing)
    {
        var facts = PartFacts.Empty;
        for (var i = 0; i < passing.Count; i++)
        {
            var (aspect, register) = passing.At(i);
            if (aspect != Aspect.Reference) facts = facts.Join(aspect, register);
        }

        return facts;
    }
}
