using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Relays;
using Npgsql;
using NpgsqlTypes;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Postgres;

/// <summary>Relays on PostgreSQL; they are written by the journal's append statement.</summary>
/// <param name="recent">Spares the reading of bodies that it has.</param>
public sealed class PostgresRelays(NpgsqlDataSource database, RecentEvents? recent = null) : IRelayStore
{
    private const string ClaimStatement = """
        WITH due AS (
          SELECT id AS due_id, next_attempt_at AS due_at
          FROM relays
          WHERE next_attempt_at <= @now
          ORDER BY next_attempt_at, id
          LIMIT @limit
          FOR UPDATE SKIP LOCKED
        ), claimed AS (
          UPDATE relays AS r SET attempts = r.attempts + 1, next_attempt_at = @until FROM due WHERE r.id = due.due_id RETURNING r.*, due.due_at
        )
        SELECT id, source, kind, entity_id, target_kind, target_id, what, first_version, last_version, attempts FROM claimed ORDER BY due_at, id
        """;

    // Two kinds of rows: the events, and each block that has bodies of theirs, once. A body that has expired leaves the event without one.
    // before_it: what the page has come to before this event, as stored; a body that is compressed is counted once it is read. What is beyond the bytes
    // asked for must not be sent at all, for the driver would read it to the end. For the same reason a page ends where it would need one more block.
    private static readonly string ReadStatement = $"""
        WITH page AS MATERIALIZED (
          SELECT *
          FROM (
            SELECT *, sum(size) OVER (ORDER BY version ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_it, sum(of_other) OVER (ORDER BY version) AS blocks
            FROM (
              SELECT e.version, e.event_id, e.type, e.occurred_at, e.recorded_at, e.fingerprint, e.secret, e.facts, e.commit, e.place,
                b.encoding, b.body, octet_length(e.facts) + coalesce(octet_length(b.body), 0) AS size,
                (e.commit IS DISTINCT FROM lag(e.commit) OVER (ORDER BY e.version))::int AS of_other
              FROM events AS e
              LEFT JOIN bodies AS b ON {JournalReads.OldBody}
              WHERE e.source = @source AND e.kind = @kind AND e.entity_id = @id AND e.version >= @first AND e.version <= @last
                AND NOT (e.event_id ^@ ANY(@ours))
              ORDER BY e.version
              LIMIT @limit
            ) AS found
          ) AS sized
          WHERE (before_it IS NULL OR before_it + size <= @bytes) AND blocks <= {MostBlocks}
        )
        SELECT c.id, {PostgresBlocks.Columns}, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM commits AS c
        WHERE c.id = ANY(ARRAY(SELECT DISTINCT p.commit FROM page AS p WHERE p.commit IS NOT NULL))
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, version, event_id, type, occurred_at, recorded_at, fingerprint, secret, facts, commit, place, encoding, body FROM page
        """;

    private const int MostBlocks = 16;

    // What somebody else has told meanwhile is gone, and stays so.
    private const string SettleStatement = """
        WITH told AS (
          DELETE FROM relays WHERE id = ANY(@told)
        )
        UPDATE relays AS r SET next_attempt_at = p.next_attempt_at, last_error = p.error
        FROM unnest(@ids, @next, @errors) AS p (id, next_attempt_at, error)
        WHERE r.id = p.id
        """;

    private const string NextStatement = "SELECT min(next_attempt_at) FROM relays";

