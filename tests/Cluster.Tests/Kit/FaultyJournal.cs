using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Cluster.Tests.Kit;

/// <summary>How a transaction goes wrong.</summary>
internal enum Fault
{
    None = 0,
    /// <summary>Nothing is written, and the store says that it is down.</summary>
    BeforeWriting,
    /// <summary>All is written, and the connection breaks before anybody hears of it.</summary>
    AfterWriting,
    /// <summary>The store refuses the data.</summary>
    Refuse,
}

/// <summary>A real engine whose transactions fail when the test says so.</summary>
internal sealed class FaultyJournal(IJournalStore inner) : IJournalStore
{
    private int appends;

    /// <summary>Decides about a transaction; may wait.</summary>
    public Func<IReadOnlyList<EntityRun>, Task<Fault>> Decide { get; set; } = static _ => Task.FromResult(Fault.None);

    public int Appends => Volatile.Read(ref appends);

    public async Task<Appended> Append(IReadOnlyList<EntityRun> batch, Guid writer, CancellationToken cancellation)
    {
        Interlocked.Increment(ref appends);
        var fault = await Decide(batch);
        if (fault == Fault.BeforeWriting) throw new StoreUnavailableException("The test has stopped the store.");
        if (fault == Fault.Refuse) throw new JournalRefusedException("The test has poisoned the batch.");
        var appended = await inner.Append(batch, writer, cancellation);
        return fault == Fault.AfterWriting ? throw new StoreUnavailableException("The test has cut the line after the commit.") : appended;
    }

    public Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation) => inner.Load(keys, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, CancellationToken cancellation) =>
        inner.ReadTail(key, afterVersion, cancellation);

    public Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation) =>
        inner.ReadEvents(key, limit, cursor, cancellation);

    public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) => inner.ReadBody(key, eventId, cancellation);
}
