using System.Globalization;
using Benchmarks.Compare.Contestants;

namespace Benchmarks.Compare.Reporting;

/// <summary>The results of one load as a table in Markdown.</summary>
internal static class Table
{
    private const string Head = """
        | | events/s | × usual | by CPU | × plain | × floor | p50 ms | p99 ms | CPU µs/event: itself | PostgreSQL | generator | WAL KB/event | allocated KB/event | memory MB | first 5 s / steady | not 200 | stored |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|
        """;

    public static IEnumerable<string> Lines(Result result)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"**{result.Load.What}**: {result.MeanBody:N0} bytes a body, {result.Recorded:N0} deliveries recorded.");
        yield return "";
        foreach (var line in Head.Split('\n')) yield return line.TrimEnd();
        foreach (var contestant in result.Contestants)
        {
            var figures = result[contestant];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {contestant.Name} | {figures.Rate:N0} | {Ratio(Roster.Yardstick)} | {ByProcessor()} | {Ratio("plain")} | {Ratio("floor")} | {figures.P50:0.0} | {figures.P99:0.0} | {figures.Contestant:N0} | {Number(figures.Postgres)} | {figures.Generator:N0} | {Kilobytes(figures.Wal)} | {Kilobytes(figures.Allocated)} | {figures.Resident / 1e6:N0} | {figures.First / figures.Rate:0.00} | {Figures.Tell(figures.Others)} | {Stored(figures)} |");

            string Ratio(string to) => contestant.Name == to ? "–" : TwoPlaces(result.Ratio(contestant, to));
            string ByProcessor() => contestant.Name == Roster.Yardstick ? "–" : TwoPlaces(result.RatioByProcessor(contestant, Roster.Yardstick));
        }
    }

    /// <summary>One trial, for who looks on.</summary>
    public static string Line(Contestant contestant, Figures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{contestant.Name,-12} {figures.Rate,8:N0}/s  p50 {figures.P50,6:0.0} ms  p99 {figures.P99,6:0.0} ms  µs/event: itself {figures.Contestant,5:N0}, PostgreSQL {Number(figures.Postgres),5}, generator {figures.Generator,3:N0}  first 5 s {figures.First,7:N0}/s  not 200: {Figures.Tell(figures.Others)}  stored: {Stored(figures)}");

    private static string Stored(Figures figures)
    {
        var own = figures.Entries is { } entries ? string.Create(CultureInfo.InvariantCulture, $", {entries / (double)figures.Stored:0.00} entries an event") : "";
        return figures.IsSound
            ? string.Create(CultureInfo.InvariantCulture, $"{figures.Stored:N0}, as acknowledged{own}")
            : string.Create(CultureInfo.InvariantCulture, $"WRONG: {figures.Accepted:N0} acknowledged, {figures.Stored:N0} stored{own}");
    }

    private static string Number(double? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    private static string Kilobytes(double? value) => TwoPlaces(value / 1_000);

    private static string TwoPlaces(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
