using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>
/// Gives the commits of a database that was restored into another server numbers that this server has passed. A dump keeps the numbers of the transactions of the server that it was made on; where those
/// are yet to come, readers would wait for them, and new commits would look as if they had been read.
/// </summary>
internal static class RestoredCommits
{
    // No row that a snapshot shows is of a transaction that the snapshot has yet to see begin.
    private const string IsRestored = """
        SELECT EXISTS (SELECT FROM commits WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()))
          OR EXISTS (SELECT FROM readers WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()))
        """;

    // 1 Of a commit that was dealt with in part all is dealt with again: notifications have their ids.
    // 2 A commit is behind as many readers as before, so what each has read stays read; among themselves commits are in the order of their ids, which is that of each entity's versions.
    //   Servers begin to count at 3, and a new one has come to hundreds.
    // 3 What this server has committed since, before anybody looked, is behind all readers. It has later ids than whatever was restored.
    private const string Renumber = """
        SET LOCAL statement_timeout = 0;
        UPDATE readers SET id = id - 1, part = 0 WHERE part > 0;
        UPDATE commits AS c
        SET xid = (1 + CASE
          WHEN c.xid < x.here AND c.id > x.restored THEN x.readers
          ELSE (SELECT count(*) FROM readers AS r WHERE (r.xid, r.id) < (c.xid, c.id)) END)::text::xid8
        FROM (
          SELECT pg_snapshot_xmax(pg_current_snapshot()) AS here, (SELECT count(*) FROM readers) AS readers,
            coalesce((SELECT max(id) FROM commits WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())), 9223372036854775807) AS restored
        ) AS x
        WHERE c.xid > '0';
        UPDATE readers AS r SET xid = (1 + (SELECT count(*) FROM readers AS o WHERE (o.xid, o.id) < (r.xid, r.id)))::text::xid8, id = 9223372036854775807;
        """;

    /// <summary>Before a silo starts, and whenever one that runs finds a reader where its server has yet to come.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public static async Task<bool> Mend(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (var asks = new NpgsqlCommand(IsRestored, connection))
        {
            if (await asks.ExecuteScalarAsync(cancellation) is not true) return false;
        }

        // Who comes second waits here, and then finds nothing to do.
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var locks = new NpgsqlCommand("LOCK TABLE readers IN EXCLUSIVE MODE", connection, transaction)) await locks.ExecuteNonQueryAsync(cancellation);
        await using (var asks = new NpgsqlCommand(IsRestored, connection, transaction))
        {
            if (await asks.ExecuteScalarAsync(cancellation) is not true) return false;
        }

        await using var command = new NpgsqlCommand(Renumber, connection, transaction) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
