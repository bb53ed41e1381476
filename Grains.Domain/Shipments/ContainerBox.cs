using Grains.Domain.Entities;
using Grains.Domain.Facts;
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

    public string? Number { get; } = facts.Text(Aspect.Number);

    public string Id { get; } = facts.Text(Aspect.Identity) ?? id;

    public static IReadOnlyList<ContainerBox> All(EntityState state)
    {
        List<(string Id, PartFacts Facts)>? found = null;
        foreach (var (key, facts) in state.Parts)
        {
            if (key.Part == Part.Container) (found ??= []).Add((key.Id, facts));
        }

        if (found is null) return [];
        Dictionary<string, int>? numbered = null;
        for (var i = 0; i < found.Count; i++)
        {
            // Two numbers under one id: the greater number takes what is nameless, whichever came first.
            if (found[i].Facts is var facts && facts.Text(Aspect.Number) is not null && facts.Text(Aspect.Identity) is { } id)
                (numbered ??= [])[id] = i;
        }

        var boxes = new List<ContainerBox>(found.Count);
        if (numbered is not null)
        {
            for (var i = found.Count - 1; i >= 0; i--)
            {
                var (id, facts) = found[i];
                if (facts.Text(Aspect.Number) is not null || !numbered.TryGetValue(id, out var home)) continue;
                found[home] = (found[home].Id, found[home].Facts.Join(facts));
                found[i] = (id, PartFacts.Empty);
            }
        }

        foreach (var (id, facts) in found)
        {
            if (facts.Count > 0) boxes.Add(new ContainerBox(id, facts));
        }

        return boxes;
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
        LastFreeDay(facts.Place(Aspect.Terminal)?.TimeZone ?? voyageZone),
        facts.Instant(Aspect.FreeTimeNotice),
        facts.Instant(Aspect.FreeTimeExpired),
        facts.Instant(Aspect.EmptyReturned));

    private PlannedView Planned(Aspect estimated, Aspect actual) => new(facts.Instant(estimated), facts.Instant(actual));

    /// <summary>Flexport writes midnight or noon at the terminal in UTC: only there it is the day that is meant.</summary>
    private string? LastFreeDay(string? zone) => Rows.DayText(
        facts.Day(Aspect.LastFreeDay) ?? (facts.Instant(Aspect.LastFreeDay) is { } instant ? Zones.DayOf(instant, zone) : null));
}
