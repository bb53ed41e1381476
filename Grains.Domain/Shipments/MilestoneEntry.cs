using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>A milestone that has been reached, as far as it is known now.</summary>
/// <param name="Key">Which one, of the shipment, a leg or a container.</param>
/// <param name="At">When, with the offset of the place.</param>
/// <param name="Said">Who said so.</param>
internal sealed record MilestoneEntry(MilestoneKey Key, DateTimeOffset At, Register Said, FactValue.Place? Location) : IComparable<MilestoneEntry>
{
    public Milestone Milestone => Key.Milestone;

    public string? Leg => Key.Part == Part.Leg ? Key.PartId : null;

    public string? Container => Key.Part == Part.Container ? Key.PartId : null;

    /// <summary>Departed, arrived or delivered: of the shipment, worth an announcement.</summary>
    public bool IsTransit => Milestone is Milestone.Departed or Milestone.Arrived or Milestone.Delivered;

    /// <summary>The cargo moved, be it only on board or off board.</summary>
    public bool IsMove => IsTransit || Milestone is Milestone.ContainerLoaded or Milestone.ContainerUnloaded;

    /// <summary>By (occurred, rank, leg, container); nearly half of all adjacent milestones bear the same instant.</summary>
    public int CompareTo(MilestoneEntry? other)
    {
        if (other is null) return 1;
        var byTime = At.CompareTo(other.At);
        if (byTime != 0) return byTime;
        var byRank = ((int)Milestone).CompareTo((int)other.Milestone);
        if (byRank != 0) return byRank;
        var byLeg = PartKey.CompareIds(Leg ?? "", other.Leg ?? "");
        return byLeg != 0 ? byLeg : PartKey.CompareIds(Container ?? "", other.Container ?? "");
    }

    public MilestoneView ToView(bool late) =>
        new(Milestone.ToName(), At, Said.RecordedAt, Leg, Container, Location.ToView(), Said.By.Value, late);
}
