using System.Globalization;

namespace Benchmarks.Compare;

/// <summary>What to compare, and for how long.</summary>
/// <param name="Rounds">In each round every contestant has its turn.</param>
/// <param name="Warmup">How long a contestant is under load before the measurement begins.</param>
/// <param name="Only">The names of those that take part.</param>
/// <param name="Loads">The names of the loads.</param>
/// <param name="Events">How many deliveries are recorded; null for as many as the load's highest rate needs.</param>
/// <param name="Pool">Database connections of each worker of the usual handler.</param>
/// <param name="Workers">Workers of the usual handler.</param>
/// <param name="Postgres">A server whose user may create databases; null for one of our own.</param>
/// <param name="Published">A folder with a published Silo; null for the one that was built.</param>
/// <param name="Announcements">Whether the service announces to its log, as it does by default.</param>
/// <param name="Write">Whether docs/performance.md gets the tables.</param>
internal sealed record CompareOptions(
    int Rounds,
    TimeSpan Warmup,
    TimeSpan Seconds,
    int Connections,
    IReadOnlyList<string> Only,
    IReadOnlyList<string> Loads,
    int? Events,
    int Pool,
    int Workers,
    string? Postgres,
    string? Published,
    bool Announcements,
    bool Write)
{
    public static string Usage { get; } = $"""
        dotnet run -c Release --project tests/Benchmarks -- compare [options]

          The service beside others that take the same deliveries, in turns. Starts its own PostgreSQL, and everything else.

          --rounds N           each contestant once in each          (3)
          --seconds N          of measurement                        (15)
          --warmup N           seconds of load before it             (10)
          --connections N      deliveries in flight                  (128)
          --only A,B           of {string.Join(", ", Contestants.Roster.Names)}  (all)
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
        var given = new Dictionary<string, string>();
        var write = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (name == "--write") write = true;
            else if (!Known.Contains(name)) throw new ArgumentException($"Unknown option {name}.");
            else if (i + 1 == arguments.Count) throw new ArgumentException($"{name} needs a value.");
            else given[name] = arguments[++i];
        }

        return new CompareOptions(
            Number(given, "--rounds", 3, 1, 100),
            TimeSpan.FromSeconds(Number(given, "--warmup", 10, 5, 600)),
            TimeSpan.FromSeconds(Number(given, "--seconds", 15, 1, 3_600)),
            Number(given, "--connections", 128, 1, 4_096),
            Names(given, "--only", Contestants.Roster.Names, Contestants.Roster.Names),
            Names(given, "--loads", Replaying.Workloads.Names, ["worlds", "small"]),
            given.ContainsKey("--events") ? Number(given, "--events", 0, 1, 1_000_000) : null,
            Number(given, "--pool", 10, 1, 200),
            Number(given, "--workers", Environment.ProcessorCount, 1, 256),
            given.GetValueOrDefault("--postgres"),
            given.GetValueOrDefault("--published"),
            given.GetValueOrDefault("--announcements", "on") switch
            {
                "on" => true,
                "off" => false,
                var other => throw new ArgumentException($"--announcements {other} is neither on nor off."),
            },
            write);
    }

    private static IReadOnlyList<string> Names(Dictionary<string, string> given, string option, IReadOnlyList<string> all, IReadOnlyList<string> otherwise)
    {
        if (!given.TryGetValue(option, out var text)) return otherwise;
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (names.Count == 0) throw new ArgumentException($"{option} names none. Give some of {string.Join(", ", all)}.");
        return names.Find(name => !all.Contains(name)) is { } unknown ? throw new ArgumentException($"{option} {unknown} is none of {string.Join(", ", all)}.") : names;
    }

    private static int Number(Dictionary<string, string> given, string name, int otherwise, int least, int most)
    {
        if (!given.TryGetValue(name, out var text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} {text} is not a number from {least} to {most}.");
    }
}
