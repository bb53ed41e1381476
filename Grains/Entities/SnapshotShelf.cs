using Grains.Domain.Entities;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Grains.Entities;

/// <summary>
/// Reads and writes an entity's snapshot in Orleans grain storage. Never on the path of an ack: a snapshot that could not be
/// written or read costs a longer fold, nothing else.
/// </summary>
internal sealed partial class SnapshotShelf(EntityServices services, string stateName, GrainId grain)
{
    private readonly GrainState<Snapshot> stored = new(new Snapshot());
    private bool known;
    private bool writing;

    /// <summary>Fills a new ledger from the snapshot, if there is a readable one.</summary>
    public async Task Restore(Ledger ledger)
    {
        try
        {
            await services.Snapshots.ReadStateAsync(stateName, grain, stored);
            known = true;
            if (stored.State is not { Version: > 0 } snapshot) return;
            ledger.Restore(StateCodec.DecodeState(snapshot.State), Snapshot.Decode(snapshot.Processed));
            ledger.SnapshotVersion = snapshot.Version;
        }
        catch (Exception reason)
        {
            LogUnreadable(services.Logger, grain, reason);
        }
    }

    /// <summary>Writes a snapshot in the background when the tail behind the last one is longer than max(64, a quarter of the history).</summary>
    public void Consider(Ledger ledger)
    {
        var version = ledger.Committed.Version;
        if (writing || version - ledger.SnapshotVersion <= Math.Max(Journal.IJournalStore.ShortHistory, version / 4)) return;
        writing = true;
        Write(ledger).Ignore();
    }

    private async Task Write(Ledger ledger)
    {
        var state = ledger.Committed;
        try
        {
            // The first one of a young activation may find a row that it has never read.
            if (!known) await services.Snapshots.ReadStateAsync(stateName, grain, stored);
            known = true;
            stored.State = new Snapshot
            {
                Version = state.Version,
                State = StateCodec.EncodeState(state),
                Processed = Snapshot.Encode(ledger.Processed, state.Version),
            };
            await services.Snapshots.WriteStateAsync(stateName, grain, stored);
            ledger.SnapshotVersion = state.Version;
        }
        catch (Exception reason)
        {
            known = false;
            ledger.SnapshotVersion = state.Version; // Not before the next interval: a failing store needs no storm.
            LogUnwritten(services.Logger, grain, reason);
        }
        finally
        {
            writing = false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The snapshot of {Grain} cannot be read; its whole history is folded instead.")]
    private static partial void LogUnreadable(ILogger logger, GrainId grain, Exception reason);

    [LoggerMessage(2, LogLevel.Warning, "The snapshot of {Grain} could not be written; the next one is tried later.")]
    private static partial void LogUnwritten(ILogger logger, GrainId grain, Exception reason);
}
