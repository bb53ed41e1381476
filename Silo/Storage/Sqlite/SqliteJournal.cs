using System.Runtime.CompilerServices;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Data.Sqlite;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Sqlite;

/// <summary>The journal in one file: batches go through the one writer, reads see what is committed.</summary>
internal sealed class SqliteJournal(SqliteDatabase database) : IJournalStore
{
    private const char EventList = 'e';
    private const char EntityList = 'f';
    private const int TailPage = 512;

    public async Task<IReadOnlyCollection<EntityKey>> Append(IReadOnlyList<EntityRun> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return [];
        try
        {
            return await database.Writer.Run(session => session.Write(s => SqliteAppend.Write(s, batch)), cancellation);
        }
        catch (SqliteException e)
        {
            throw new JournalRefusedException($"SQLite refused the data of a batch (error {e.SqliteExtendedErrorCode}): {e.Message}", e);
        }
    }

    public async Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation) =>
        await database.Readers.Run(session => session.Read(s => keys.Select(key => SqliteEvents.Load(s, key)).ToList()), cancellation);

    public async IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var after = afterVersion;
            var page = await database.Readers.Run(session => SqliteEvents.After(session, key, after, TailPage), cancellation);
            foreach (var stored in page) yield return stored;
            if (page.Count < TailPage) yield break;
            afterVersion = page[^1].Version;
        }
    }

    public async Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation)
    {
        var from = SqliteCursor.Read(EventList, cursor);
        var rows = await database.Readers.Run(session => SqliteEvents.NewestFirst(session, key, from, limit + 1), cancellation);
        if (rows.Count <= limit) return new EventPage(rows, null);
        rows.RemoveAt(limit);
        var last = rows[^1];
        return new EventPage(rows, new SqliteCursor(SqliteTime.ToMicroseconds(last.RecordedAt), last.EventId).Write(EventList));
    }

    public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) =>
        database.Readers.Run(session => SqliteEvents.Body(session, key, eventId), cancellation);

    public async Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation)
    {
        var from = SqliteCursor.Read(EntityList, query.Cursor);
        var rows = await database.Readers.Run(session => SqliteEntities.Find(session, query, from, query.Limit + 1), cancellation);
        if (rows.Count <= query.Limit) return new EntityPage(rows.ConvertAll(row => row.Row), null);
        rows.RemoveAt(query.Limit);
        return new EntityPage(rows.ConvertAll(row => row.Row), rows[^1].Place.Write(EntityList));
    }
}
