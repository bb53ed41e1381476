using Grains.Commits;
using Grains.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The commits in the order of their transactions, on PostgreSQL.</summary>
public sealed class PostgresCommits(NpgsqlDataSource database) : ICommitStore
{
    // The clock is the database's. Who does not get it writes nothing. A lease that ends later than one that begins now was given by a clock that was ahead.
    private const string LeaseStatement = """
        UPDATE readers SET holder = @holder, lease_until = clock_timestamp() + @lease
        WHERE name = @reader AND (holder IS NULL OR holder = @holder OR lease_until NOT BETWEEN clock_timestamp() AND clock_timestamp() + @lease)
        RETURNING xid, id, part
        """;

    private const string IsYetToComeStatement = "SELECT EXISTS (SELECT FROM readers WHERE name = @reader AND xid >= pg_snapshot_xmax(pg_current_snapshot()))";

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
        SELECT p.xid, p.id, p.committed_at, p.entities, p.refused, p.announcements, h.oldest, h.held_back, p.found
        FROM (
          SELECT pg_snapshot_xmin(pg_current_snapshot()) AS oldest,
            EXISTS (SELECT FROM commits AS w WHERE w.xid >= pg_snapshot_xmin(pg_current_snapshot())) AS held_back
        ) AS h
        LEFT JOIN LATERAL (
          SELECT c.*, sum(octet_length(c.announcements)) OVER (ORDER BY c.xid, c.id) AS bytes, row_number() OVER (ORDER BY c.xid, c.id) AS place, count(*) OVER ()::int AS found
          FROM (
            SELECT c.xid, c.id, c.committed_at, c.refused,
              CASE WHEN @runs OR (@announcements AND c.announcements IS NOT NULL) THEN c.entities END AS entities,
              CASE WHEN @announcements THEN c.announcements END AS announcements
            FROM commits AS c
            WHERE (c.xid, c.id) > (@xid, @id) AND c.xid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY c.xid, c.id
            LIMIT @limit
          ) AS c
        ) AS p ON p.place = 1 OR p.bytes IS NULL OR p.bytes <= @bytes
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
        // Restored, or promoted, under a silo that runs: what is committed from here on must not look as if it had been read.
        if (await IsYetToCome()) await RestoredCommits.Mend(connection, cancellation);
        return await Place(LeaseStatement) ?? await Place(BeginStatement);

        async Task<bool> IsYetToCome()
        {
            await using var command = new NpgsqlCommand(IsYetToComeStatement, connection).With("reader", NpgsqlDbType.Text, reader);
            return await command.ExecuteScalarAsync(cancellation) is true;
        }

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
            .With("bytes", NpgsqlDbType.Bigint, (long)CommittedRow.PageBytes)
            .With("limit", NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var commits = new List<ReadCommit>();
        var (oldest, isHeldBack, found) = (0UL, false, 0);
        while (await reader.ReadAsync(cancellation))
        {
            (oldest, isHeldBack) = (reader.GetFieldValue<ulong>(6), reader.GetBoolean(7));
            if (reader.IsDBNull(0)) continue;
            found = reader.GetInt32(8);
            commits.Add(Row(reader).Read());
        }

        return new CommitPage(commits, oldest, isHeldBack, found == limit || commits.Count < found);
    });

    public Task<bool> Move(CommitMove move, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        CommitMoves.With(batch.Add(MoveStatement), move);
        return await batch.ExecuteScalarAsync(cancellation) is 1;
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
