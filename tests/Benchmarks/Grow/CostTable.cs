using System.Globalization;
using Benchmarks.Compare.Reporting;
using Benchmarks.Plot;

namespace Benchmarks.Grow;

/// <summary>Costs at the points of an axis, as a table in Markdown and as charts.</summary>
/// <param name="axis">The name.</param>
/// <param name="what">What the points count.</param>
/// <param name="noted">What the notes tell; null where there are none.</param>
internal sealed class CostTable(string axis, string what, string? noted)
{
    private readonly List<CostRow> rows = [];

    public bool IsSound => rows.TrueForAll(static row => row.Figures.IsSound);

    /// <summary>Adds a row, and prints it for who looks on.</summary>
    public void Add(CostRow row)
    {
        if (rows.Count == 0) foreach (var line in Head()) Console.WriteLine(line);
        rows.Add(row);
        Console.WriteLine(Line(row));
    }

    public IReadOnlyList<string> Lines() => [.. Head(), .. rows.Select(Line)];

    /// <summary>The same turned round: how many events a second one core takes that does nothing else, and what a rate asks of the log.</summary>
    public IReadOnlyList<string> Cores() =>
    [
        $"| {what} | events/s for each core of the service | for each core of PostgreSQL | cores of the service for each of PostgreSQL | log at 10,000 events/s, MB/s |",
        "|---:|---:|---:|---:|---:|",
        .. rows.Where(static row => row.Figures.Postgres > 0).Select(static row => string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Point:#,0.##} | {1e6 / row.Figures.Contestant:N0} | {1e6 / row.Figures.Postgres:N0} | {row.Figures.Contestant / row.Figures.Postgres:0.0} | {row.Figures.Wal * 10_000 / 1e6:N0} |")),
    ];

    /// <summary>Processor time for each event, of service and PostgreSQL.</summary>
    public Chart Processor(bool logUp = false) => new($"{axis}-cpu", $"Processor time for each event, by {what}", what, "µs of processor time for each event", [.. Variants().SelectMany(variant => new[]
    {
        new Series(Named("service", variant), Points(variant, static figures => figures.Contestant)),
        new Series(Named("PostgreSQL", variant), Points(variant, static figures => figures.Postgres ?? 0)),
    })], logUp);

    /// <summary>Events a second.</summary>
    public Chart Rate() => new($"{axis}-rate", $"Events a second, by {what}", what, "events a second", [.. Variants().Select(variant => new Series(Named("events/s", variant), Points(variant, static figures => figures.Rate)))]);

    /// <summary>Latencies of the closed loop.</summary>
    public Chart Latency() => new($"{axis}-latency", $"Latency with all connections busy, by {what}", what, "milliseconds", [.. Variants().SelectMany(variant => new[]
    {
        new Series(Named("p50", variant), Points(variant, static figures => figures.P50)),
        new Series(Named("p99", variant), Points(variant, static figures => figures.P99)),
    })], LogUp: true);

    private static string Named(string name, string? variant) => variant is null ? name : $"{name}, {variant}";

    private IEnumerable<string?> Variants() => rows.Select(static row => row.Variant).Distinct();

    private List<(double X, double Y)> Points(string? variant, Func<Figures, double> figure) => [.. rows.Where(row => row.Variant == variant).Select(row => (row.Point, figure(row.Figures)))];

    private string[] Head()
    {
        var more = (HasVariants ? "| " : "") + (noted is null ? "" : $"| {noted} ");
        var columns = "| events/s | CPU µs/event: service | PostgreSQL | generator | WAL KB/event | allocated KB/event | p50 ms | p99 ms | not 200 | stored |";
        var marks = (HasVariants ? "|---" : "") + (noted is null ? "" : "|---:");
        return [$"| {what} {more}{columns}", $"|---:{marks}|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"];
    }

    /// <summary>Whether each point has several rows.</summary>
    public bool HasVariants { get; init; }

    private string Line(CostRow row)
    {
        var figures = row.Figures;
        var more = (HasVariants ? $"| {row.Variant} " : "") + (noted is null ? "" : $"| {row.Note} ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Point:#,0.##} {more}| {figures.Rate:N0} | {figures.Contestant:N0} | {figures.Postgres?.ToString("N0", CultureInfo.InvariantCulture) ?? "–"} | {figures.Generator:N0} | {Kilobytes(figures.Wal)} | {Kilobytes(figures.Allocated)} | {figures.P50:0.0} | {figures.P99:0.0} | {Figures.Tell(figures.Others)} | {Stored(figures)} |");
    }

    private static string Kilobytes(double? bytes) => (bytes / 1_000)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    private static string Stored(Figures figures) => figures.IsSound
        ? string.Create(CultureInfo.InvariantCulture, $"{figures.Stored:N0}, as acknowledged")
        : string.Create(CultureInfo.InvariantCulture, $"WRONG: {figures.Accepted:N0} acknowledged, {figures.Stored:N0} stored");
}
