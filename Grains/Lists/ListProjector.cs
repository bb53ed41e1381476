using System.Diagnostics;
using Grains.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Lists;

/// <summary>
/// Writes the rows of lists behind the acknowledgement. Each silo writes those of what it has committed, each entity once a round however many events it had; what a
/// silo left unwritten when it died, and what was committed without anybody hearing of it, is found in the store and written by way of the entities' grains.
/// </summary>
internal sealed partial class ListProjector(
    IListStore store, IGrainFactory grains, IOptions<ListOptions> options, ListInstruments instruments, ILogger<ListProjector> logger)
    : BackgroundService, ICommitListener
{
    private const int MostCommits = 200;
    private const int GrainsAtOnce = 32;
    private const int EntitiesAtOnce = 500;
    private const long MostBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(10);

    private static readonly Task<IReadOnlyList<long>> NothingTaken = Task.FromResult<IReadOnlyList<long>>([]);

    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly ListBacklog backlog = instruments.Watch(new ListBacklog());
    private readonly List<long> listed = [];
    private long beatAt;
    private Task<IReadOnlyList<long>> takeover = NothingTaken;

    public Guid Writer { get; } = Guid.NewGuid();

    public void Committed(long commit, IReadOnlyList<EntityRun> written)
    {
        backlog.Add(commit, written);
        Wake();
    }

    /// <summary>Writes what waits by now.</summary>
    /// <exception cref="StoreUnavailableException">What was not written waits again.</exception>
    public async Task Flush(CancellationToken cancellation)
    {
        var taken = backlog.Take();
        for (var from = 0; from < taken.Rows.Count;)
        {
            try
            {
                var (rows, next) = Render(taken.Rows, from);
                await Write(rows, cancellation);
                from = next;
            }
            catch
            {
                backlog.PutBack(taken, from);
                throw;
            }
        }

        backlog.Written();
        listed.AddRange(taken.Commits);
        instruments.Wrote(taken.Rows.Count);
    }

    /// <summary>Says that this silo lives and what it has written, and sees to what nobody writes.</summary>
    public async Task Settle(CancellationToken cancellation)
    {
        if (takeover.IsCompleted)
        {
            // One that failed is over too: what it left is found again.
            var ended = takeover;
            takeover = NothingTaken;
            listed.AddRange(await ended);
        }

        var settled = listed.ToArray();
        await store.Settle(Writer, settled, cancellation);
        listed.RemoveRange(0, settled.Length);
        // What takes long goes on beside the rows of this silo.
        if (!ReferenceEquals(takeover, NothingTaken)) return;
        var open = await store.Unlisted(Writer, options.Value.Silence, MostCommits, cancellation);
        if (open.Count == 0) return;
        var mine = backlog.Commits();
        takeover = TakeOver([.. open.Where(commit => !mine.Contains(commit.Id))], cancellation);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Flush(cancellationToken);
            await store.Settle(Writer, listed, cancellationToken);
        }
        catch (Exception reason)
        {
            LogLeft(logger, reason);
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await woken.WaitAsync(Heartbeat, stoppingToken);
                await Flush(stoppingToken);
                if (beatAt == 0 || Stopwatch.GetElapsedTime(beatAt) >= Heartbeat)
                {
                    beatAt = Stopwatch.GetTimestamp();
                    await Settle(stoppingToken);
                }

                await Task.Delay(options.Value.Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception reason)
            {
                LogPutOff(logger, backlog.Count, backlog.Lag, reason);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Commits that nobody has listed; one that names no entity stands for all.</summary>
    /// <returns>Those that are listed now, or replaced by one of what could not be reached: that comes behind all others, so that nothing waits for it.</returns>
    private async Task<IReadOnlyList<long>> TakeOver(List<UnlistedCommit> commits, CancellationToken cancellation)
    {
        var done = new List<long>();
        foreach (var commit in commits)
        {
            if (commit.Entities.Count > 0) LogTakenOver(logger, commit.Id, commit.Entities.Count);
            if (commit.Entities.Count > 0) await VisitOrAsk(commit.Entities, cancellation);
            else if (!await Rebuild(cancellation)) continue;
            done.Add(commit.Id);
        }

        return done;
    }

    /// <summary>Has the entities write their rows from the journal, and asks again for those that could not be reached.</summary>
    /// <returns>How many these are.</returns>
    private async Task<int> VisitOrAsk(IReadOnlyList<EntityKey> keys, CancellationToken cancellation)
    {
        var missed = await Visit(keys, cancellation);
        if (missed.Count > 0) await store.Ask(missed, cancellation);
        return missed.Count;
    }

    private async Task<List<EntityKey>> Visit(IReadOnlyList<EntityKey> keys, CancellationToken cancellation)
    {
        var missed = new List<EntityKey>();
        foreach (var some in keys.Chunk(GrainsAtOnce))
        {
            var reached = await Task.WhenAll(some.Select(key => Visit(key, cancellation)));
            missed.AddRange(some.Where((_, i) => !reached[i]));
        }

        return missed;
    }

    private async Task<bool> Visit(EntityKey key, CancellationToken cancellation)
    {
        try
        {
            if (await grains.Entity(key).WriteListRow().WaitAsync(Patience, cancellation)) return true;
            instruments.Refused();
            LogRefused(logger, key, null);
            return true;
        }
        catch (Exception reason)
        {
            LogMissed(logger, key, reason);
            return false;
        }
    }

    /// <summary>Makes all rows again, as far as their entities can be reached; the others are asked for again.</summary>
    private async Task<bool> Rebuild(CancellationToken cancellation)
    {
        var (started, told, done, missed) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp(), 0L, 0L);
        try
        {
            for (EntityKey? last = null; ;)
            {
                var page = await store.Entities(last, EntitiesAtOnce, cancellation);
                missed += await VisitOrAsk(page, cancellation);
                done += page.Count;
                if (page.Count < EntitiesAtOnce) break;
                last = page[^1];
                if (Stopwatch.GetElapsedTime(told) < TellAfter) continue;
                told = Stopwatch.GetTimestamp();
                LogRebuilding(logger, done, Stopwatch.GetElapsedTime(started));
            }

            LogRebuilt(logger, done, missed, Stopwatch.GetElapsedTime(started));
            return true;
        }
        catch (Exception reason)
        {
            LogNotRebuilt(logger, done, reason);
            return false;
        }
    }

    /// <summary>The rows of one transaction: from that place on, so many, and of so many bytes. One that cannot be made is left out.</summary>
    /// <returns>They, and the place of the first that is not among them.</returns>
    private (List<ListRow> Rows, int Next) Render(IReadOnlyList<KeyValuePair<EntityKey, ListBacklog.Waiting>> waiting, int from)
    {
        var rows = new List<ListRow>();
        for (var bytes = 0L; from < waiting.Count && rows.Count < options.Value.MaxRows && bytes < MostBytes; from++)
        {
            var (key, row) = waiting[from];
            try
            {
                rows.Add(new ListRow(key, row.Version, row.Head()));
                bytes += rows[^1].Head.Size;
            }
            catch (Exception reason)
            {
                instruments.Refused();
                LogNotMade(logger, key, row.Version, reason);
            }
        }

        return (rows, from);
    }

    /// <summary>A row that the store refuses for its data is left out, and the others are written.</summary>
    private async Task Write(List<ListRow> rows, CancellationToken cancellation)
    {
        try
        {
            await store.Write(rows, cancellation);
        }
        catch (JournalRefusedException) when (rows.Count > 1)
        {
            var half = rows.Count / 2;
            await Write(rows[..half], cancellation);
            await Write(rows[half..], cancellation);
        }
        catch (JournalRefusedException reason)
        {
            instruments.Refused();
            LogRefused(logger, rows[0].Key, reason);
        }
    }

    private void Wake()
    {
        try
        {
            if (woken.CurrentCount == 0) woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has just woken it.
        }
    }
}
