using Benchmarks.Commands;
using Benchmarks.Compare.Contestants;

namespace Benchmarks.Compare;

/// <summary>What to compare, and for how long.</summary>
/// <param name="Rounds">In each round every contestant has its turn.</param>
/// <param name="Pace">How each trial goes.</param>
/// <param name="Only">The names of those that take part.</param>
/// <param name="Loads">The names of the loads.</param>
/// <param name="Events">How many deliveries are recorded; null for as many as the load's highest rate needs.</param>
/// <param name="Postgres">A server whose user may create databases; null for one of our own.</param>
/// <param name="Write">Whether docs/performance.md gets the tables.</param>
internal sealed record CompareOptions(
    int Rounds,
    Pace Pace,
    IReadOnlyList<string> Only,
    IReadOnlyList<string> Loads,
    int? Events,
    string? Postgres,
    ContestantSettings Settings,
    bool Write)
{
    public static string Usage { get; } = $"""
        dotnet run -c Release --project tests/Benchmarks -- compare [options]

          The service beside others that take the same deliveries, in turns. Starts its own PostgreSQL, and everything else.

          --rounds N           each contestant once in each          (3)
          --seconds N          of measurement                        (15)
          --warmup N           seconds of load before it             (10)
          --connections N      deliveries in flight                  (128)
          --only A,B           of {string.Join(", ", Roster.Names)}  (all)
          --loads A,B          of {string.Join(", ", Replaying.Workloads.Names)}  (worlds,small)
          --events N           deliveries recorded for each load     (what its highest expected rate needs)
          --pool N             connections of each usual worker      (10, which is pg's own default)
          --workers N          usual workers                         (one for each core)
          --postgres TEXT      connection string of another server   (one of our own, with fsync)
          --published DIR      a published Silo to measure           (the built one)
          --announcements on|off  whether ours announces to its log  (on)
          --write              writes the tables into docs/performance.md
        """;

    private static readonly string[] Known =
        ["--rounds", "--seconds", "--warmup", "--connections", "--only", "--loads", "--events", "--pool", "--workers", "--postgres", "--published", "--announcements"];

    /// <exception cref="ArgumentException">An option is unknown, incomplete or out of its bounds.</exception>
    public static CompareOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known, "--write");
        return new CompareOptions(
            given.Number("--rounds", 3, 1, 100),
            new Pace(given.Number("--connections", 128, 1, 4_096), TimeSpan.FromSeconds(given.Number("--warmup", 10, 5, 600)), TimeSpan.FromSeconds(given.Number("--seconds", 15, 1, 3_600))),
            given.Names("--only", Roster.Names, Roster.Names),
            given.Names("--loads", Replaying.Workloads.Names, ["worlds", "small"]),
            given.Has("--events") ? given.Number("--events", 0, 1, 1_000_000) : null,
            given.Text("--postgres"),
            new ContestantSettings(
                given.Number("--pool", ContestantSettings.PoolOfPg, 1, 200),
                given.Number("--workers", Environment.ProcessorCount, 1, 256),
                given.Text("--published"),
                given.OnOrOff("--announcements", true)),
            given.Has("--write"));
    }
}
