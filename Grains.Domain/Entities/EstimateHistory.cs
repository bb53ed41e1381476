using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>Which estimate, and who states it: a leg, or the entity itself where there is none.</summary>
internal readonly record struct EstimateKey(Aspect Estimate, string Leg) : IComparable<EstimateKey>
{
    public static bool IsEstimate(Aspect aspect) => aspect is Aspect.EstimatedDeparture or Aspect.EstimatedArrival or Aspect.EstimatedDelivery;

    public int CompareTo(EstimateKey other)
    {
        var byEstimate = ((int)Estimate).CompareTo((int)other.Estimate);
        return byEstimate != 0 ? byEstimate : PartKey.CompareIds(Leg, other.Leg);
    }

    public static bool operator <(EstimateKey left, EstimateKey right) => left.CompareTo(right) < 0;
    public static bool operator >(EstimateKey left, EstimateKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(EstimateKey left, EstimateKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(EstimateKey left, EstimateKey right) => left.CompareTo(right) >= 0;
}

/// <summary>
/// Every estimate of departure, arrival and delivery that any event stated or took back, by who states it. A join: a union of sets, so neither order nor
/// repetition can matter. Immutable.
/// </summary>
/// <remarks>
/// Nothing is left out, not even an estimate that is only restated: an event that comes late may have stated another value in between, and then the restatement is
/// a change. <see cref="EstimateHistoryCodec"/> says what that costs.
/// </remarks>
public sealed class EstimateHistory
{
    private readonly EstimateKey[] keys;
    private readonly EstimateLog[] logs;

    /// <param name="keys">Sorted; each has its log at the same place.</param>
    internal EstimateHistory(EstimateKey[] keys, EstimateLog[] logs) => (this.keys, this.logs) = (keys, logs);

    public static EstimateHistory Empty { get; } = new([], []);

    /// <summary>Sorted.</summary>
    internal ReadOnlySpan<EstimateKey> Keys => keys;

    /// <summary>The log of the key at that place.</summary>
    internal ReadOnlySpan<StatedEstimate> At(int index) => logs[index].All;

    internal ReadOnlySpan<StatedEstimate> Of(EstimateKey key)
    {
        var at = Array.BinarySearch(keys, key);
        return at < 0 ? default : logs[at].All;
    }

    /// <summary>This and what the event states; the same instance when that adds nothing.</summary>
    public EstimateHistory With(AcceptedEvent accepted)
    {
        EstimateSource? source = null;
        var (nextKeys, nextLogs) = (keys, logs);
        for (var i = 0; i < accepted.Facts.Count; i++)
        {
            var fact = accepted.Facts[i];
            var (part, id, aspect) = fact.About;
            if (!EstimateKey.IsEstimate(aspect) || part is not (Part.Whole or Part.Leg) || fact.Value is not (null or FactValue.Instant)) continue;
            var ticks = (fact.RecordedAt ?? accepted.RecordedAt).UtcTicks;
            if (source?.RecordedTicks != ticks) source = new EstimateSource(ticks, accepted.EventId);
            var key = new EstimateKey(aspect, PartKey.Of(part, id).Id);
            var at = Array.BinarySearch(nextKeys, key);
            if (at >= 0)
            {
                if (!nextLogs[at].TryAdd(source, (FactValue.Instant?)fact.Value, out var log)) continue;
                if (ReferenceEquals(nextLogs, logs)) nextLogs = (EstimateLog[])logs.Clone();
                nextLogs[at] = log;
                continue;
            }

            at = ~at;
            default(EstimateLog).TryAdd(source, (FactValue.Instant?)fact.Value, out var begun);
            nextKeys = [.. nextKeys[..at], key, .. nextKeys[at..]];
            nextLogs = [.. nextLogs[..at], begun, .. nextLogs[at..]];
        }

        return ReferenceEquals(nextLogs, logs) ? this : new EstimateHistory(nextKeys, nextLogs);
    }
}
