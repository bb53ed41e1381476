using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>Entries that go into one transaction: one contiguous run for each entity, all of one session.</summary>
internal sealed class Batch
{
    private readonly Dictionary<EntityKey, List<PendingEntry>> runs = [];

    public int Count { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>Adds an entry, unless another session has the entity in this batch already: that one must wait its turn.</summary>
    public bool TryAdd(PendingEntry pending)
    {
        if (!runs.TryGetValue(pending.Entry.Key, out var run))
        {
            runs[pending.Entry.Key] = run = [];
        }
        else if (!ReferenceEquals(run[0].Session, pending.Session))
        {
            return false;
        }

        run.Add(pending);
        Count++;
        Bytes += pending.Size;
        return true;
    }

    /// <summary>The runs, sorted by key, so that all silos take their locks in one order.</summary>
    public List<PendingRun> Runs()
    {
        var sorted = new List<PendingRun>(runs.Count);
        foreach (var (key, entries) in runs) sorted.Add(new PendingRun(key, entries));
        sorted.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        return sorted;
    }
}

/// <summary>One entity's run in a batch.</summary>
internal readonly record struct PendingRun(EntityKey Key, List<PendingEntry> Entries)
{
    public JournalSession Session => Entries[0].Session;

    public EntityRun ToRun() => new(Key, Entries.ConvertAll(static pending => pending.Entry));
}
