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
    private const string Renumber = """
        SET LOCAL statement_timeout = 0;
        LOCK TABLE readers IN EXCLUSIVE MODE;
        UPDATE readers SET id = id - 1, part = 0 WHERE part > 0;
        UPDATE commits AS c SET xid = (1 + (SELECT count(*) FROM readers AS r WHERE (r.xid, r.id) < (c.xid, c.id)))::text::xid8 WHERE c.xid > '0';
        UPDATE readers AS r SET xid = (1 + (SELECT count(*) FROM readers AS o WHERE (o.xid, o.id) < (r.xid, r.id)))::text::xid8, id = 9223372036854775807;
        """;

    /// <summary>Before the silo starts; others of a restored database wait in <see cref="PostgresMigrations"/>'s lock.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public static async Task<bool> Mend(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (var asks = new NpgsqlCommand(IsRestored, connection))
        {
            if (await asks.ExecuteScalarAsync(cancellation) is not true) return false;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(Renumber, connection, transaction) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
