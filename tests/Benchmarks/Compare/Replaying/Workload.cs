namespace Benchmarks.Compare.Replaying;

/// <summary>What is sent.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="What">For a person.</param>
/// <param name="HighestRate">So many events a second are recorded for; who is quicker runs out of them and is measured over less time.</param>
/// <param name="Record">Makes so many deliveries, signed by a secret.</param>
internal sealed record Workload(string Name, string What, int HighestRate, Func<int, string, Task<Recording>> Record);

/// <summary>All workloads.</summary>
internal static class Workloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("worlds", "Recorded worlds (the simulator's account, 70 % dialect B with full objects)", 6_000, WorldsRecording.Make),
        new("small", "Small milestones (0.25 KB, 2,000 shipments)", 15_000, (events, secret) => Task.Run(() => MilestonesRecording.Make(events, secret))),
        new("1k", "Bodies of 1 KB (dialect B, 2,000 shipments)", 10_000, (events, secret) => Task.Run(() => ObjectsRecording.Make(events, 1_024, secret))),
        new("6k", "Bodies of 6 KB (dialect B, 2,000 shipments)", 6_000, (events, secret) => Task.Run(() => ObjectsRecording.Make(events, 6_144, secret))),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(load => load.Name)];
}
