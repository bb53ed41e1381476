using System.Diagnostics;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Lists;

/// <summary>What this silo has committed and not written rows of yet: the newest version of each entity, however many events made it.</summary>
/// <remarks>
/// Bounded: what grows beyond it is forgotten, with the commits that it is of. They stand in the store as unlisted, and are found there. Writers of the journal come here
/// for each commit, so nothing under the lock takes longer than a commit is big.
/// </remarks>
/// <param name="most">Rows that wait at most.</param>
internal sealed class ListBacklog(int most = 50_000)
{
    private readonly Lock gate = new();
    private Dictionary<EntityKey, Waiting> rows = [];
    private List<long> commits = [];
    private long since;
    private Taken? writing;

    /// <summary>How long the oldest of them waits.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (gate)
            {
                var oldest = writing is { Since: > 0 } taken ? taken.Since : since;
                return oldest == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(oldest);
            }
        }
    }

    /// <summary>How many rows wait, those among them that are being written.</summary>
    public int Count
    {
        get
        {
            lock (gate) return rows.Count + (writing?.Count ?? 0);
        }
    }

    /// <summary>The commits of which rows wait, or are being written.</summary>
    public HashSet<long> Commits()
    {
        lock (gate) return writing is { } taken ? [.. commits, .. taken.Commits] : [.. commits];
    }

    /// <returns>How many rows were forgotten for it: normally none.</returns>
    public int Add(long commit, IReadOnlyList<EntityRun> written)
    {
        lock (gate)
        {
            if (since == 0) since = Stopwatch.GetTimestamp();
            commits.Add(commit);
            foreach (var run in written) Add(run.Key, new Waiting(run.LastVersion, run.Head));
            return Forget();
        }
    }

    /// <summary>All that waits, sorted by key: the caller writes it and says so, or puts it back.</summary>
    public Taken Take()
    {
        (Dictionary<EntityKey, Waiting> Rows, List<long> Commits, long Since) all;
        lock (gate)
        {
            all = (rows, commits, since);
            (rows, commits, since) = ([], [], 0);
            // What is being sorted waits like the rest.
            writing = new Taken([], all.Rows.Count, all.Commits, all.Since);
        }

        var taken = new Taken([.. all.Rows.OrderBy(static row => row.Key)], all.Rows.Count, all.Commits, all.Since);
        lock (gate) return writing = taken;
    }

    /// <summary>What was taken is written.</summary>
    public void Written()
    {
        lock (gate) writing = null;
    }

    /// <summary>What could not be written waits again, unless something newer does.</summary>
    /// <param name="from">The first of its rows that was not written.</param>
    /// <returns>How many rows were forgotten for it: normally none.</returns>
    public int PutBack(Taken taken, int from)
    {
        lock (gate)
        {
            writing = null;
            since = since == 0 ? taken.Since : Math.Min(since, taken.Since);
            commits.AddRange(taken.Commits);
            for (var i = from; i < taken.Rows.Count; i++) Add(taken.Rows[i].Key, taken.Rows[i].Value);
            return Forget();
        }
    }

    private void Add(EntityKey key, Waiting row)
    {
        if (!rows.TryGetValue(key, out var other) || other.Version < row.Version) rows[key] = row;
    }

    private int Forget()
    {
        if (rows.Count <= most && commits.Count <= most) return 0;
        var forgotten = rows.Count;
        (rows, commits, since) = ([], [], 0);
        return forgotten;
    }

    internal readonly record struct Waiting(long Version, Func<Head> Head);

    /// <param name="Count">How many rows they are, those among them that are being sorted.</param>
    /// <param name="Commits">Those whose entities all have their rows once these are written.</param>
    internal sealed record Taken(IReadOnlyList<KeyValuePair<EntityKey, Waiting>> Rows, int Count, List<long> Commits, long Since);
}
