using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>The event that stated estimates, and when it was recorded: one object for all estimates that the event states.</summary>
/// <param name="RecordedTicks">UTC.</param>
internal sealed record EstimateSource(long RecordedTicks, EventId By) : IComparable<EstimateSource>
{
    public DateTimeOffset RecordedAt => new(RecordedTicks, TimeSpan.Zero);

    /// <summary>Recorded earlier first, then by event id, as registers compare.</summary>
    public int CompareTo(EstimateSource? other)
    {
        if (other is null) return 1;
        var byTime = RecordedTicks.CompareTo(other.RecordedTicks);
        return byTime != 0 ? byTime : By.CompareTo(other.By);
    }

    public static bool operator <(EstimateSource left, EstimateSource right) => left.CompareTo(right) < 0;
    public static bool operator >(EstimateSource left, EstimateSource right) => left.CompareTo(right) > 0;
    public static bool operator <=(EstimateSource left, EstimateSource right) => left.CompareTo(right) <= 0;
    public static bool operator >=(EstimateSource left, EstimateSource right) => left.CompareTo(right) >= 0;
}
