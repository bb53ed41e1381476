using System.Diagnostics;
using System.Threading.Channels;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Journal;

/// <summary>
/// The one writer of a silo. While a transaction is written the next batch gathers: idle means the latency of one insert,
/// load means big batches, and no timer is needed.
/// </summary>
public sealed partial class JournalWriter : IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly JournalOptions options;
    private readonly JournalInstruments instruments;
    private readonly ILogger<JournalWriter> logger;
    private readonly ICommitListener listener;
    private readonly Channel<PendingEntry> waiting = Channel.CreateUnbounded<PendingEntry>(new() { SingleReader = true });
    private readonly Task writer;
    private long waitingEntries;
    private long waitingBytes;

    public JournalWriter(IJournalStore store, ICommitListener listener, IOptions<JournalOptions> options, JournalInstruments instruments, ILogger<JournalWriter> logger)
    {
        this.listener = listener;
        this.store = store;
        this.options = options.Value;
        this.instruments = instruments;
        this.logger = logger;
        writer = Task.Run(Write);
    }

    /// <summary>Entries taken whose outcome is not known yet.</summary>
    public long Waiting => Interlocked.Read(ref waitingEntries);

    /// <summary>Takes an entry that builds on the session's former ones. Returns at once; the task ends when the outcome is known.</summary>
    /// <returns>Its failures are <see cref="ActivationDroppedException"/> and <see cref="StoreUnavailableException"/>; the session is broken then.</returns>
    /// <exception cref="OverloadedException">Too much is waiting: the entry was not taken, the session holds.</exception>
    public Task<AppendVerdict> Append(JournalSession session, JournalEntry entry)
    {
        var pending = new PendingEntry(session, entry);
        var entries = Interlocked.Increment(ref waitingEntries);
        var bytes = Interlocked.Add(ref waitingBytes, pending.Size);
        if (entries > options.MaxWaitingEntries || bytes > options.MaxWaitingBytes || !waiting.Writer.TryWrite(pending))
        {
            Leave(pending);
            instruments.Overloaded();
            throw new OverloadedException("More events wait to be written than this silo takes (Journal:MaxWaitingEntries, Journal:MaxWaitingBytes).");
        }

        return pending.Outcome;
    }

    /// <summary>Writes what it has taken, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
    }

    private async Task Write()
    {
        PendingEntry? heldOver = null;
        while (heldOver is not null || await waiting.Reader.WaitToReadAsync())
        {
            var batch = new Batch();
            heldOver = Gather(batch, heldOver);
            if (batch.Count > 0) await Write(batch);
        }
    }

    private async Task Write(Batch batch)
    {
        var runs = batch.Runs();
        try
        {
            var started = Stopwatch.GetTimestamp();
            await Commit(runs);
            instruments.Wrote(batch.Count, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception reason)
        {
            // A logger or a meter that throws must not end the one writer: nobody would notice but those who wait for ever.
            var fault = new StoreUnavailableException("The journal failed while it noted an outcome.", reason);
            foreach (var run in runs) Break(run, fault);
        }
    }

    /// <summary>Fills the batch; returns an entry that has to wait for the next one.</summary>
    private PendingEntry? Gather(Batch batch, PendingEntry? first)
    {
        while (batch.Count < options.MaxBatchEntries && batch.Bytes < options.MaxBatchBytes)
        {
            var next = first;
            first = null;
            if (next is null && !waiting.Reader.TryRead(out next)) return null;
            if (next.Session.Fault is { } fault) Fail(next, fault);
            else if (!batch.TryAdd(next)) return next;
        }

        return first;
    }

    private async Task Commit(List<PendingRun> runs)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.CommitTimeout);
            var batch = runs.ConvertAll(static run => run.ToRun());
            var (commit, refused) = await store.Append(batch, listener.Writer, timeout.Token).WithinTime(options.CommitTimeout);
            // Where all was refused, there is no commit.
            if (refused.Count < batch.Count) listener.Committed(commit, refused.Count == 0 ? batch : batch.FindAll(run => !refused.Contains(run.Key)));
            foreach (var run in runs) Settle(run, refused.Contains(run.Key));
        }
        catch (JournalRefusedException reason)
        {
            await Bisect(runs, reason);
        }
        catch (Exception reason)
        {
            // Whatever it was, nobody knows whether it was written: all lines in the batch are broken, and the next load tells.
            LogUnknownOutcome(logger, runs.Count, reason);
            var fault = reason as StoreUnavailableException ?? new StoreUnavailableException("The journal's transaction has no known outcome.", reason);
            foreach (var run in runs) Break(run, fault);
        }
    }

    /// <summary>Halves a batch that was refused for its data until the entry that fails alone is found.</summary>
    private async Task Bisect(List<PendingRun> runs, JournalRefusedException reason)
    {
        if (runs.Count > 1)
        {
            await Commit(runs[..(runs.Count / 2)]);
            await Commit(runs[(runs.Count / 2)..]);
            return;
        }

        var run = runs[0];
        if (run.Entries.Count > 1)
        {
            var half = run.Entries.Count / 2;
            await Commit([new PendingRun(run.Key, run.Entries[..half])]);
            var rest = new PendingRun(run.Key, run.Entries[half..]);
            if (run.Session.Fault is { } fault) Break(rest, fault);
            else await Commit([rest]);
            return;
        }

        LogPoison(logger, run.Entries[0].Entry.Key, run.Entries[0].Entry.EventId, reason);
        instruments.Poisoned();
        run.Session.Break(new ActivationDroppedException("An earlier event of this entity was refused by the store for its data."));
        Leave(run.Entries[0]);
        run.Entries[0].Settle(AppendVerdict.Poisoned);
    }

    private void Settle(PendingRun run, bool refused)
    {
        if (refused)
        {
            LogRefused(logger, run.Key, run.Entries[0].Entry.Version);
            instruments.Refused();
            Break(run, new ActivationDroppedException("Another activation has written this entity's next version."));
            return;
        }

        foreach (var pending in run.Entries)
        {
            Leave(pending);
            pending.Settle(AppendVerdict.Committed);
        }
    }

    private void Break(PendingRun run, Exception fault)
    {
        run.Session.Break(fault);
        foreach (var pending in run.Entries) Fail(pending, fault);
    }

    private void Fail(PendingEntry pending, Exception fault)
    {
        Leave(pending);
        pending.Fail(fault);
    }

    private void Leave(PendingEntry pending)
    {
        if (!pending.Leave()) return;
        Interlocked.Decrement(ref waitingEntries);
        Interlocked.Add(ref waitingBytes, -pending.Size);
    }
}
