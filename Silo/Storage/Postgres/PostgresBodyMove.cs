using System.Globalization;
using Grains.Interfaces.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>
/// Moves the bodies of the old table into commits: month by month, within a month in the order of its key, so that those of an entity stand together and in their order. The session
/// holds a lock all the while; with the session the lock ends.
/// </summary>
internal sealed class PostgresBodyMove : IBodyMove
{
    // Any number that nothing else here locks.
    private const long Lock = 0x464C4558_4D4F5645;

    // The plans of these statements are kept, whatever the tables were when they were made: they go by key.
    private const string Settings = "SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_bitmapscan = off";
    private const string Reset = "RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_bitmapscan; RESET statement_timeout";

    // What is beyond the bytes asked for must not be sent at all, for the driver would read it to the end.
    private const string PageStatement = """
        SELECT source, kind, entity_id, version, received_at, encoding, body
        FROM (
          SELECT *, sum(octet_length(body)) OVER (
            ORDER BY source, kind, entity_id, version, received_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_it
          FROM (
            SELECT * FROM {0}
            WHERE (source, kind, entity_id, version, received_at) > (@source, @kind, @id, @version, @received)
            ORDER BY source, kind, entity_id, version, received_at
            LIMIT @limit
          ) AS page
        ) AS sized
        WHERE before_it IS NULL OR before_it < @bytes
        ORDER BY source, kind, entity_id, version, received_at
        """;

    // Of its month by the last receipt, so that retention drops it when it would have dropped its bodies. Its xid is before all others: whoever reads commits in order
    // from the beginning finds the old ones first, and whoever has begun already has passed them.
    private const string MoveStatement = """
        WITH block AS (
          INSERT INTO commits (xid, committed_at, encoding, entities, bodies) VALUES ('0', @at, @encoding, @entities, @bodies) RETURNING id
        ), gone AS (
          DELETE FROM {0} AS b
          USING unnest(@sources, @kinds, @ids, @versions, @receipts) AS n (source, kind, id, version, received_at)
          WHERE b.source = n.source AND b.kind = n.kind AND b.entity_id = n.id AND b.version = n.version AND b.received_at = n.received_at
        )
        UPDATE events AS e SET commit = (SELECT b.id FROM block AS b), place = (n.place - 1)::int
        FROM unnest(@sources, @kinds, @ids, @versions) WITH ORDINALITY AS n (source, kind, id, version, place)
        WHERE e.source = n.source AND e.kind = n.kind AND e.entity_id = n.id AND e.version = n.version
        """;

    // The default partition first: what fits no month is from before the first one was made.
    private const string PartitionsStatement = """
        SELECT c.relname::text, i.inhrelid::regclass::text
        FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'bodies'::regclass
        ORDER BY c.relname <> 'bodies_default', c.relname
        """;

    private readonly NpgsqlConnection connection;
    private readonly Queue<string> partitions;
    private OldBody? last;

    private PostgresBodyMove(NpgsqlConnection connection, IEnumerable<string> partitions, long left) =>
        (this.connection, this.partitions, Left) = (connection, new Queue<string>(partitions), left);

    public long Left { get; }

