using System.Collections.Concurrent;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Lists;

/// <summary>
/// Writes the rows of lists behind the acknowledgement. Each silo writes those of what it has committed, each entity once a round however many events it had. Beside that
/// it says each second that it lives and what it has written, and has <see cref="ListTakeover"/> see to what nobody writes.
/// </summary>
internal sealed partial class ListProjector(
    IListStore store, ListTakeover takeover, IOptions<ListOptions> options, ListInstruments instruments, ILogger<ListProjector> logger)
    : BackgroundService, ICommitListener
{
    private const int MostCommits = 200;
    private const long MostBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly Task<IReadOnlyList<long>> NothingTaken = Task.FromResult<IReadOnlyList<long>>([]);

    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly ListBacklog backlog = instruments.Watch(new ListBacklog());
    private readonly ConcurrentQueue<long> listed = new();
    private Task<IReadOnlyList<long>> taking = NothingTaken;

    public Guid Writer { get; } = Guid.NewGuid();

    public void Committed(long commit, IReadOnlyList<EntityRun> written)
    {
        Tell(backlog.Add(commit, written));
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
                var (rows, unmade, next) = Render(taken.Rows, from);
                await Write(rows, cancellation);
                if (unmade.Count > 0) await store.Ask(unmade, cancellation);
                from = next;
            }
            catch
            {
                Tell(backlog.PutBack(taken, from));
                throw;
            }
        }

        backlog.Written();
        foreach (var commit in taken.Commits) listed.Enqueue(commit);
        instruments.Wrote(taken.Rows.Count);
    }

    /// <summary>Says that this silo lives and what it has written.</summary>
    /// <exception cref="StoreUnavailableException">It is said again.</exception>
    public async Task Settle(CancellationToken cancellation)
    {
        var settled = new List<long>();
        while (listed.TryDequeue(out var commit)) settled.Add(commit);
        try
        {
            await store.Settle(Writer, settled, cancellation);
        }
        catch
        {
            foreach (var commit in settled) listed.Enqueue(commit);
            throw;
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    // Rows that take long to write must not keep this silo from saying that it lives: others would take over what it is at.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Repeat(FlushWhenWoken, options.Value.Pause, stoppingToken), Repeat(SettleAndTakeOver, Heartbeat, stoppingToken));

    private async Task FlushWhenWoken(CancellationToken cancellation)
    {
        await woken.WaitAsync(cancellation);
        try
        {
            await Flush(cancellation);
        }
        catch
        {
            Wake();
            throw;
        }
    }

    private async Task SettleAndTakeOver(CancellationToken cancellation)
    {
        if (taking.IsCompleted)
        {
            // One that failed is over too: what it left is found again.
            var ended = taking;
            taking = NothingTaken;
            foreach (var commit in await ended) listed.Enqueue(commit);
        }

        await Settle(cancellation);
        if (!ReferenceEquals(taking, NothingTaken)) return;
        var mine = backlog.Commits();
        var open = await store.Unlisted(Writer, options.Value.Silence, MostCommits + mine.Count, cancellation);
        if (open.Any(commit => !mine.Contains(commit.Id))) taking = takeover.Run([.. open.Where(commit => !mine.Contains(commit.Id))], cancellation);
    }

    private async Task Repeat(Func<CancellationToken, Task> act, TimeSpan rest, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await act(stopping);
                await Task.Delay(rest, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception reason)
            {
                LogPutOff(logger, backlog.Count, backlog.Lag, reason);
                await Task.Delay(AfterFailure, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The rows of one transaction: from that place on, so many, and of so many bytes.</summary>
    /// <returns>They, the entities whose rows cannot be made, and the place of the first that is not among them.</returns>
    private (List<ListRow> Rows, List<EntityKey> Unmade, int Next) Render(IReadOnlyList<KeyValuePair<EntityKey, ListBacklog.Waiting>> waiting, int from)
    {
        var (rows, unmade) = (new List<ListRow>(), new List<EntityKey>());
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
                unmade.Add(key);
                LogNotMade(logger, key, row.Version, reason);
            }
        }

        return (rows, unmade, from);
    }

    /// <summary>Where the store refuses some row, the others are written, and that one with what it cannot refuse.</summary>
    private async Task Write(List<ListRow> rows, CancellationToken cancellation)
    {
        try
        {
            await store.Write(rows, cancellation);
        }
        catch (Exception reason) when (rows.Count > 1 && IsAboutRows(reason))
        {
            var half = rows.Count / 2;
            await Write(rows[..half], cancellation);
            await Write(rows[half..], cancellation);
        }
        catch (Exception reason) when (IsAboutRows(reason) && !rows[0].IsBare)
        {
            instruments.Refused();
            LogRefused(logger, rows[0].Key, reason);
            await Write([rows[0].Bare()], cancellation);
        }
        catch (Exception reason) when (rows.Count == 1 && IsAboutRows(reason))
        {
            // Not even that: behind all others, so that nothing waits for it.
            LogNotMade(logger, rows[0].Key, rows[0].Version, reason);
            await store.Ask([rows[0].Key], cancellation);
        }
    }

    private static bool IsAboutRows(Exception reason) => reason is not (StoreUnavailableException or OverloadedException or OperationCanceledException);

    private void Tell(int forgotten)
    {
        if (forgotten > 0) LogForgotten(logger, forgotten);
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
