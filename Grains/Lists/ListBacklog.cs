using System.Diagnostics;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Lists;

/// <summary>What this silo has committed and not written rows of yet: the newest version of each entity, however many events made it.</summary>
internal sealed class ListBacklog
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
            lock (gate) return rows.Count + (writing?.Rows.Count ?? 0);
        }
    }

    /// <summary>The commits of which rows wait.</summary>
    public HashSet<long> Commits()
    {
        lock (gate) return [.. commits];
    }

    public void Add(long commit, IReadOnlyList<EntityRun> written)
    {
        lock (gate)
        {
            if (since == 0) since = Stopwatch.GetTimestamp();
            commits.Add(commit);
            foreach (var run in written) Add(run.Key, new Waiting(run.LastVersion, run.Head));
        }
    }

    /// <summary>All that waits, sorted by key: the caller writes it and says so, or puts it back.</summary>
    public Taken Take()
    {
        lock (gate)
        {
            var taken = new Taken([.. rows.OrderBy(static row => row.Key)], commits, since);
            (rows, commits, since) = ([], [], 0);
            return writing = taken;
        }
    }

    /// <summary>What was taken is written.</summary>
    public void Written()
    {
        lock (gate) writing = null;
    }

    /// <summary>What could not be written waits again, unless something newer does.</summary>
    /// <param name="from">The first of its rows that was not written.</param>
    public void PutBack(Taken taken, int from)
    {
        lock (gate)
        {
            writing = null;
            since = since == 0 ? taken.Since : Math.Min(since, taken.Since);
            commits.AddRange(taken.Commits);
            for (var i = from; i < taken.Rows.Count; i++) Add(taken.Rows[i].Key, taken.Rows[i].Value);
        }
    }

    private void Add(EntityKey key, Waiting row)
    {
        if (!rows.TryGetValue(key, out var other) || other.Version < row.Version) rows[key] = row;
    }

    internal readonly record struct Waiting(long Version, Func<Head> Head);

    /// <param name="Commits">Those whose entities all have their rows once these are written.</param>
    internal sealed record Taken(IReadOnlyList<KeyValuePair<EntityKey, Waiting>> Rows, List<long> Commits, long Since);
}
