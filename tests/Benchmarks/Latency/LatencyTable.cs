using System.Globalization;
using Benchmarks.Compare.Reporting;

namespace Benchmarks.Latency;

/// <summary>The results of one load as a table in Markdown.</summary>
internal static class LatencyTable
{
    public static IEnumerable<string> Head { get; } =
    [
        $"| of the peak | events/s | p50 ms | p90 ms | p99 ms | p99.9 ms | max ms | p99 from sending | sent over {LatencyFigures.LateFrom:0} ms late | so late for want of a connection | CPU µs/event: itself | PostgreSQL | generator | not 200 | stored |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ];

    public static string Row(int share, double rate, LatencyFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {share} % | {rate:N0} | {figures.P50:0.0} | {figures.P90:0.0} | {figures.P99:0.0} | {figures.P999:0.0} | {figures.Max:0.0} | {figures.P99Sent:0.0} | {figures.Late:0.00 %} | {figures.Waited:0.00 %} | {figures.Contestant:N0} | {figures.Postgres?.ToString("N0", CultureInfo.InvariantCulture) ?? "–"} | {figures.Generator:N0} | {Figures.Tell(figures.Others)} | {Stored(figures)} |");

    private static string Stored(LatencyFigures figures) => figures.IsSound
        ? string.Create(CultureInfo.InvariantCulture, $"{figures.Stored:N0}, as acknowledged")
        : string.Create(CultureInfo.InvariantCulture, $"WRONG: {figures.Accepted:N0} acknowledged, {figures.Stored:N0} stored");
}
