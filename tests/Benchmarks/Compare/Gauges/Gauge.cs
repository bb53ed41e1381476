using System.Diagnostics;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Stores;

namespace Benchmarks.Compare.Gauges;

/// <summary>What has been used up to a moment.</summary>
/// <param name="Moment">A timestamp.</param>
/// <param name="Postgres">Processor time of the whole server; null where it is not our own.</param>
/// <param name="Wal">Bytes of write-ahead log; null where there is none.</param>
/// <param name="Allocated">Bytes allocated by a contestant of .NET.</param>
internal sealed record Gauge(long Moment, TimeSpan Contestant, TimeSpan? Postgres, TimeSpan Generator, long? Wal, long? Allocated)
{
    /// <summary>Read on a thread of its own, for the generator's must not wait.</summary>
    public static Task<Gauge> Read(Running running, Ground ground) => Read(running.Processes, running.Store, running.Allocated, ground);

    /// <summary>Of processes that nobody has made a contestant.</summary>
    public static Task<Gauge> Read(IReadOnlyCollection<int> processes, IStore store, Func<long?> allocated, Ground ground) => Task.Run(() => new Gauge(
        Stopwatch.GetTimestamp(),
        ProcessTree.Cpu(processes),
        ground.Processes.Count == 0 || store is not PostgresStore ? null : ProcessTree.Cpu(ground.Processes),
        Environment.CpuUsage.TotalTime,
        store.Wal(),
        allocated()));
}
