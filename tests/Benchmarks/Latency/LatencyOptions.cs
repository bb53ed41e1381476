using Benchmarks.Commands;
using Benchmarks.Compare;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;

namespace Benchmarks.Latency;

/// <summary>What is asked at which rate.</summary>
/// <param name="Contestant">Who is measured, by the name in <see cref="Roster"/>.</param>
/// <param name="Loads">The names of the loads.</param>
/// <param name="Pace">Of the closed loop that finds the peak; its warm-up is that of each trial.</param>
/// <param name="Seconds">How long deliveries are sent by schedule.</param>
/// <param name="Shares">Of the peak, in percent.</param>
/// <param name="Rounds">Trials at each rate; the figures are their medians.</param>
/// <param name="Peak">Events a second that are taken for the peak; null to measure it.</param>
/// <param name="Events">How many deliveries are recorded for each load; null for as many as the load's highest rate needs.</param>
/// <param name="Postgres">A server whose user may create databases; null for one of our own.</param>
/// <param name="Write">Whether docs/performance.md gets the tables.</param>
internal sealed record LatencyOptions(
    string Contestant,
    IReadOnlyList<string> Loads,
    Pace Pace,
    TimeSpan Seconds,
    IReadOnlyList<int> Shares,
    int Rounds,
    int? Peak,
    int? Events,
    string? Postgres,
    ContestantSettings Settings,
    bool Write)
{
    private const string Ours = "ours";

    public static string Usage { get; } = $"""
        dotnet run -c Release --project tests/Benchmarks -- latency [options]

          How long a delivery takes at a given rate. Finds the peak with all connections busy, then sends at a fixed schedule, whatever the answers do. A latency counts from the moment
          at which the delivery was to be sent. Starts its own PostgreSQL, and everything else.

          --of NAME            one of {string.Join(", ", Roster.Names)}  (ours)
          --loads A,B          of {string.Join(", ", Workloads.Names)}  (worlds,small)
          --shares N,N         rates, in percent of the peak         (25,50,75)
          --peak N             events a second, instead of finding the peak
          --rounds N           trials at each rate                   (3)
          --seconds N          of schedule in each                   (20)
          --warmup N           seconds of full load before it        (10)
          --peak-seconds N     of the measurement of the peak        (15)
          --connections N      that deliveries are sent over         (128)
          --events N           deliveries recorded for each load     (what its highest expected rate needs)
          --pool N             connections of each usual worker      ({ContestantSettings.PoolOfPg})
          --postgres TEXT      connection string of another server   (one of our own, with fsync)
          --published DIR      a published Silo to measure           (the built one)
          --announcements on|off  whether ours announces to its log  (on)
          --write              writes the tables into docs/performance.md
        """;

    private static readonly string[] Known =
    [
        "--of", "--loads", "--shares", "--peak", "--rounds", "--seconds", "--warmup", "--peak-seconds", "--connections", "--events", "--pool", "--postgres", "--published", "--announcements",
    ];

    /// <exception cref="ArgumentException">An option is unknown, incomplete or out of its bounds.</exception>
    public static LatencyOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known, "--write");
        var shares = given.Numbers("--shares", 1, 200) ?? [25, 50, 75];
        return new LatencyOptions(
            given.Names("--of", Roster.Names, [Ours]) is [var one] ? one : throw new ArgumentException("--of takes one name."),
            given.Names("--loads", Workloads.Names, ["worlds", "small"]),
            new Pace(given.Number("--connections", 128, 1, 4_096), TimeSpan.FromSeconds(given.Number("--warmup", 10, 1, 600)), TimeSpan.FromSeconds(given.Number("--peak-seconds", 15, 1, 600))),
            TimeSpan.FromSeconds(given.Number("--seconds", 20, 3, 3_600)),
            shares.Count > 0 ? shares : throw new ArgumentException("--shares names none."),
            given.Number("--rounds", 3, 1, 100),
            given.Has("--peak") ? given.Number("--peak", 0, 1, 1_000_000) : null,
            given.Has("--events") ? given.Number("--events", 0, 1, 10_000_000) : null,
            given.Text("--postgres"),
            new ContestantSettings(given.Number("--pool", ContestantSettings.PoolOfPg, 1, 200), Environment.ProcessorCount, given.Text("--published"), given.OnOrOff("--announcements", true)),
            given.Has("--write"));
    }
}
