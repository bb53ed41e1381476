using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;

namespace Grains.Deadlines;

/// <summary>
/// One tick of a clock: comes to each entity of the clock's share that is due, oldest first, so many at once. Each decides itself what fires. After a long
/// time without clocks the backlog is worked off in this same order; what cannot be reached stays due for the next tick.
/// </summary>
internal sealed partial class DeadlineSweep(IDeadlineStore store, IGrainFactory grains, TimeProvider time, ILogger<DeadlineSweep> logger)
{
    private const int PageSize = 1_000;

    // More at once would only wait for the journal, and take its room from deliveries.
    private const int AtOnce = 128;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>How many deadlines fired.</returns>
    /// <exception cref="StoreUnavailableException">The next tick tries again.</exception>
    public async Task<int> Run(int clock, int clocks, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var (now, fired, failed) = (time.GetUtcNow(), 0, 0);
        for (DueEntity? last = null; !cancellation.IsCancellationRequested;)
        {
            var page = await store.Due(now, last, PageSize, cancellation);
            foreach (var some in page.Where(due => ShareOf(due.Key, clocks) == clock).Chunk(AtOnce))
            {
                var visits = await Task.WhenAll(some.Select(due => Visit(due.Key)));
                fired += visits.Sum(visit => visit.Tick?.Fired ?? 0);
                failed += visits.Count(visit => visit.Tick is null);
                // Nothing to fire, and yet due: the head says what no longer follows.
                var stale = visits.Where(visit => visit.Tick is { Fired: 0 }).Select(visit => new CorrectedHead(visit.Key, visit.Tick!.Value.Version, visit.Tick.Value.NextAt)).ToList();
                if (stale.Count > 0) await store.Correct(stale, cancellation);
            }

            if (page.Count < PageSize) break;
            last = page[^1];
        }

        if (fired + failed > 0) LogSwept(logger, clock, fired, failed, Stopwatch.GetElapsedTime(started));
        return fired;
    }

    /// <summary>The clock that comes to an entity; the same in every silo and for ever.</summary>
    public static int ShareOf(EntityKey key, int clocks) =>
        (int)(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString()))) % (uint)clocks);

    private async Task<(EntityKey Key, Tick? Tick)> Visit(EntityKey key)
    {
        try
        {
            return (key, await grains.Entity(key).Expire().WaitAsync(Patience, time));
        }
        catch (Exception reason)
        {
            LogNotReached(logger, key, reason);
            return (key, null);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Clock {Clock}: {Fired} deadlines fired, {Failed} entities could not be reached, in {Took}.")]
    private static partial void LogSwept(ILogger logger, int clock, int fired, int failed, TimeSpan took);

    [LoggerMessage(2, LogLevel.Warning, "{Entity} is due and could not be reached; the next tick comes to it again.")]
    private static partial void LogNotReached(ILogger logger, EntityKey entity, Exception reason);
}
