using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Lists;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Storage.Tests;

/// <summary>A journal whose lists follow at once, as a silo's do within a moment: what a batch has written has its rows when <c>Append</c> returns.</summary>
public sealed class JournalWithLists(IJournalStore journal, IListStore lists)
{
    /// <summary>The engine's journal alone.</summary>
    public IJournalStore Alone => journal;

    /// <summary>The one writer of these tests.</summary>
    public Guid Writer { get; } = Guid.NewGuid();

    public async Task<IReadOnlyCollection<EntityKey>> Append(IReadOnlyList<EntityRun> batch, CancellationToken cancellation)
    {
        var (commit, refused) = await journal.Append(batch, Writer, cancellation);
        await lists.Write([.. batch.Where(run => !refused.Contains(run.Key)).Select(static run => new ListRow(run.Key, run.LastVersion, run.Head()))], cancellation);
        await lists.Settle(Writer, [commit], cancellation);
        return refused;
    }

    public Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation) => journal.Load(keys, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, CancellationToken cancellation) => journal.ReadTail(key, afterVersion, cancellation);

    public Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation) => journal.ReadEvents(key, limit, cursor, cancellation);

    public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) => journal.ReadBody(key, eventId, cancellation);

    public Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation) => lists.Find(query, cancellation);
}
