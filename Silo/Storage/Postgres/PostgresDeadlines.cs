using Grains.Deadlines;
using Grains.Interfaces.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>What the clocks ask PostgreSQL for; the times are written with the rows of lists.</summary>
public sealed class PostgresDeadlines(NpgsqlDataSource database) : IDeadlineStore
{
    private const string DueStatement = """
        SELECT source, kind, id, next_deadline_at
        FROM entity_rows
        WHERE next_deadline_at <= @now AND (next_deadline_at, source, kind, id) > (@at, @source, @kind, @id)
        ORDER BY next_deadline_at, source, kind, id
        LIMIT @limit
        """;

    // Only while the head is still that from which the time follows. An entity that is being written is left to its writer: its next head says it anew.
    private const string CorrectStatement = """
        WITH stale AS (
          SELECT e.source, e.kind, e.id, c.next_at
          FROM unnest(@sources, @kinds, @ids, @versions, @next) AS c (source, kind, id, version, next_at)
          JOIN entity_rows AS e ON e.source = c.source AND e.kind = c.kind AND e.id = c.id AND e.version = c.version
          FOR UPDATE OF e SKIP LOCKED
        )
        UPDATE entity_rows AS e SET next_deadline_at = s.next_at
        FROM stale AS s
        WHERE e.source = s.source AND e.kind = s.kind AND e.id = s.id
        """;

    public Task<IReadOnlyList<DueEntity>> Due(DateTimeOffset now, DueEntity? after, int limit, CancellationToken cancellation) =>
        PostgresFaults.Guard<IReadOnlyList<DueEntity>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(DueStatement, connection)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
                .With("at", NpgsqlDbType.TimestampTz, Sql.Utc(after?.DueAt ?? DateTimeOffset.UnixEpoch.AddYears(-100)))
                .With("source", NpgsqlDbType.Text, after?.Key.Source ?? "")
                .With("kind", NpgsqlDbType.Smallint, (short)(after?.Key.Kind ?? EntityKind.None))
                .With("id", NpgsqlDbType.Text, after?.Key.Id ?? "")
                .With("limit", NpgsqlDbType.Integer, limit);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var due = new List<DueEntity>();
            while (await reader.ReadAsync(cancellation))
                due.Add(new DueEntity(new EntityKey(reader.GetString(0), (EntityKind)reader.GetInt16(1), reader.GetString(2)), reader.GetInstant(3)));
            return due;
        });

    public async Task Correct(IReadOnlyList<CorrectedHead> heads, CancellationToken cancellation)
    {
        if (heads.Count == 0) return;
        await PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(CorrectStatement, connection)
                .WithArray("sources", NpgsqlDbType.Text, heads.Select(head => head.Key.Source).ToArray())
                .WithArray("kinds", NpgsqlDbType.Smallint, heads.Select(head => (short)head.Key.Kind).ToArray())
                .WithArray("ids", NpgsqlDbType.Text, heads.Select(head => head.Key.Id).ToArray())
                .WithArray("versions", NpgsqlDbType.Bigint, heads.Select(head => head.Version).ToArray())
                .WithArray("next", NpgsqlDbType.TimestampTz, heads.Select(head => Sql.Utc(head.NextAt)).ToArray());
            return await command.ExecuteNonQueryAsync(cancellation);
        });
    }
}
