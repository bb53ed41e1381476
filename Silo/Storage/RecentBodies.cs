using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Silo.Storage;

/// <summary>
/// Bodies of events that this silo has just committed and that are owed to other entities. They are told within milliseconds, one by one: to read and decompress a block for each would
/// cost more than all else about it. What is not here any more, or was committed by another silo, is read from its block.
/// </summary>
public sealed class RecentBodies
{
    /// <summary>The oldest are forgotten when they come to more: some seconds of traffic.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(EntityKey Key, long Version), ReadOnlyMemory<byte>> bodies = [];
    private readonly Queue<(EntityKey Key, long Version)> oldest = [];
    private long bytes;

    /// <summary>A batch is committed, but for the runs that were refused.</summary>
    public void Committed(IReadOnlyList<EntityRun> batch, IReadOnlyCollection<EntityKey> refused)
    {
        lock (gate)
        {
            foreach (var run in batch)
            {
                if (refused.Contains(run.Key)) continue;
                foreach (var entry in run.Entries)
                {
                    if (entry.Relays.Count > 0) Add((run.Key, entry.Version), entry.Body);
                }
            }
        }
    }

    /// <summary>Whether those of all versions from one to another are here.</summary>
    public bool Has(EntityKey key, long first, long last)
    {
        lock (gate)
        {
            for (var version = first; version <= last; version++)
            {
                if (!bodies.ContainsKey((key, version))) return false;
            }

            return true;
        }
    }

    /// <returns>The body as it was received; null when it is not here.</returns>
    public byte[]? Find(EntityKey key, long version)
    {
        lock (gate) return bodies.TryGetValue((key, version), out var body) ? body.ToArray() : null;
    }

    private void Add((EntityKey Key, long Version) place, ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostBytes || !bodies.TryAdd(place, body)) return;
        oldest.Enqueue(place);
        for (bytes += body.Length; bytes > MostBytes;)
        {
            bodies.Remove(oldest.Dequeue(), out var forgotten);
            bytes -= forgotten.Length;
        }
    }
}
