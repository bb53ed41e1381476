using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>One container. What was said of it by Flexport's id alone is joined with what was said by its number, as soon as one report names both.</summary>
internal sealed class ContainerBox(string id, PartFacts facts)
{
    private IReadOnlyList<MilestoneEntry>? milestones;
    private Made? watched;
    private FreeTime? freeUntil;

    public IReadOnlyList<MilestoneEntry> Milestones => milestones ??= [.. Reached];

    private IEnumerable<MilestoneEntry> Reached
    {
        get
        {
            var key = new PartKey(Part.Container, id);
            if (Voyage.Entry(Milestone.ContainerLoaded, key, facts, Aspect.LoadedAt, facts.Place(Aspect.LoadingLocation)) is { } loaded)
                yield return loaded;
            if (Voyage.Entry(Milestone.ContainerUnloaded, key, facts, Aspect.UnloadedAt, facts.Place(Aspect.UnloadingLocation)) is { } unloaded)
                yield return unloaded;
        }
    }

    /// <summary>The part that it is, or that it was joined into.</summary>
    public string PartId => id;

    public DateTimeOffset? Delivered { get; } = facts.Instant(Aspect.ActualDelivery);

    public DateTimeOffset? PickedUp { get; } = facts.Instant(Aspect.ActualPickup);

    public DateTimeOffset? EmptyReturned { get; } = facts.Instant(Aspect.EmptyReturned);

    /// <summary>As it is painted on the container, however it is written.</summary>
    public string? Number { get; } = Containers.Painted(facts.Text(Aspect.Number));

    /// <summary>The number as it was written last, in capitals, for the standard has no other letters.</summary>
    public string? Written { get; } = facts.Text(Aspect.Number)?.ToUpperInvariant();

    public string Id { get; } = facts.Text(Aspect.Identity) ?? id;

    /// <summary>All of them, in the order of their numbers or ids. Made anew only by an event that touches one, and then only that one.</summary>
    public static IReadOnlyList<ContainerBox> All(EntityState state) => state.Parts.Of(Part.Container).Derive(static containers => new Fleet(Join(containers))).Boxes;

    // What joining needs and leaves empty.
    [ThreadStatic] private static (List<(string Id, PartFacts Facts)> Found, Dictionary<string, int> Places)? scratch;

    private static ContainerBox[] Join(PartBucket containers)
    {
        if (containers.Count == 0) return [];
        var (found, places) = scratch ??= ([], []);
        foreach (var (key, facts) in containers)
        {
            // Flexport's id is what lasts: a number may be corrected, and the number that was recorded last names all that was said under any.
            if ((facts.Text(Aspect.Identity) ?? (facts.Text(Aspect.Number) is null ? key.Id : null)) is { } identity && !places.TryAdd(identity, found.Count))
            {
                var place = places[identity];
                var joined = found[place].Facts.Join(facts);
                found[place] = (Containers.Painted(joined.Text(Aspect.Number)) ?? key.Id, joined);
            }
            else
            {
                found.Add((key.Id, facts));
            }
        }

        found.Sort(static (left, right) => PartKey.CompareIds(left.Id, right.Id));
        var boxes = new ContainerBox[found.Count];
        for (var i = 0; i < boxes.Length; i++)
        {
            var made = found[i].Facts.Derive(found[i].Id, static (id, facts) => new ContainerBox(id, facts));
            boxes[i] = made.PartId == found[i].Id ? made : new ContainerBox(found[i].Id, found[i].Facts);
        }

        found.Clear();
        places.Clear();
        return boxes;
    }

    private sealed record Fleet(IReadOnlyList<ContainerBox> Boxes);

    /// <param name="voyageZone">The zone of the port where the voyage ends, for the days of a container whose own terminal nobody named.</param>
    public ContainerView ToView(string? voyageZone = null) => new(
        Id,
        Written,
        facts.Text(Aspect.Type),
        facts.Text(Aspect.Size),
        facts.Text(Aspect.SealNumber),
        facts.Instant(Aspect.LoadedAt),
        facts.Instant(Aspect.UnloadedAt),
        new VoyageDatesView(facts.Instant(Aspect.EstimatedDeparture), facts.Instant(Aspect.EstimatedArrival)),
        new VoyageDatesView(facts.Instant(Aspect.ActualDeparture), facts.Instant(Aspect.ActualArrival)),
        Planned(Aspect.EstimatedAvailable, Aspect.Available),
        Planned(Aspect.EstimatedPickup, Aspect.ActualPickup),
        Planned(Aspect.EstimatedDelivery, Aspect.ActualDelivery),
        facts.Instant(Aspect.Appointment) ?? facts.Instant(Aspect.AppointmentScheduled),
        Rows.DayText(LastFreeDay(Zone(voyageZone))),
        facts.Instant(Aspect.FreeTimeNotice),
        facts.Instant(Aspect.FreeTimeExpired),
        EmptyReturned);

    private PlannedView Planned(Aspect estimated, Aspect actual) => new(facts.Instant(estimated), facts.Instant(actual));

    /// <summary>The end of the last free day at the terminal; null when no such day is known.</summary>
    public DateTimeOffset? FreeUntil(string? voyageZone)
    {
        var zone = Zone(voyageZone);
        if (freeUntil is { } known && known.Zone == zone) return known.End;
        var end = LastFreeDay(zone) is { } day ? Zones.EndOf(day, zone) : (DateTimeOffset?)null;
        freeUntil = new FreeTime(zone, end);
        return end;
    }

    private sealed record FreeTime(string? Zone, DateTimeOffset? End);

    /// <summary>What is watched of it from an instant on; made once, and kept from state to state as long as the container and that instant stay the same.</summary>
    public Watch? Watched(DeadlineKind kind, DateTimeOffset from, TimeSpan within, Func<string, DateTimeOffset, TimeSpan, Watch?> make)
    {
        if (watched is { } known && known.Kind == kind && known.From.EqualsExact(from) && known.Within == within) return known.Watch;
        var watch = make(Number ?? Id, from, within);
        watched = new Made(kind, from, within, watch);
        return watch;
    }

    private sealed record Made(DeadlineKind Kind, DateTimeOffset From, TimeSpan Within, Watch? Watch);

    private string? Zone(string? voyageZone) => facts.Place(Aspect.Terminal)?.TimeZone ?? voyageZone;

    /// <summary>Flexport writes midnight or noon at the terminal in UTC: only there it is the day that is meant.</summary>
    private DateOnly? LastFreeDay(string? zone) =>
        facts.Day(Aspect.LastFreeDay) ?? (facts.Instant(Aspect.LastFreeDay) is { } instant ? Zones.DayOf(instant, zone) : null);
}
