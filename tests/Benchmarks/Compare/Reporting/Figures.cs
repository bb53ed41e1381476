using System.Globalization;
using Benchmarks.Compare.Gauges;
using Benchmarks.Compare.Replaying;

namespace Benchmarks.Compare.Reporting;

/// <summary>What one trial, or the median of several, has shown. Costs are for each event accepted while it was measured.</summary>
/// <param name="Rate">Events a second: answered 200, and caught up with.</param>
/// <param name="First">Events a second in the first five seconds after it was ready.</param>
/// <param name="P50">Milliseconds; half of the answers took no longer.</param>
/// <param name="P99">Milliseconds; 99 of a hundred answers took no longer.</param>
/// <param name="Contestant">Microseconds of processor time of the contestant's own processes.</param>
/// <param name="Postgres">Microseconds of processor time of PostgreSQL; null where none is used.</param>
/// <param name="Generator">Microseconds of processor time of this program.</param>
/// <param name="Wal">Bytes of write-ahead log.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Resident">Bytes of memory in the end.</param>
/// <param name="Others">How many deliveries had another answer than 200, by answer.</param>
/// <param name="Accepted">How many were answered 200, the warm-up included.</param>
/// <param name="Stored">How many events were in the store then.</param>
/// <param name="Entries">How many entries the journal had then, with those that nobody sent.</param>
internal sealed record Figures(
    double Rate,
    double First,
    double P50,
    double P99,
    double Contestant,
    double? Postgres,
    double Generator,
    double? Wal,
    double? Allocated,
    double Resident,
    IReadOnlyDictionary<int, int> Others,
    long Accepted,
    long Stored,
    long? Entries)
{
    private const double FirstSeconds = 5;

    /// <summary>Microseconds of processor time for an event, in all but the generator.</summary>
    public double Processor => Contestant + (Postgres ?? 0);

    /// <summary>Whether the store has exactly what was acknowledged. What had no answer, or 503, may be there or not.</summary>
    public bool IsSound => Stored >= Accepted && Stored <= Accepted + Others.Values.Sum();

    /// <param name="begin">When the measurement began, in seconds since the replay began.</param>
    /// <param name="end">When everything was done.</param>
    public static Figures Of(Answers answers, double begin, double end, Gauge before, Gauge after, long resident, long stored, long? entries)
    {
        double accepted = answers.Count(begin, double.MaxValue);
        var latencies = answers.Latencies(begin);
        return new Figures(
            accepted / (end - begin),
            answers.Count(0, FirstSeconds) / FirstSeconds,
            Percentiles.Of(latencies, 50),
            Percentiles.Of(latencies, 99),
            (after.Contestant - before.Contestant).TotalMicroseconds / accepted,
            (after.Postgres - before.Postgres)?.TotalMicroseconds / accepted,
            (after.Generator - before.Generator).TotalMicroseconds / accepted,
            (after.Wal - before.Wal) / accepted,
            (after.Allocated - before.Allocated) / accepted,
            resident,
            answers.Others,
            answers.Accepted,
            stored,
            entries);
    }

    /// <summary>The medians of each figure; counts are summed.</summary>
    public static Figures Median(IReadOnlyList<Figures> rounds) => new(
        Medians.Of(rounds, one => one.Rate)!.Value,
        Medians.Of(rounds, one => one.First)!.Value,
        Medians.Of(rounds, one => one.P50)!.Value,
        Medians.Of(rounds, one => one.P99)!.Value,
        Medians.Of(rounds, one => one.Contestant)!.Value,
        Medians.Of(rounds, one => one.Postgres),
        Medians.Of(rounds, one => one.Generator)!.Value,
        Medians.Of(rounds, one => one.Wal),
        Medians.Of(rounds, one => one.Allocated),
        Medians.Of(rounds, one => one.Resident)!.Value,
        rounds.SelectMany(one => one.Others).GroupBy(one => one.Key, one => one.Value).OrderBy(same => same.Key).ToDictionary(same => same.Key, same => same.Sum()),
        rounds.Sum(one => one.Accepted),
        rounds.Sum(one => one.Stored),
        rounds.All(one => one.Entries is not null) ? rounds.Sum(one => one.Entries) : null);

    /// <summary>Such as <c>503: 12</c>; <c>0</c> where there is none.</summary>
    public static string Tell(IReadOnlyDictionary<int, int> others) => others.Count == 0
        ? "0"
        : string.Join(", ", others.Select(one => string.Create(CultureInfo.InvariantCulture, $"{(one.Key == 0 ? "no answer" : one.Key)}: {one.Value:N0}")));
}
