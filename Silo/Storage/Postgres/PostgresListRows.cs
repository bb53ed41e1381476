using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Lists;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The rows of lists on PostgreSQL.</summary>
/// <param name="database">Writes.</param>
/// <param name="lists">Reads, on connections of their own.</param>
public sealed class PostgresListRows(NpgsqlDataSource database, PostgresLists lists) : IListStore
{
    // A writer that has not been heard of for a day has left nothing: it was taken over.
    private const string SettleStatement = """
        WITH alive AS (
          INSERT INTO writers (id, alive_at) VALUES (@writer, clock_timestamp()) ON CONFLICT (id) DO UPDATE SET alive_at = excluded.alive_at
        ), forgotten AS (
          DELETE FROM writers WHERE alive_at < now() - interval '1 day'
        )
        DELETE FROM unlisted WHERE commit = ANY(@listed)
        """;

    private const string AdoptStatement = """
        WITH left_behind AS (
          SELECT u.commit AS left_commit
          FROM unlisted AS u
          WHERE u.writer <> @writer AND u.committed_at < now() - @silence
            AND NOT EXISTS (SELECT FROM writers AS w WHERE w.id = u.writer AND w.alive_at > now() - @silence)
          ORDER BY u.commit < 0, u.committed_at, u.commit
          LIMIT @limit
          FOR UPDATE SKIP LOCKED
        )
        UPDATE unlisted AS u SET writer = @writer FROM left_behind AS l WHERE u.commit = l.left_commit
        """;

    // A commit that is not there stands for all entities.
    private const string UnlistedStatement = """
        SELECT u.commit, coalesce(u.entities, c.entities)
        FROM (
          SELECT * FROM unlisted WHERE writer = @writer AND committed_at < now() - @silence ORDER BY commit < 0, committed_at, commit LIMIT @limit
        ) AS u
        LEFT JOIN commits AS c ON c.id = u.commit
        ORDER BY u.commit < 0, u.committed_at, u.commit
        """;

    // No commit has a number below 0. One that was settled is not used again: it may be settled twice.
    private const string AskStatement = """
        INSERT INTO unlisted (commit, writer, entities)
        VALUES (least(-(extract(epoch FROM clock_timestamp()) * 1000000)::bigint, (SELECT min(u.commit) - 1 FROM unlisted AS u)), @nobody, @keys)
        """;

    private const string EntitiesStatement = """
        SELECT source, kind, id FROM entities WHERE (source, kind, id) > (@source, @kind, @id) ORDER BY source, kind, id LIMIT @limit
        """;

    public Task Write(IReadOnlyList<ListRow> rows, CancellationToken cancellation) => rows.Count == 0
        ? Task.CompletedTask
        : Run(connection => ListRowStatements.Write(connection, rows), cancellation);

    public Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation) => lists.Find(query, cancellation);

    public Task Settle(Guid writer, IReadOnlyList<long> listed, CancellationToken cancellation) => Run(
        connection => new NpgsqlCommand(SettleStatement, connection).With("writer", NpgsqlDbType.Uuid, writer).WithArray("listed", NpgsqlDbType.Bigint, listed.ToArray()),
        cancellation);

    public async Task<IReadOnlyList<UnlistedCommit>> Unlisted(Guid writer, TimeSpan silence, int limit, CancellationToken cancellation)
    {
        await Run(connection => Asking(AdoptStatement, connection), cancellation);
        return await PostgresFaults.Guard<IReadOnlyList<UnlistedCommit>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = Asking(UnlistedStatement, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var commits = new List<UnlistedCommit>();
            while (await reader.ReadAsync(cancellation)) commits.Add(new UnlistedCommit(reader.GetInt64(0), CommitKeys.Unlisted(reader.IsDBNull(1) ? null : reader.GetBytes(1))));
            return commits;
        });

        NpgsqlCommand Asking(string statement, NpgsqlConnection connection) => new NpgsqlCommand(statement, connection)
            .With("writer", NpgsqlDbType.Uuid, writer).With("silence", NpgsqlDbType.Interval, silence).With("limit", NpgsqlDbType.Integer, limit);
    }

    public Task Ask(IReadOnlyList<EntityKey> entities, CancellationToken cancellation) => Run(
        connection => new NpgsqlCommand(AskStatement, connection)
            .With("nobody", NpgsqlDbType.Uuid, Guid.Empty).With("keys", NpgsqlDbType.Bytea, CommitKeys.Encode(entities)),
        cancellation);

    public Task<IReadOnlyList<EntityKey>> Entities(EntityKey? after, int limit, CancellationToken cancellation) => PostgresFaults.Guard<IReadOnlyList<EntityKey>>(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(EntitiesStatement, connection)
            .With("source", NpgsqlDbType.Text, after?.Source ?? "").With("kind", NpgsqlDbType.Smallint, (short)(after?.Kind ?? EntityKind.None))
            .With("id", NpgsqlDbType.Text, after?.Id ?? "").With("limit", NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<EntityKey>();
        while (await reader.ReadAsync(cancellation)) keys.Add(new EntityKey(reader.GetString(0), (EntityKind)reader.GetInt16(1), reader.GetString(2)));
        return keys;
    });

    private async Task Run(Func<NpgsqlConnection, NpgsqlCommand> make, CancellationToken cancellation) => await PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = make(connection);
        return await command.ExecuteNonQueryAsync(cancellation);
    });
}
