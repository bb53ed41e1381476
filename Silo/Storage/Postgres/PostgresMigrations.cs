using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>Brings the schema up to date. Many silos may start at once: one does it, the others wait and find it done.</summary>
public sealed partial class PostgresMigrations(NpgsqlDataSource database, ILogger logger)
{
    /// <summary>The schema this program was written for: the number of its last schema change.</summary>
    public static readonly int Program = EmbeddedSql.Of("postgres")[^1].Number;

    // Any number that nothing else here locks.
    private const long Lock = 0x464C4558_53434845;

    // A change may build an index of a large table. The lock time limit stays: a change that waits for a table makes all others wait behind it.
    private const string Patience = "SET LOCAL statement_timeout = 0;\n";

    /// <param name="program">The schema that the program was written for.</param>
    /// <returns>What the schema says of itself afterwards.</returns>
    /// <exception cref="InvalidOperationException">The program is too old for the schema, or a change failed; none is half applied.</exception>
    public async Task<SchemaVersion> Apply(int program, CancellationToken cancellation)
    {
        await using var guard = await database.OpenConnectionAsync(cancellation);
        await Run(guard, "SET lock_timeout = 0; SET statement_timeout = 0", cancellation);
        await Run(guard, $"SELECT pg_advisory_lock({Lock})", cancellation);
        try
        {
            (await Current(guard, cancellation))?.Admit(program);
            Upgrade();
            if (await RestoredCommits.Mend(guard, cancellation)) LogRestored(logger);
            return (await Current(guard, cancellation))!.Value;
        }
        finally
        {
            // The session goes back to the pool, so what was set is undone by hand. A broken session has lost its lock by itself.
            if (guard.State == System.Data.ConnectionState.Open)
            {
                await Run(guard, $"SELECT pg_advisory_unlock({Lock}); RESET lock_timeout; RESET statement_timeout", CancellationToken.None);
            }
        }
    }

    private void Upgrade()
    {
        var upgrade = DeployChanges.To
            .PostgresqlDatabase(new PostgresqlConnectionManager(database))
            .WithScripts(EmbeddedSql.Of("postgres").Select(change => new SqlScript(change.Name, Patience + change.Sql)))
            .JournalToPostgresqlTable(null, "flexport_schema_changes")
            .WithTransactionPerScript()
            // Dollar signs in SQL are PostgreSQL's own.
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogTo(new DbUpLog(logger))
            .Build()
            .PerformUpgrade();
        if (!upgrade.Successful)
        {
            var why = MissingExtension.Explain(upgrade.Error) is { } advice ? " " + advice : "";
            throw new InvalidOperationException($"The schema change {upgrade.ErrorScript?.Name} failed and was rolled back.{why}", upgrade.Error);
        }
    }

    private static async Task<SchemaVersion?> Current(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var present = new NpgsqlCommand("SELECT to_regclass('flexport_schema') IS NOT NULL", connection);
        if (await present.ExecuteScalarAsync(cancellation) is not true) return null;
        await using var command = new NpgsqlCommand("SELECT version, oldest_program FROM flexport_schema", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new SchemaVersion(reader.GetInt32(0), reader.GetInt32(1)) : null;
    }

    private static async Task Run(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database was restored into another server: its commits have been given numbers of this one, and readers go on where they stood.")]
    private static partial void LogRestored(ILogger logger);
}
