using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>
/// The durable journal: every accepted event once, in the version order of its entity. One contract, two engines.
/// A head is claimed by its expected version, so a zombie activation's write is refused as a whole, and for its entity alone.
/// </summary>
public interface IJournalStore
{
    /// <summary>Up to this many events are given with the head.</summary>
    const int ShortHistory = 64;

    /// <summary>Writes a batch in one transaction: runs of distinct entities, sorted by key.</summary>
    /// <param name="writer">Who writes, so that somebody else can see to the lists when it dies: <see cref="Lists.IListStore.Unlisted"/>.</param>
    /// <exception cref="JournalRefusedException">The data of some entry is not storable, or an event id is there already; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">Unreachable, timed out or broken off: the outcome is unknown.</exception>
    Task<Appended> Append(IReadOnlyList<EntityRun> batch, Guid writer, CancellationToken cancellation);

    /// <summary>Heads, and short histories, of distinct entities in one round trip; the answers in the order of the keys.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation);

    /// <summary>The events after a version, ascending, read in pages.</summary>
    IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, CancellationToken cancellation);

    /// <summary>A page of the history, newest recorded first, then by event id descending (ordinal).</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation);

    /// <summary>The raw bytes of an event as received, or null when there is none (any more).</summary>
    Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation);
}

/// <summary>What became of a batch.</summary>
/// <param name="Commit">The store's number of this commit; 0 where nothing was written.</param>
/// <param name="Refused">The keys whose head was not at <c>FirstVersion − 1</c>: nothing of these was written, all of the others was.</param>
public sealed record Appended(long Commit, IReadOnlyCollection<EntityKey> Refused);

/// <summary>The store refused a batch for its data; nothing was written. Bisect it: the entry that fails alone is the poison.</summary>
public sealed class JournalRefusedException : Exception
{
    public JournalRefusedException() { }
    public JournalRefusedException(string message) : base(message) { }
    public JournalRefusedException(string message, Exception inner) : base(message, inner) { }
}
