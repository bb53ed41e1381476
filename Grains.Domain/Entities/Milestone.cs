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

/// <summary>When a milestone became known for the first time, and what the stakeholders believe of it since. Stays when the milestone is withdrawn.</summary>
/// <param name="Version">The entity's version that brought it.</param>
/// <param name="Late">A later one of departed, arrived, delivered stood in the version before.</param>
/// <param name="Told">What was announced last; null when it never was, and then it is never corrected either.</param>
public readonly record struct FirstKnown(long Version, bool Late, Told? Told = null);

/// <summary>The last announcement about a milestone.</summary>
/// <param name="Revision">0 for the first one.</param>
/// <param name="At">When it was said to have happened, with the offset of the place; null: it was said not to have happened after all.</param>
public sealed record Told(int Revision, DateTimeOffset? At);
