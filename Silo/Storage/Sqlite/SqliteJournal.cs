using System.Runtime.CompilerServices;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Data.Sqlite;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Sqlite;

/// <summary>The journal in one file: batches go through the one writer, reads see what is committed.</summary>
/// <param name="recent">Hears of what is committed.</param>
public sealed class SqliteJournal(SqliteDatabase database, TimeProvider time, RecentEvents? recent = null) : IJournalStore
{
    private const int TailPage = 1_000;

    public async Task<Appended> Append(IReadOnlyList<EntityRun> batch, Guid writer, CancellationToken cancellation)
    {
        if (batch.Count == 0) return new Appended(0, []);
        SqliteAppend.RefuseUnstorableIds(batch);
        byte[] bodies;
        // Here and not on the one thread that writes.
        using (var block = BodyBlock.Encode([.. batch.SelectMany(static run => run.Entries, static (_, entry) => entry.Body)])) bodies = block.Bytes.ToArray();
        var announcements = AnnouncementBlock.Encode(batch);
        try
        {
            var appended = await database.Writer.Run(session => session.Write(s => SqliteAppend.Write(s, batch, bodies, announcements, writer, time.GetUtcNow())), cancellation);
            recent?.Committed(batch, appended.Refused);
            return appended;
        }
        catch (SqliteException e)
        {
            throw new JournalRefusedException($"SQLite refused the data ({e.SqliteExtendedErrorCode}).", e);
        }
    }

    public async Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation) => keys.Count == 0
        ? []
        : await database.Readers.Run(session => session.Read(s => keys.Select(key => SqliteEvents.Load(s, key)).ToList()), cancellation);

    public async IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = afterVersion; ;)
        {
            var from = after;
            var page = await database.Readers.Run(session => SqliteEvents.After(session, key, from, TailPage), cancellation);
            foreach (var stored in page) yield return stored;
            if (page.Count < TailPage) yield break;
            after = page[^1].Version;
        }
    }

    public async Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation)
    {
        Cursor? after = cursor is null ? null : Cursor.Parse(cursor);
        var rows = await database.Readers.Run(session => SqliteEvents.NewestFirst(session, key, after, limit + 1), cancellation);
        if (rows.Count <= limit) return new EventPage(rows, null);
        rows.RemoveAt(limit);
        return new EventPage(rows, Cursor.Of(rows[^1].RecordedAt, rows[^1].EventId).ToString());
    }

    public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) =>
        database.Readers.Run(session => session.Read(s => SqliteEvents.Body(s, key, eventId)), cancellation);
}
