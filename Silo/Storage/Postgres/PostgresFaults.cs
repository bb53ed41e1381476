using System.Net.Sockets;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>What PostgreSQL's refusals and failures mean to the grains.</summary>
internal static class PostgresFaults
{
    /// <summary>Runs a statement and speaks of its failure in the contract's words.</summary>
    /// <exception cref="JournalRefusedException">The data are to blame.</exception>
    /// <exception cref="StoreUnavailableException">Anything else.</exception>
    public static async Task<T> Guard<T>(Func<Task<T>> statement)
    {
        try
        {
            return await statement();
        }
        catch (Exception e) when (IsOurs(e))
        {
            throw Translate(e);
        }
    }

    public static bool IsOurs(Exception e) => e is NpgsqlException or TimeoutException or IOException or SocketException;

    /// <summary>The inner exception keeps host and SQLSTATE for the log; neither it nor the message holds a connection string or data.</summary>
    public static Exception Translate(Exception e) => e switch
    {
        // A month's partition was attached while it waited for the default one: next time it finds its place.
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation, TableName: { } table } moved when table.StartsWith("commits", StringComparison.Ordinal) =>
            new StoreUnavailableException($"PostgreSQL could not do it while partitions change ({moved.SqlState}).", moved),
        PostgresException refused when IsDataRefused(refused.SqlState) =>
            new JournalRefusedException($"PostgreSQL refused the data ({refused.SqlState} {refused.ConstraintName}).", refused),
        PostgresException failed => new StoreUnavailableException($"PostgreSQL could not do it ({failed.SqlState}).", failed),
        _ => new StoreUnavailableException("PostgreSQL does not answer.", e),
    };

    /// <summary>Data exceptions, integrity violations and program limits: the same batch will be refused again.</summary>
    private static bool IsDataRefused(string state) => state.Length == 5 && state[..2] is "22" or "23" or "54";
}
