using System.Runtime.InteropServices;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Relays;

namespace Silo.Storage;

/// <summary>
/// Events that this silo has just committed and that are owed to other entities, as they are passed on. They are told within milliseconds, one by one: to read each from the store, and
/// to decompress a block for it, would cost more than all else about it. What is not here any more, or was committed by another silo, is read from the store.
/// </summary>
public sealed class RecentEvents
{
    /// <summary>Facts and bodies; the oldest are forgotten when they come to more: some seconds of traffic.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    // What an event takes beside them, roughly: nothing at all must not be for nothing.
    private const int Overhead = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<(EntityKey Key, long Version), Tellable> events = [];
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
                    if (entry.Relays.Count > 0 && !OwnEvents.IsOurs(entry.EventId)) Add((run.Key, entry.Version), entry);
                }
            }
        }
    }

    /// <summary>A page of the events from one version to another, as <see cref="IRelayStore.Read"/> gives it.</summary>
    /// <returns>Null when not all of them are here.</returns>
    public IReadOnlyList<Tellable>? Find(EntityKey from, long first, long last, int limit, int mostBytes)
    {
        var page = new PageOfEvents(mostBytes);
        lock (gate)
        {
            for (var version = first; version <= last && page.Events.Count < limit; version++)
            {
                if (!events.TryGetValue((from, version), out var known)) return null;
                if (!page.TryAdd(known)) break;
            }
        }

        return page.Events;
    }

    private void Add((EntityKey Key, long Version) place, JournalEntry entry)
    {
        if (entry.Facts.Length + entry.Body.Length > MostBytes) return;
        // As the store gives it back.
        var known = new Tellable(place.Version, new Relayed(
            place.Key,
            entry.EventId,
            StorableText.Clean(entry.Type, StorableText.Line),
            Micros.Cut(entry.OccurredAt),
            Micros.Cut(entry.RecordedAt),
            entry.Fingerprint,
            StorableText.Clean(entry.Secret),
            Whole(entry.Facts),
            Whole(entry.Body)));
        if (!events.TryAdd(place, known)) return;
        oldest.Enqueue(place);
        for (bytes += known.Size + Overhead; bytes > MostBytes;)
        {
            events.Remove(oldest.Dequeue(), out var forgotten);
            bytes -= forgotten!.Size + Overhead;
        }
    }

    /// <summary>The array itself, where it is all of it, as it is of what was just received: nobody changes it any more.</summary>
    private static byte[] Whole(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var part) && part.Offset == 0 && part.Count == part.Array!.Length ? part.Array : bytes.ToArray();
}
