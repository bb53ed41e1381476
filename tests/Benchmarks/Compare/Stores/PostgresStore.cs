using Npgsql;

namespace Benchmarks.Compare.Stores;

/// <summary>A database of its own on the server that all contestants use in turn.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly string server;
    private readonly string name = $"flexport_compare_{Guid.NewGuid():N}";

    private PostgresStore(string server) => this.server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = ConnectionString };

    /// <summary>Creates it. What others left to be written to disk is written before.</summary>
    public static PostgresStore Create(string server)
    {
        var store = new PostgresStore(server);
        PostgresQuery.Execute(server, $"CREATE DATABASE {store.name}");
        PostgresQuery.Execute(server, "CHECKPOINT");
        return store;
    }

    public long? Wal() => PostgresQuery.Number(server, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");

    public long Number(string sql) => PostgresQuery.Number(ConnectionString, sql);

    public ValueTask DisposeAsync()
    {
        PostgresQuery.Execute(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        return ValueTask.CompletedTask;
    }
}