    public Task<IReadOnlyList<OwedRelay>> Claim(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        PostgresFaults.Guard<IReadOnlyList<OwedRelay>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(ClaimStatement, connection)
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
                .With("until", NpgsqlDbType.TimestampTz, Sql.Utc(now + lease));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var claimed = new List<OwedRelay>();
            while (await reader.ReadAsync(cancellation)) claimed.Add(Owed(reader));
            return claimed;
        });

    public Task<IReadOnlyList<Tellable>> Read(EntityKey from, long first, long last, int limit, int mostBytes, CancellationToken cancellation) =>
        recent?.Find(from, first, last, limit, mostBytes) is { } known ? Task.FromResult(known) : PostgresFaults.Guard<IReadOnlyList<Tellable>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = Reading(ReadStatement, connection, from, first, last, limit).With("bytes", NpgsqlDbType.Bigint, (long)mostBytes);
            await using var blocks = new PostgresBlocks(connection);
            var events = new List<(Tellable Event, long? Commit, int Place)>();
            await using (var reader = await command.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                {
                    if (reader.IsDBNull(0)) events.Add((Event(from, reader, 4, OldBody(reader, 14)), reader.IsDBNull(12) ? null : reader.GetInt64(12), reader.IsDBNull(13) ? 0 : reader.GetInt32(13)));
                    else blocks.Add(reader.GetInt64(0), reader, 1);
                }
            }

            var page = new PageOfEvents(mostBytes);
            foreach (var (stored, commit, place) in events.OrderBy(static one => one.Event.Version))
            {
                var told = commit is { } block ? stored with { Event = stored.Event with { Body = await Told(blocks, block, place, cancellation) } } : stored;
                if (!page.TryAdd(told)) break;
            }

            return page.Events;
        });

    public async Task Settle(IReadOnlyList<long> told, IReadOnlyList<PutOff> putOff, CancellationToken cancellation)
    {
        if (told.Count + putOff.Count == 0) return;
        await PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(SettleStatement, connection)
                .WithArray("told", NpgsqlDbType.Bigint, told.ToArray())
                .WithArray("ids", NpgsqlDbType.Bigint, putOff.Select(later => later.Id).ToArray())
                .WithArray("next", NpgsqlDbType.TimestampTz, putOff.Select(later => Sql.Utc(later.NextAttemptAt)).ToArray())
                .WithArray("errors", NpgsqlDbType.Text, putOff.Select(later => StorableText.Clean(later.Error, StorableText.Line)).ToArray());
            return await command.ExecuteNonQueryAsync(cancellation);
        });
    }

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(NextStatement, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInstantOrNull(0);
    });

    /// <returns>Empty when it is not there any more.</returns>
    /// <exception cref="InvalidDataException">It is there and damaged.</exception>
    private static async Task<byte[]> Told(PostgresBlocks blocks, long commit, int place, CancellationToken cancellation) => await blocks.Read(commit, place, cancellation)
        ?? (blocks.Has(commit) ? throw new InvalidDataException($"The body at place {place} of commit {commit} is damaged.") : []);

    private static NpgsqlCommand Reading(string statement, NpgsqlConnection connection, EntityKey from, long first, long last, int limit) => new NpgsqlCommand(statement, connection)
        .With("source", NpgsqlDbType.Text, from.Source)
        .With("kind", NpgsqlDbType.Smallint, (short)from.Kind)
        .With("id", NpgsqlDbType.Text, StorableText.ForLookup(from.Id))
        .With("first", NpgsqlDbType.Bigint, first)
        .With("last", NpgsqlDbType.Bigint, last)
        .WithArray("ours", NpgsqlDbType.Text, OwnEvents.Prefixes.ToArray())
        .With("limit", NpgsqlDbType.Integer, limit);

    private static OwedRelay Owed(NpgsqlDataReader row)
    {
        var source = row.GetString(1);
        return new OwedRelay(
            row.GetInt64(0),
            new EntityKey(source, (EntityKind)row.GetInt16(2), row.GetString(3)),
            new Relay(new EntityKey(source, (EntityKind)row.GetInt16(4), row.GetString(5)), (RelayKind)row.GetInt16(6), row.GetInt64(7), row.GetInt64(8)),
            row.GetInt32(9));
    }

    /// <summary>The body of an event that has not been moved into a block yet; else nothing.</summary>
    private static byte[] OldBody(NpgsqlDataReader row, int first) => row.IsDBNull(first) ? [] : BodyCodec.Decode((BodyEncoding)row.GetInt16(first), row.GetBytes(first + 1));

    private static Tellable Event(EntityKey from, NpgsqlDataReader row, int first, byte[] body) => new(row.GetInt64(first), new Relayed(
        from,
        new EventId(row.GetString(first + 1)),
        row.GetString(first + 2),
        row.GetInstant(first + 3),
        row.GetInstant(first + 4),
        row.GetInt64(first + 5),
        row.GetString(first + 6),
        row.GetBytes(first + 7),
        body));
}
