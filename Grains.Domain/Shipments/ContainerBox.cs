using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>One container. What was said of it by Flexport's id alone is joined with what was said by its number, as soon as one report names both.</summary>
internal sealed class ContainerBox(string id, PartFacts facts)
{
    public IEnumerable<MilestoneEntry> Milestones
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

    public DateTimeOffset? Delivered { get; } = facts.Instant(Aspect.ActualDelivery);

    public DateTimeOffset? PickedUp { get; } = facts.Instant(Aspect.ActualPickup);

    public DateTimeOffset? EmptyReturned { get; } = facts.Instant(Aspect.EmptyReturned);

    public string? Number { get; } = facts.Text(Aspect.Number);

    public string Id { get; } = facts.Text(Aspect.Identity) ?? id;

    public static IReadOnlyList<ContainerBox> All(EntityState state)
    {
        List<(string Id, PartFacts Facts)>? found = null;
        Dictionary<string, int>? places = null;
        foreach (var (key, facts) in PassingContainers.Counted(state))
        {
            if (key.Part != Part.Container) continue;
            found ??= [];
            // Flexport's id is what lasts: a number may be corrected, and the number that was recorded last names all that was said under any.
            if ((facts.Text(Aspect.Identity) ?? (facts.Text(Aspect.Number) is null ? key.Id : null)) is { } identity && !(places ??= []).TryAdd(identity, found.Count))
            {
                var place = places[identity];
                var joined = found[place].Facts.Join(facts);
                found[place] = (joined.Text(Aspect.Number) ?? key.Id, joined);
            }
            else
            {
                found.Add((key.Id, facts));
            }
        }

        if (found is null) return [];
        found.Sort(static (left, right) => PartKey.CompareIds(left.Id, right.Id));
        return found.ConvertAll(static box => new ContainerBox(box.Id, box.Facts));
    }

    /// <param name="voyageZone">The zone of the port where the voyage ends, for the days of a container whose own terminal nobody named.</param>
    public ContainerView ToView(string? voyageZone = null) => new(
        Id,
        Number,
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
    public DateTimeOffset? FreeUntil(string? voyageZone) => LastFreeDay(Zone(voyageZone)) is { } day ? Zones.EndOf(day, Zone(voyageZone)) : null;

    private string? Zone(string? voyageZone) => facts.Place(Aspect.Terminal)?.TimeZone ?? voyageZone;

    /// <summary>Flexport writes midnight or noon at the terminal in UTC: only there it is the day that is meant.</summary>
    private DateOnly? LastFreeDay(string? zone) =>
        facts.Day(Aspect.LastFreeDay) ?? (facts.Instant(Aspect.LastFreeDay) is { } instant ? Zones.DayOf(instant, zone) : null);
}
