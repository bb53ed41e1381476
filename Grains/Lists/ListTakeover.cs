using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;

namespace Grains.Lists;

/// <summary>
/// Sees to the rows that nobody writes: those of silos that died, those of commits that nobody heard of, and those that were asked for. The entities' grains write them,
/// from the journal.
/// </summary>
internal sealed partial class ListTakeover(IListStore store, IGrainFactory grains, ListInstruments instruments, ILogger<ListTakeover> logger)
{
    private const int GrainsAtOnce = 32;

    /// <summary>Entities visited in one go; the next look finds the rest, and what has become more urgent.</summary>
    private const int MostEntities = 2000;

    /// <summary>All entities are asked for in parts of so many, which silos share.</summary>
    private const int PartSize = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="commits">The most urgent first; one that names no entity stands for all.</param>
    /// <returns>Those that are listed now, or asked for again in other words.</returns>
    public async Task<IReadOnlyList<long>> Run(IReadOnlyList<UnlistedCommit> commits, CancellationToken cancellation)
    {
        var (done, keys) = (new List<long>(), new HashSet<EntityKey>());
        foreach (var commit in commits)
        {
            if (keys.Count >= MostEntities) break;
            if (commit.Entities.Count == 0) await AskForAll(cancellation);
            keys.UnionWith(commit.Entities);
            done.Add(commit.Id);
        }

        var missed = await Visit(keys, cancellation);
        // Behind all others, so that nothing waits for them.
        if (missed.Count > 0) await store.Ask(missed, cancellation);
        if (keys.Count > 0) LogTakenOver(logger, keys.Count, missed.Count, done.Count);
        return done;
    }

    private async Task AskForAll(CancellationToken cancellation)
    {
        var asked = 0L;
        for (EntityKey? last = null; ;)
        {
            var page = await store.Entities(last, PartSize, cancellation);
            if (page.Count > 0) await store.Ask(page, cancellation);
            asked += page.Count;
            if (page.Count < PartSize) break;
            last = page[^1];
        }

        LogAskedForAll(logger, asked, PartSize);
    }

    /// <returns>Those that could not be reached.</returns>
    private async Task<List<EntityKey>> Visit(IReadOnlyCollection<EntityKey> keys, CancellationToken cancellation)
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
            LogRefused(logger, key);
            return true;
        }
        catch (Exception reason)
        {
            LogMissed(logger, key, reason);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The list rows of {Entities} entities, of {Commits} commits, have been written from the journal; {Missed} could not be reached and are tried again.")]
    private static partial void LogTakenOver(ILogger logger, int entities, int missed, int commits);

    [LoggerMessage(2, LogLevel.Information, "The lists are made again: the rows of {Entities} entities, {PartSize} at a time.")]
    private static partial void LogAskedForAll(ILogger logger, long entities, int partSize);

    [LoggerMessage(3, LogLevel.Warning, "{Entity} could not write its list row; it is tried again.")]
    private static partial void LogMissed(ILogger logger, EntityKey entity, Exception reason);

    [LoggerMessage(4, LogLevel.Error, "The list row of {Entity} is refused by the store for its data. It is there without its words.")]
    private static partial void LogRefused(ILogger logger, EntityKey entity);
}
