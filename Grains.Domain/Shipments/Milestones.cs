using System.Collections.Immutable;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>
/// What depends on the order in which events came: which milestone was known first, which is late, what is to be announced.
/// A milestone is late when one of departed, arrived, delivered that ranks above it stood in the version before, of the shipment
/// or, for a leg or container of its own, of that same part; one that had been withdrawn by then makes nothing late. Clearing customs makes nothing late.
/// Late ones are never announced. What has been announced is corrected whenever the shipment has reached it at another instant than was said, or not at all.
/// </summary>
internal static class Milestones
{
    private static readonly Milestone[] All =
        [Milestone.CargoReady, Milestone.Departed, Milestone.Arrived, Milestone.CustomsCleared, Milestone.Delivered];

    /// <summary>Notes the milestones that are known for the first time, announces those of the shipment that are worth it, and corrects what was announced.</summary>
    /// <param name="before">The state before the event.</param>
    /// <param name="after">The state with the event's facts in it.</param>
    /// <param name="accepted">The event: a withdrawal is its doing, whatever it speaks of.</param>
    public static Step Note(EntityKey key, EntityState before, EntityState after, AcceptedEvent accepted)
    {
        var past = VoyageProgress.Of(before);
        var voyage = VoyageProgress.Of(after);
        var known = before.Known;
        List<Announcement>? announcements = null;
        foreach (var milestone in All)
        {
            var mine = new MilestoneKey(milestone, Part.Whole, "");
            var entry = voyage.Reached(milestone);
            if (known.TryGetValue(mine, out var noted))
            {
                if (noted.Told is { } told && told.At != entry?.At) known = known.SetItem(mine, noted with { Told = Tell(milestone, entry, told) });
            }
            else if (entry is not null)
            {
                var late = IsLate(mine, past);
                known = known.Add(mine, new FirstKnown(after.Version, late, !late && entry.IsTransit ? Tell(milestone, entry, null) : null));
            }
        }

        known = NoteParts(known, past, voyage, after.Version);
        return new Step(ReferenceEquals(known, before.Known) ? after : after with { Known = known }, announcements ?? (IReadOnlyList<Announcement>)[], []);

        Told Tell(Milestone milestone, MilestoneEntry? entry, Told? last)
        {
            var revision = last is null ? 0 : last.Revision + 1;
            // Nothing is withdrawn twice: a withdrawal always follows upon an instant.
            (announcements ??= []).Add(entry is not null
                ? Messages.Reached(key, voyage, milestone, revision, entry)
                : Messages.Withdrawn(key, voyage, milestone, revision, last!.At!.Value, accepted));
            return new Told(revision, entry?.At);
        }
    }

    /// <summary>Whether an entry is shown as late: main legs speak for the shipment, other legs and containers for themselves.</summary>
    public static bool IsLate(EntityState state, MilestoneEntry entry, bool ofMainLeg)
    {
        var known = state.Known;
        if (ofMainLeg && known.TryGetValue(new MilestoneKey(entry.Milestone, Part.Whole, ""), out var shipments)) return shipments.Late;
        return known.TryGetValue(entry.Key, out var own) && own.Late;
    }

    private static ImmutableDictionary<MilestoneKey, FirstKnown> NoteParts(
        ImmutableDictionary<MilestoneKey, FirstKnown> known, VoyageProgress past, VoyageProgress voyage, long version)
    {
        foreach (var entry in voyage.Milestones)
        {
            if (entry.Key.Part != Part.Whole && !known.ContainsKey(entry.Key))
                known = known.Add(entry.Key, new FirstKnown(version, IsLate(entry.Key, past)));
        }

        return known;
    }

    private static bool IsLate(MilestoneKey mine, VoyageProgress past) => mine.Part == Part.Container
        ? mine.Milestone < Milestone.ContainerUnloaded && past.Stands(mine with { Milestone = Milestone.ContainerUnloaded })
        : (mine.Milestone < Milestone.Departed && past.Stands(mine with { Milestone = Milestone.Departed }))
            || (mine.Milestone < Milestone.Arrived && past.Stands(mine with { Milestone = Milestone.Arrived }))
            || (mine.Milestone < Milestone.Delivered && past.Stands(mine with { Milestone = Milestone.Delivered }));
}
