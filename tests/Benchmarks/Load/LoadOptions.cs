using Benchmarks.Commands;

namespace Benchmarks.Load;

/// <summary>What to measure.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>: a service of our own on a store of our own; <c>running</c>: the one at <paramref name="Url"/>.</param>
/// <param name="Events">Unique events, each delivered once.</param>
/// <param name="Warmup">Events before the clock starts, on shipments of their own.</param>
/// <param name="Connections">How many deliveries are in flight at once.</param>
/// <param name="Shipments">How many shipments the events are spread over.</param>
/// <param name="SelfCheck">Whether to look afterwards that the store has each acknowledged event exactly once.</param>
internal sealed record LoadOptions(
    string Engine, Uri Url, string Secret, string? ApiKey, int Events, int Warmup, int Connections, int Shipments, bool SelfCheck)
{
    public const string Usage = """
        dotnet run -c Release --project tests/Benchmarks -- load [options]

          --engine sqlite|postgres|running   sqlite: starts the service on a temporary file
                                             postgres: on a temporary database of FLEXPORT_TEST_POSTGRES, else of a server of its own
                                             running: the service at --url  (default: sqlite)
          --url URL            of a running service        (http://localhost:8080)
          --secret SECRET      that it verifies by         (FLEXPORT_WEBHOOK_SECRET)
          --api-key KEY        for --self-check            (FLEXPORT_API_KEY)
          --events N           unique signed events        (100000)
          --warmup N           before the clock starts     (10000)
          --connections N      deliveries in flight        (64)
          --shipments N        to spread the events over   (1000)
          --self-check         afterwards, look whether each acknowledged event is there exactly once

        dotnet run -c Release --project tests/Benchmarks -- notify-cost [the same options]

          The same load five times with nobody who hears and with the stakeholder of the configuration, in turns; tells the ratio of the medians.

        dotnet run -c Release --project tests/Benchmarks -- append

          The journal's append statement alone: processor time, WAL and bytes on disk per event, in batches of 60 bodies of recorded worlds, on a PostgreSQL of its own; then a page of a long history.

        dotnet run -c Release --project tests/Benchmarks -- blocks

          Bodies in blocks: processor time, bytes and ratio per event by the quality of the compression, in blocks of 1, 16, 60 and 512.

        dotnet run -c Release --project tests/Benchmarks -- fold

          The fold alone: events per second and bytes allocated per event, at 1, 10 and 100 containers and histories of 10 and 1,000 events.

        dotnet run -c Release --project tests/Benchmarks -- hot

          What a grain asks of the domain for each delivery of the simulator's worlds: microseconds and bytes allocated per event, part by part.
        """;

    /// <exception cref="ArgumentException">An option is unknown, incomplete or out of its bounds.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known, "--self-check");
        var engine = given.Text("--engine") ?? (given.Has("--url") ? "running" : "sqlite");
        if (engine is not ("sqlite" or "postgres" or "running")) throw new ArgumentException($"--engine {engine} is none of sqlite, postgres, running.");
        var secret = given.Text("--secret") ?? Environment.GetEnvironmentVariable("FLEXPORT_WEBHOOK_SECRET")?.Split(',')[0].Trim();
        if (engine == "running" && string.IsNullOrEmpty(secret)) throw new ArgumentException("--secret (or FLEXPORT_WEBHOOK_SECRET) is needed for a running service.");
        return new LoadOptions(
            engine,
            new Uri(given.Text("--url") ?? "http://localhost:8080"),
            secret ?? "load-secret",
            given.Text("--api-key") ?? Environment.GetEnvironmentVariable("FLEXPORT_API_KEY"),
            given.Number("--events", 100_000, 1, 10_000_000),
            given.Number("--warmup", 10_000, 0, 10_000_000),
            given.Number("--connections", 64, 1, 4_096),
            given.Number("--shipments", 1_000, 1, 10_000_000),
            given.Has("--self-check"));
    }

    private static readonly string[] Known = ["--engine", "--url", "--secret", "--api-key", "--events", "--warmup", "--connections", "--shipments"];
}
