using System.Data;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>Makes the monthly partitions of the commits ahead of time.</summary>
internal sealed class CommitPartitions(NpgsqlDataSource database)
{
    /// <summary>This month and the two after it.</summary>
    public const int Months = 3;

    // Any number that nothing else here locks; silos take turns.
    private const long Lock = 0x464C4558_424F4459;

    // Moving a month of commits takes as long as it takes. Waiting for a lock makes all others wait behind it, and ends well before their
    // own patience (five seconds) does.
    private const string Patience = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '3s'";

    // Of many months, each of them makes others wait.
    private const string LittlePatience = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '100ms'";
    private const int CommandTimeout = 1_800;

    /// <summary>Makes this month and those after it.</summary>
    /// <exception cref="PostgresException">Some month could not be made; the others were.</exception>
    public async Task Make(DateTimeOffset now, CancellationToken cancellation)
    {
        var first = new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        ExceptionDispatchInfo? failure = null;
        foreach (var month in Enumerable.Range(0, Months).Select(first.AddMonths))
        {
            try
            {
                await Make(connection, month, Patience, cancellation);
            }
            catch (PostgresException e) when (connection.State == ConnectionState.Open)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
    }

    /// <summary>Makes months of the past. Whoever holds the table is not pressed: the first that has to wait ends it.</summary>
    /// <param name="months">By their first days.</param>
    /// <exception cref="PostgresException">Some month could not be made, nor those after it.</exception>
    public async Task MakePast(IReadOnlyList<DateOnly> months, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var month in months) await Make(connection, month, LittlePatience, cancellation);
    }

    /// <summary>
    /// The month's table is filled with what the default partition holds of it and then attached. Both tables are locked first, in the
    /// order in which an append takes them: nothing of the month lands in the default partition in between, and an append that waited
    /// looks for its partition only afterwards. Made ahead, a month has nothing to move, and the wait is one of milliseconds.
    /// </summary>
    private static async Task Make(NpgsqlConnection connection, DateOnly month, string patience, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"commits_{month:yyyy_MM}");
        if (await Exists(connection, name, cancellation)) return;

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run($"SELECT pg_advisory_xact_lock({Lock})");
        if (await Exists(connection, name, cancellation)) return;
        var from = string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM-dd} 00:00:00+00");
        var to = string.Create(CultureInfo.InvariantCulture, $"{month.AddMonths(1):yyyy-MM-dd} 00:00:00+00");
        await Run($"CREATE TABLE {name} (LIKE commits INCLUDING DEFAULTS INCLUDING INDEXES INCLUDING STORAGE)");
        await Run(patience);
        var move = $"""
            WITH moved AS (DELETE FROM commits_default WHERE committed_at >= '{from}' AND committed_at < '{to}' RETURNING *)
            INSERT INTO {name} SELECT * FROM moved
            """;
        // The bulk, while appends go on; under the locks only what came meanwhile.
        await Run(move);
        await Run("LOCK TABLE ONLY commits IN SHARE ROW EXCLUSIVE MODE");
        await Run("LOCK TABLE commits_default IN ACCESS EXCLUSIVE MODE");
        await Run(move);
        await Run($"ALTER TABLE commits ATTACH PARTITION {name} FOR VALUES FROM ('{from}') TO ('{to}')");
        await transaction.CommitAsync(cancellation);

        async Task Run(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction) { CommandTimeout = CommandTimeout };
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        // The catalogue itself, not to_regclass: that may answer from a cache filled before this session waited for its turn.
        const string statement = """
            SELECT EXISTS (
              SELECT 1 FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
              WHERE i.inhparent = 'commits'::regclass AND c.relname = @table)
            """;
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.AddWithValue("table", table);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
