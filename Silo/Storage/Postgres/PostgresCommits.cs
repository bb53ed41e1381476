using Grains.Commits;
using Grains.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The commits in the order of their transactions, on PostgreSQL.</summary>
public sealed class PostgresCommits(NpgsqlDataSource database) : ICommitStore
{
    // The clock is the database's. Who does not get it writes nothing.
    private const string LeaseStatement = """
        UPDATE readers SET holder = @holder, lease_until = clock_timestamp() + @lease
        WHERE name = @reader AND (holder IS NULL OR holder = @holder OR lease_until < clock_timestamp())
        RETURNING xid, id, part
        """;

    // What is older than all that run has ended; nothing else can come to be older any more.
    private const string BeginStatement = """
        INSERT INTO readers (name, xid, id, holder, lease_until)
        SELECT @reader, pg_snapshot_xmin(pg_current_snapshot()), 0, @holder, clock_timestamp() + @lease
        WHERE NOT EXISTS (SELECT FROM readers WHERE name = @reader)
        ON CONFLICT DO NOTHING
        RETURNING xid, id, part
        """;

    private const string ReleaseStatement = "UPDATE readers SET holder = NULL, lease_until = NULL WHERE name = @reader AND holder = @holder";

    // Everything is of one snapshot: a transaction that is older than all that run in it has ended, and if it wrote a commit, the snapshot shows it. So between a place that was read
    // and the oldest that runs nothing can appear any more. What is not older than the oldest that runs has not been read by anybody: the
    // last column says whether there is such a commit.
    private const string ReadStatement = """
        SELECT p.xid, p.id, p.committed_at, p.entities, p.refused, p.announcements, h.oldest, h.held_back
        FROM (
          SELECT pg_snapshot_xmin(pg_current_snapshot()) AS oldest,
            EXISTS (SELECT FROM commits AS w WHERE w.xid >= pg_snapshot_xmin(pg_current_snapshot())) AS held_back
        ) AS h
        LEFT JOIN LATERAL (
          SELECT c.xid, c.id, c.committed_at, c.refused,
            CASE WHEN @runs OR (@announcements AND c.announcements IS NOT NULL) THEN c.entities END AS entities,
            CASE WHEN @announcements THEN c.announcements END AS announcements
          FROM commits AS c
          WHERE (c.xid, c.id) > (@xid, @id) AND c.xid < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY c.xid, c.id
          LIMIT @limit
        ) AS p ON true
        ORDER BY p.xid, p.id
        """;

    // Who was on the way to the same place waits for the row and then finds it moved.
    private const string MoveStatement = $"WITH moved AS ({CommitMoves.Statement}) SELECT count(*)::int FROM moved";

    // Details of others' sessions are null where the role may not see them. Session numbers are the lower half of the transaction's.
    private const string FindStatement = """
        SELECT a.pid, a.application_name::text, a.datname::text, a.usename::text, a.xact_start
        FROM pg_stat_activity AS a
        WHERE a.backend_xid = @transaction::xid
        UNION ALL
        SELECT 0, 'prepared ' || p.gid, p.database::text, p.owner::text, p.prepared FROM pg_prepared_xacts AS p WHERE p.transaction = @transaction::xid
        LIMIT 1
        """;

    public Task<CommitPlace?> Lease(string reader, Guid holder, TimeSpan lease, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Place(LeaseStatement) ?? await Place(BeginStatement);

        async Task<CommitPlace?> Place(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection)
                .With("reader", NpgsqlDbType.Text, reader).With("holder", NpgsqlDbType.Uuid, holder).With("lease", NpgsqlDbType.Interval, lease);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            return await row.ReadAsync(cancellation) ? new CommitPlace(row.GetFieldValue<ulong>(0), row.GetInt64(1), row.GetInt32(2)) : null;
        }
    });

    public Task Release(string reader, Guid holder, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ReleaseStatement, connection).With("reader", NpgsqlDbType.Text, reader).With("holder", NpgsqlDbType.Uuid, holder);
        return await command.ExecuteNonQueryAsync(cancellation);
    });

    public Task<CommitPage> Read(CommitPlace after, CommitParts parts, int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ReadStatement, connection)
            .With("xid", NpgsqlDbType.Xid8, after.Xid)
            .With("id", NpgsqlDbType.Bigint, CommittedRow.After(after))
            .With("runs", NpgsqlDbType.Boolean, parts.HasFlag(CommitParts.Runs))
            .With("announcements", NpgsqlDbType.Boolean, parts.HasFlag(CommitParts.Announcements))
            .With("limit", NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var commits = new List<ReadCommit>();
        var (oldest, isHeldBack) = (0UL, false);
        while (await reader.ReadAsync(cancellation))
        {
            (oldest, isHeldBack) = (reader.GetFieldValue<ulong>(6), reader.GetBoolean(7));
            if (!reader.IsDBNull(0)) commits.Add(Row(reader).Read());
        }

        return new CommitPage(commits, oldest, isHeldBack);
    });

    public Task<bool> Move(CommitMove move, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = CommitMoves.With(new NpgsqlCommand(MoveStatement, connection), move, notAfter: null);
        return await command.ExecuteScalarAsync(cancellation) is 1;
    });

    public Task<RunningTransaction?> Find(ulong transaction, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(FindStatement, connection).With("transaction", NpgsqlDbType.Xid8, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new RunningTransaction(transaction, reader.GetInt32(0), reader.GetTextOrNull(1), reader.GetTextOrNull(2), reader.GetTextOrNull(3), reader.GetInstantOrNull(4))
            : null;
    });

    private static CommittedRow Row(NpgsqlDataReader reader) => new(
        new CommitPlace(reader.GetFieldValue<ulong>(0), reader.GetInt64(1)), reader.GetInstant(2), reader.IsDBNull(3) ? null : reader.GetBytes(3),
        reader.IsDBNull(4) ? [] : reader.GetFieldValue<int[]>(4), reader.IsDBNull(5) ? null : reader.GetBytes(5));
}
