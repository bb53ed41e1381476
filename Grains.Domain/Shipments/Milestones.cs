using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>
/// What depends on the order in which events came: which milestone was known first, which is late, what is to be announced.
/// A milestone is late when one of departed, arrived, delivered that ranks above it was known in an earlier version, of the shipment
/// or, for a leg or container of its own, of that same part. Clearing customs makes nothing late.
/// </summary>
internal static class Milestones
{
    private static readonly Milestone[] All =
        [Milestone.CargoReady, Milestone.Departed, Milestone.Arrived, Milestone.CustomsCleared, Milestone.Delivered];

    /// <summary>Notes the milestones that are known for the first time, and announces those of the shipment that are worth it.</summary>
    public static Step Note(EntityKey key, EntityState state)
    {
        var voyage = Voyage.Of(state);
        var before = state.Known;
        var known = before;
        List<Announcement>? announcements = null;
        foreach (var milestone in All)
        {
            if (voyage.Reached(milestone) is not { } entry) continue;
            var mine = new MilestoneKey(milestone, Part.Whole, "");
            if (before.ContainsKey(mine)) continue;
            var late = IsLate(mine);
            known = known.Add(mine, new FirstKnown(state.Version, late));
            // Late ones are shown, not announced; one that was known, withdrawn and known again has been announced.
            if (!late && entry.IsTransit) (announcements ??= []).Add(Messages.Reached(key, voyage, milestone, entry));
        }

        foreach (var entry in voyage.Milestones)
        {
            if (entry.Key.Part != Part.Whole && !before.ContainsKey(entry.Key))
                known = known.SetItem(entry.Key, new FirstKnown(state.Version, IsLate(entry.Key)));
        }

        return new Step(ReferenceEquals(known, before) ? state : state with { Known = known }, announcements ?? (IReadOnlyList<Announcement>)[]);

        bool IsLate(MilestoneKey mine) => mine.Part == Part.Container
            ? mine.Milestone < Milestone.ContainerUnloaded && before.ContainsKey(mine with { Milestone = Milestone.ContainerUnloaded })
            : (mine.Milestone < Milestone.Departed && before.ContainsKey(mine with { Milestone = Milestone.Departed }))
                || (mine.Milestone < Milestone.Arrived && before.ContainsKey(mine with { Milestone = Milestone.Arrived }))
                || (mine.Milestone < Milestone.Delivered && before.ContainsKey(mine with { Milestone = Milestone.Delivered }));
    }

    /// <summary>Whether an entry is shown as late: main legs speak for the shipment, other legs and containers for themselves.</summary>
    public static bool IsLate(EntityState state, MilestoneEntry entry, bool ofMainLeg)
    {
        var known = state.Known;
        if (ofMainLeg && known.TryGetValue(new MilestoneKey(entry.Milestone, Part.Whole, ""), out var shipments)) return shipments.Late;
        return known.TryGetValue(entry.Key, out var own) && own.Late;
    }
}
