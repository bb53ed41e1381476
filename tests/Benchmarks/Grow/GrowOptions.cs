using Benchmarks.Commands;
using Benchmarks.Compare;
using Benchmarks.Compare.Contestants;

namespace Benchmarks.Grow;

/// <summary>What to measure.</summary>
/// <param name="Only">The names of the axes.</param>
/// <param name="At">Points of the one axis, instead of its own.</param>
/// <param name="Events">How many events are measured at each point of <c>history</c> and <c>entities</c>.</param>
/// <param name="Pace">Of each trial of <c>connections</c> and <c>body</c>; its connections are those of all other axes.</param>
/// <param name="Rounds">Of <c>recovery</c>.</param>
/// <param name="Postgres">A server whose user may create databases; null for one of our own.</param>
/// <param name="Write">Whether docs/performance.md and docs/performance get the tables and charts.</param>
internal sealed record GrowOptions(
    IReadOnlyList<string> Only, IReadOnlyList<int>? At, int Events, Pace Pace, int Rounds, string? Postgres, ContestantSettings Settings, bool Write)
{
    public static string Usage { get; } = $"""
        dotnet run -c Release --project tests/Benchmarks -- grow [options]

          What an event costs the service on PostgreSQL when something grows, one axis after the other. Starts its own PostgreSQL, and everything else.

          --only A,B           of the axes:
                               {string.Join("\n                       ", AllAxes.List.Select(static axis => $"{axis.Name,-12} {axis.What}: {string.Join(", ", axis.Points)}"))}
          --at N,N             other points of the one axis that --only names
          --events N           measured at each point of history and entities       (20000)
          --connections N      deliveries in flight, but for the axis connections   (128)
          --seconds N          measured at each point of connections and body       (15)
          --warmup N           seconds of load before them                          (10)
          --rounds N           kills at each point of recovery                      (5)
          --postgres TEXT      connection string of another server   (one of our own, with fsync)
          --published DIR      a published Silo to measure           (the built one)
          --announcements on|off  whether it announces to its log    (on)
          --write              writes tables and charts: docs/performance.md, docs/performance/*.svg
        """;

    private static readonly string[] Known = ["--only", "--at", "--events", "--connections", "--seconds", "--warmup", "--rounds", "--postgres", "--published", "--announcements"];

    /// <exception cref="ArgumentException">An option is unknown, incomplete or out of its bounds.</exception>
    public static GrowOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known, "--write");
        var only = given.Names("--only", AllAxes.Names, AllAxes.Names);
        var at = given.Numbers("--at", 1, 10_000_000);
        if (at is not null && only.Count != 1) throw new ArgumentException("--at needs --only with one axis.");
        if (at is { Count: 0 }) throw new ArgumentException("--at names no point.");
        return new GrowOptions(
            only,
            at,
            given.Number("--events", 20_000, 1_000, 1_000_000),
            new Pace(given.Number("--connections", 128, 1, 4_096), TimeSpan.FromSeconds(given.Number("--warmup", 10, 1, 600)), TimeSpan.FromSeconds(given.Number("--seconds", 15, 1, 600))),
            given.Number("--rounds", 5, 1, 100),
            given.Text("--postgres"),
            new ContestantSettings(ContestantSettings.PoolOfPg, Environment.ProcessorCount, given.Text("--published"), given.OnOrOff("--announcements", true)),
            given.Has("--write"));
    }
}
