using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>What can happen to cargo, in rank order: the number is the rank, and it is stored. Never renumber.</summary>
public enum Milestone
{
    None = 0,
    CargoReady = 10,
    ContainerLoaded = 15,
    Departed = 20,
    Arrived = 30,
    ContainerUnloaded = 35,
    CustomsCleared = 40,
    Delivered = 50,
}

/// <summary>A milestone of the shipment, of one of its legs, or of one of its containers.</summary>
public readonly record struct MilestoneKey(Milestone Milestone, Part Part, string PartId) : IComparable<MilestoneKey>
{
    public int CompareTo(MilestoneKey other)
    {
        var byPart = new PartKey(Part, PartId).CompareTo(new PartKey(other.Part, other.PartId));
        return byPart != 0 ? byPart : ((int)Milestone).CompareTo((int)other.Milestone);
    }

    public static bool operator <(MilestoneKey left, MilestoneKey right) => left.CompareTo(right) < 0;
    public static bool operator >(MilestoneKey left, MilestoneKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(MilestoneKey left, MilestoneKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(MilestoneKey left, MilestoneKey right) => left.CompareTo(right) >= 0;
}

/// <summary>When a milestone became known for the first time.</summary>
/// <param name="Version">The entity's version that brought it.</param>
/// <param name="Late">A later one of departed, arrived, delivered had been known in an earlier version.</param>
public readonly record struct FirstKnown(long Version, bool Late);
