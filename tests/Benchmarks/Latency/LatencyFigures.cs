using Benchmarks.Compare.Gauges;
using Benchmarks.Compare.Reporting;

namespace Benchmarks.Latency;

/// <summary>What one trial at one rate has shown, or the medians of several. Latencies in milliseconds, of deliveries that were answered 200, from the moment at which each was to be sent.</summary>
/// <param name="Count">How many deliveries are counted.</param>
/// <param name="P99Sent">The 99th percentile from the moment at which each was really sent: what a generator tells that waits for its connections.</param>
/// <param name="Late">The share that was sent more than <see cref="LateFrom"/> ms late.</param>
/// <param name="Waited">The share that was late because all connections waited for an answer.</param>
/// <param name="Contestant">Microseconds of processor time of the contestant for each event.</param>
/// <param name="Postgres">The same of PostgreSQL; null where none is used.</param>
/// <param name="Generator">The same of this program.</param>
/// <param name="Others">How many deliveries had another answer than 200, by answer, the warm-up included.</param>
/// <param name="Accepted">How many were answered 200, the warm-up included.</param>
/// <param name="Stored">How many events were in the store then.</param>
internal sealed record LatencyFigures(
    double Count,
    double P50,
    double P90,
    double P99,
    double P999,
    double Max,
    double P99Sent,
    double Late,
    double Waited,
    double Contestant,
    double? Postgres,
    double Generator,
    IReadOnlyDictionary<int, int> Others,
    long Accepted,
    long Stored)
{
    /// <summary>Milliseconds from which a delivery was sent too late.</summary>
    public const float LateFrom = 1;

    /// <summary>Whether the store has exactly what was acknowledged. What had no answer, or 503, may be there or not.</summary>
    public bool IsSound => Stored >= Accepted && Stored <= Accepted + Others.Values.Sum();

    /// <param name="departures">All of the schedule.</param>
    /// <param name="leadIn">So many at the beginning are not counted.</param>
    /// <exception cref="InvalidOperationException">None was answered 200.</exception>
    public static LatencyFigures Of(Departure[] departures, int leadIn, Gauge before, Gauge after, IReadOnlyDictionary<int, int> others, long accepted, long stored)
    {
        var counted = departures.Skip(leadIn).Where(static one => one.Status == 200).ToArray();
        if (counted.Length == 0) throw new InvalidOperationException($"None of {departures.Length:N0} deliveries was answered 200: {Figures.Tell(others)}.");
        var latencies = Sorted(counted.Select(static one => one.Latency));
        var late = counted.Count(static one => one.Late > LateFrom);
        double events = departures.Length;
        return new LatencyFigures(
            counted.Length,
            Percentiles.Of(latencies, 50),
            Percentiles.Of(latencies, 90),
            Percentiles.Of(latencies, 99),
            Percentiles.Of(latencies, 99.9),
            Percentiles.Of(latencies, 100),
            Percentiles.Of(Sorted(counted.Select(static one => one.Latency - one.Late)), 99),
            late / (double)counted.Length,
            counted.Count(static one => one.Late > LateFrom && one.Waited) / (double)counted.Length,
            (after.Contestant - before.Contestant).TotalMicroseconds / events,
            (after.Postgres - before.Postgres)?.TotalMicroseconds / events,
            (after.Generator - before.Generator).TotalMicroseconds / events,
            others,
            accepted,
            stored);
    }

    /// <summary>The medians of each figure; counts are summed.</summary>
    public static LatencyFigures Median(IReadOnlyList<LatencyFigures> rounds)
    {
        return new LatencyFigures(
            rounds.Sum(static one => one.Count),
            Of(static one => one.P50),
            Of(static one => one.P90),
            Of(static one => one.P99),
            Of(static one => one.P999),
            Of(static one => one.Max),
            Of(static one => one.P99Sent),
            Of(static one => one.Late),
            Of(static one => one.Waited),
            Of(static one => one.Contestant),
            Medians.Of(rounds, static one => one.Postgres),
            Of(static one => one.Generator),
            rounds.SelectMany(static one => one.Others).GroupBy(static one => one.Key, static one => one.Value).OrderBy(static same => same.Key).ToDictionary(static same => same.Key, static same => same.Sum()),
            rounds.Sum(static one => one.Accepted),
            rounds.Sum(static one => one.Stored));

        double Of(Func<LatencyFigures, double?> figure) => Medians.Of(rounds, figure)!.Value;
    }

    private static float[] Sorted(IEnumerable<float> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
