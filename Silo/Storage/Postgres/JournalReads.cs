using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;
using NpgsqlTypes;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Postgres;

/// <summary>What the journal reads of one or many entities by their keys.</summary>
internal static class JournalReads
{
    private const string StoredColumns = "e.version, e.event_id, e.type, e.occurred_at, e.recorded_at, e.received_at, e.fingerprint, e.facts";

    // The condition on the head stands inside the lateral query: a long history is not read at all.
    private const string LoadStatement = $"""
        SELECT k.place::int, coalesce(h.version, 0), {StoredColumns}
        FROM unnest(@sources, @kinds, @ids) WITH ORDINALITY AS k (source, kind, id, place)
        LEFT JOIN LATERAL (
          SELECT x.source, x.kind, x.id, x.version FROM entities AS x WHERE x.source = k.source AND x.kind = k.kind AND x.id = k.id
          OFFSET 0
        ) AS h ON true
        LEFT JOIN LATERAL (
          SELECT * FROM events AS x
          WHERE x.source = h.source AND x.kind = h.kind AND x.entity_id = h.id AND h.version <= @short
          OFFSET 0
        ) AS e ON true
        ORDER BY k.place, e.version
        """;

    private const string TailStatement = $"""
        SELECT {StoredColumns}
        FROM events AS e
        WHERE e.source = @source AND e.kind = @kind AND e.entity_id = @id AND e.version > @after
        ORDER BY e.version
        LIMIT @limit
        """;

    // All events of the entity are sorted: no index has their times. 10,000 take some milliseconds; an index of all events for that cost more with each event.
    private const string NewestColumns = "SELECT version, event_id, type, occurred_at, recorded_at, received_at, outcome, facts FROM events";
    private const string NewestOrder = "ORDER BY recorded_at DESC, event_id DESC LIMIT @limit";
    private const string OfOne = "WHERE source = @source AND kind = @kind AND entity_id = @id";
    private const string FirstPage = $"{NewestColumns} {OfOne} {NewestOrder}";
    private const string NextPage = $"{NewestColumns} {OfOne} AND (recorded_at, event_id) < (@at, @after) {NewestOrder}";

    // A range of one id, in its order: for a mere "=" both unique indexes look equally good to the planner, and by the other one it goes through all events of the entity.
    private static readonly string BodyStatement = $"""
        SELECT e.commit, e.place, b.encoding, b.body, {PostgresBlocks.Columns}
        FROM (
          SELECT * FROM events AS x
          WHERE x.source = @source AND x.kind = @kind AND x.entity_id = @id AND x.event_id >= @event AND x.event_id <= @event
          ORDER BY x.event_id
          LIMIT 1
        ) AS e
        LEFT JOIN commits AS c ON c.id = e.commit
        LEFT JOIN bodies AS b ON {OldBody}
        """;

    /// <summary>Joins the body <c>b</c> of an event <c>e</c> that has not been moved into a block yet. The time of receipt leads to the one partition that has it.</summary>
    public const string OldBody = """
        e.commit IS NULL AND b.source = e.source AND b.kind = e.kind AND b.entity_id = e.entity_id AND b.version = e.version AND b.received_at = e.received_at
        """;

    public static NpgsqlCommand Load(NpgsqlConnection connection, IReadOnlyList<EntityKey> keys) => new NpgsqlCommand(LoadStatement, connection)
        .WithArray("sources", NpgsqlDbType.Text, keys.Select(key => key.Source).ToArray())
        .WithArray("kinds", NpgsqlDbType.Smallint, keys.Select(key => (short)key.Kind).ToArray())
        .WithArray("ids", NpgsqlDbType.Text, keys.Select(key => StorableText.ForLookup(key.Id)).ToArray())
        .With("short", NpgsqlDbType.Bigint, (long)IJournalStore.ShortHistory);

    public static async Task<IReadOnlyList<EntityHistory>> Histories(
        NpgsqlDataReader reader, IReadOnlyList<EntityKey> keys, CancellationToken cancellation)
    {
        var heads = new long[keys.Count];
        var events = new List<StoredEvent>[keys.Count];
        for (var i = 0; i < events.Length; i++) events[i] = [];
        while (await reader.ReadAsync(cancellation))
        {
            var place = reader.GetInt32(0) - 1;
            heads[place] = reader.GetInt64(1);
            if (!reader.IsDBNull(2)) events[place].Add(Stored(reader, 2));
        }

        return [.. keys.Select((key, i) => new EntityHistory(key, heads[i], heads[i] <= IJournalStore.ShortHistory ? events[i] : null))];
    }

    public static NpgsqlCommand Tail(NpgsqlConnection connection, EntityKey key, long after, int limit) => Of(connection, TailStatement, key)
        .With("after", NpgsqlDbType.Bigint, after)
        .With("limit", NpgsqlDbType.Integer, limit);

    public static async Task<List<StoredEvent>> Events(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation)) events.Add(Stored(reader, 0));
        return events;
    }

    public static NpgsqlCommand Newest(NpgsqlConnection connection, EntityKey key, int limit, Cursor? after)
    {
        var command = Of(connection, after is null ? FirstPage : NextPage, key).With("limit", NpgsqlDbType.Integer, limit);
        return after is { } cursor
            ? command.With("at", NpgsqlDbType.TimestampTz, Sql.Utc(cursor.Instant)).With("after", NpgsqlDbType.Text, cursor.Id)
            : command;
    }

    /// <summary>One row more than the page tells whether there is another page.</summary>
    public static async Task<EventPage> Page(NpgsqlDataReader reader, int limit, CancellationToken cancellation)
    {
        var items = new List<EventRecord>();
        while (await reader.ReadAsync(cancellation))
        {
            if (items.Count == limit) return new EventPage(items, Cursor.Of(items[^1].RecordedAt, items[^1].EventId).ToString());
            items.Add(EventRecords.Of(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInstant(3), reader.GetInstant(4), reader.GetInstant(5),
                reader.GetString(6), reader.GetBytes(7)));
        }

        return new EventPage(items, null);
    }

    public static NpgsqlCommand Body(NpgsqlConnection connection, EntityKey key, EventId eventId) => Of(connection, BodyStatement, key)
        .With("event", NpgsqlDbType.Text, StorableText.ForLookup(eventId.Value));

    private static NpgsqlCommand Of(NpgsqlConnection connection, string statement, EntityKey key) => new NpgsqlCommand(statement, connection)
        .With("source", NpgsqlDbType.Text, key.Source)
        .With("kind", NpgsqlDbType.Smallint, (short)key.Kind)
        .With("id", NpgsqlDbType.Text, StorableText.ForLookup(key.Id));

    private static StoredEvent Stored(NpgsqlDataReader reader, int first) => new(
        reader.GetInt64(first),
        new EventId(reader.GetString(first + 1)),
        reader.GetString(first + 2),
        reader.GetInstant(first + 3),
        reader.GetInstant(first + 4),
        reader.GetInstant(first + 5),
        reader.GetInt64(first + 6),
        reader.GetBytes(first + 7));
}
