using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Data.Sqlite;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Sqlite;

/// <summary>Reads events and their bodies.</summary>
internal static class SqliteEvents
{
    private const string Head = "SELECT version FROM entities WHERE source = $source AND kind = $kind AND id = $id";

    private const string Tail = """
        SELECT version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, facts FROM events
        WHERE source = $source AND kind = $kind AND entity_id = $id AND version > $after
        ORDER BY version LIMIT $limit
        """;

    // The inner one sorts within the index; only the page itself is read from the table.
    private const string FirstPage = """
        SELECT version, event_id, type, occurred_at, recorded_at, received_at, outcome, facts FROM events
        WHERE position IN (
          SELECT position FROM events
          WHERE source = $source AND kind = $kind AND entity_id = $id
          ORDER BY recorded_at DESC, event_id DESC LIMIT $limit)
        ORDER BY recorded_at DESC, event_id DESC
        """;

    private const string NextPage = """
        SELECT version, event_id, type, occurred_at, recorded_at, received_at, outcome, facts FROM events
        WHERE position IN (
          SELECT position FROM events
          WHERE source = $source AND kind = $kind AND entity_id = $id AND (recorded_at, event_id) < ($recorded, $event)
          ORDER BY recorded_at DESC, event_id DESC LIMIT $limit)
        ORDER BY recorded_at DESC, event_id DESC
        """;

    // Bodies that have not been moved into a block yet are in the old table.
    private const string RawBody = """
        SELECT e."commit", e.place, b.encoding, b.body
        FROM events AS e LEFT JOIN bodies AS b ON b.position = e.position AND e."commit" IS NULL
        WHERE e.source = $source AND e.kind = $kind AND e.entity_id = $id AND e.event_id = $event
        """;

    public static EntityHistory Load(SqliteSession session, EntityKey key)
    {
        var id = StorableText.ForLookup(key.Id);
        var head = session.Query(Head, row => row.GetInt64(0), ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", id)).SingleOrDefault();
        return new EntityHistory(key, head, head switch
        {
            0 => [],
            <= IJournalStore.ShortHistory => After(session, key, 0, IJournalStore.ShortHistory),
            _ => null,
        });
    }

    public static List<StoredEvent> After(SqliteSession session, EntityKey key, long version, int limit) => session.Query(
        Tail, ReadStored,
        ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", StorableText.ForLookup(key.Id)), ("$after", version), ("$limit", limit));

    public static List<EventRecord> NewestFirst(SqliteSession session, EntityKey key, Cursor? after, int limit)
    {
        var id = StorableText.ForLookup(key.Id);
        return after is { } end
            ? session.Query(
                NextPage, ReadRecord,
                ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", id), ("$recorded", end.At), ("$event", end.Id), ("$limit", limit))
            : session.Query(FirstPage, ReadRecord, ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", id), ("$limit", limit));
    }

    public static byte[]? Body(SqliteSession session, EntityKey key, EventId eventId)
    {
        var at = session.Query(
            RawBody, row => SqliteBlocks.Place(row, 0),
            ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", StorableText.ForLookup(key.Id)), ("$event", StorableText.ForLookup(eventId.Value)));
        if (at.Count == 0) return null;
        using var blocks = new SqliteBlocks(session);
        return blocks.Read(at[0]);
    }

    private static StoredEvent ReadStored(SqliteDataReader row) => new(
        row.GetInt64(0), new EventId(row.GetString(1)), row.GetString(2), Micros.ToInstant(row.GetInt64(3)),
        Micros.ToInstant(row.GetInt64(4)), Micros.ToInstant(row.GetInt64(5)), row.GetInt64(6), row.GetFieldValue<byte[]>(7));

    private static EventRecord ReadRecord(SqliteDataReader row) => EventRecords.Of(
        row.GetInt64(0), row.GetString(1), row.GetString(2), Micros.ToInstant(row.GetInt64(3)),
        Micros.ToInstant(row.GetInt64(4)), Micros.ToInstant(row.GetInt64(5)), row.GetString(6), row.GetFieldValue<byte[]>(7));
}
