using Npgsql;

namespace TestKit;

/// <summary>A database of its own on the server that <c>FLEXPORT_TEST_POSTGRES</c> names; dropped at the end.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string server;
    private readonly string name;

    private PostgresDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <exception cref="InvalidOperationException">No server is named: run the tests by <c>./test</c>.</exception>
    public static async Task<PostgresDatabase> Create()
    {
        var server = Environment.GetEnvironmentVariable("FLEXPORT_TEST_POSTGRES")
            ?? throw new InvalidOperationException(
                "FLEXPORT_TEST_POSTGRES is not set. Run ./test, which finds or installs PostgreSQL, or set it to the connection string of a server whose user may create databases.");
        var name = $"flexport_test_{Guid.NewGuid():N}";
        await Execute(server, $"CREATE DATABASE {name}");
        return new PostgresDatabase(server, name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Execute(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
