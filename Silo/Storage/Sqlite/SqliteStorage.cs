using Orleans.Hosting;

namespace Silo.Storage.Sqlite;

/// <summary>Registers the embedded engine of a single process.</summary>
public static class SqliteStorage
{
    /// <summary>Journal, dead letters, notifications and snapshots in one file; the cluster is this process.</summary>
    /// <param name="path">The file; its folder is made when it is missing.</param>
    public static ISiloBuilder UseSqliteStorage(this ISiloBuilder silo, string path) => throw new NotSupportedException();
}
