using System.Globalization;
using Npgsql;

namespace Benchmarks.Compare.Stores;

/// <summary>Single statements, each over a connection of its own and without await: the generator's thread must not be the one that goes on.</summary>
internal static class PostgresQuery
{
    public static void Execute(string database, string sql) => Scalar(database, sql);

    public static long Number(string database, string sql) => Convert.ToInt64(Scalar(database, sql), CultureInfo.InvariantCulture);

    public static string Text(string database, string sql) => Convert.ToString(Scalar(database, sql), CultureInfo.InvariantCulture) ?? "";

    private static object? Scalar(string database, string sql)
    {
        try
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, Timeout = 120, CommandTimeout = 300 }.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand(sql, connection);
            return command.ExecuteScalar();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw new InvalidOperationException($"PostgreSQL does not answer \"{sql}\": {fault.Message} Look whether it runs, and whether its user may create databases.", fault);
        }
    }
}