    /// <returns>Null when another session has the lock.</returns>
    public static async Task<PostgresBodyMove?> Begin(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            if (await Scalar(connection, $"SELECT pg_try_advisory_lock({Lock})", cancellation) is not true)
            {
                await connection.DisposeAsync();
                return null;
            }

            await Run(connection, "SET statement_timeout = 0", cancellation);
            var left = (long)(await Scalar(connection, "SELECT count(*) FROM bodies", cancellation))!;
            await Run(connection, "RESET statement_timeout; " + Settings, cancellation);
            var tables = left == 0 ? [] : await Partitions(connection, cancellation);
            // Blocks go where retention looks for them.
            var months = new List<DateOnly>();
            foreach (var (name, table) in tables)
            {
                if (MonthOf(name) is { } month && await Scalar(connection, $"SELECT EXISTS (SELECT FROM {table})", cancellation) is true) months.Add(month);
            }

            await new CommitPartitions(database).MakePast(months, cancellation);
            return new PostgresBodyMove(connection, tables.Select(static one => one.Table), left);
        }
        catch
        {
            await End(connection);
            throw;
        }
    }

    public Task<int> Step(CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        while (partitions.TryPeek(out var table))
        {
            var page = await Read(table, cancellation);
            if (page.Count == 0)
            {
                partitions.Dequeue();
                last = null;
                continue;
            }

            var (taken, readable, block, entities) = OldBody.Pack(page);
            last = page[taken - 1];
            using var packed = block;
            if (readable.Count == 0) continue;
            await Move(table, readable, packed, entities, cancellation);
            return readable.Count;
        }

        return 0;
    });

    public async ValueTask DisposeAsync() => await End(connection);

    private async Task<List<OldBody>> Read(string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PageStatement.Replace("{0}", table, StringComparison.Ordinal), connection)
            .With("source", NpgsqlDbType.Text, last?.Key.Source ?? "")
            .With("kind", NpgsqlDbType.Smallint, (short)(last?.Key.Kind ?? EntityKind.None))
            .With("id", NpgsqlDbType.Text, last?.Key.Id ?? "")
            .With("version", NpgsqlDbType.Bigint, last?.Version ?? 0L)
            .With("received", NpgsqlDbType.TimestampTz, Sql.Utc(last?.ReceivedAt ?? DateTimeOffset.UnixEpoch))
            .With("limit", NpgsqlDbType.Integer, OldBody.MostInBlock)
            .With("bytes", NpgsqlDbType.Bigint, (long)OldBody.MostBytes);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var page = new List<OldBody>();
        while (await reader.ReadAsync(cancellation))
        {
            var key = new EntityKey(reader.GetString(0), (EntityKind)reader.GetInt16(1), reader.GetString(2));
            page.Add(new OldBody(key, reader.GetInt64(3), reader.GetInstant(4), (BodyEncoding)reader.GetInt16(5), reader.GetBytes(6)));
        }

        return page;
    }

    private async Task Move(string table, IReadOnlyList<OldBody> bodies, EncodedBlock block, byte[] entities, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MoveStatement.Replace("{0}", table, StringComparison.Ordinal), connection)
            .With("at", NpgsqlDbType.TimestampTz, Sql.Utc(bodies.Max(static body => body.ReceivedAt)))
            .With("encoding", NpgsqlDbType.Smallint, (short)BlockEncoding.Segments)
            .With("entities", NpgsqlDbType.Bytea, entities)
            .With("bodies", NpgsqlDbType.Bytea, block.Bytes)
            .WithKeys("", bodies, static body => body.Key)
            .WithArray("versions", NpgsqlDbType.Bigint, Columns.Of(bodies, static body => body.Version))
            .WithArray("receipts", NpgsqlDbType.TimestampTz, Columns.Of(bodies, static body => Sql.Utc(body.ReceivedAt)));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<(string Name, string Table)>> Partitions(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PartitionsStatement, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<(string Name, string Table)>();
        while (await reader.ReadAsync(cancellation)) tables.Add((reader.GetString(0), reader.GetString(1)));
        return tables;
    }

    private static DateOnly? MonthOf(string partition) =>
        DateOnly.TryParseExact(partition, "'bodies_'yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    // The session goes back to the pool, so what was set is undone by hand. A broken session has lost its lock by itself.
    private static async Task End(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open) await Run(connection, $"SELECT pg_advisory_unlock({Lock}); {Reset}", CancellationToken.None);
        }
        catch (Exception e) when (PostgresFaults.IsOurs(e))
        {
            // It is broken.
        }

        await connection.DisposeAsync();
    }

    private static async Task Run(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }
}
