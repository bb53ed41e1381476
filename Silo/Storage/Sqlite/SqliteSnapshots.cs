using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>
/// Connections for the ADO.NET grain storage of Orleans. Its commands run on the threads of the file: a write waits its turn in the
/// writer's queue, so that it never meets a locked file, and no thread of the pool waits for the disk.
/// </summary>
internal sealed class SqliteSnapshots(SqliteDatabase database) : DbDataSource
{
    public override string ConnectionString => database.ConnectionString;

    protected override DbConnection CreateDbConnection() => new Connection(database);

    private sealed class Connection(SqliteDatabase database) : SqliteConnection(database.PooledConnectionString)
    {
        public override SqliteCommand CreateCommand() => new Command(database) { Connection = this };
    }

    private sealed class Command(SqliteDatabase database) : SqliteCommand
    {
        // The text of a command is one of our own, from OrleansQuery.
        [SuppressMessage("Performance", "CA1849", Justification = "The asynchronous one of this driver blocks; this one runs on a thread made for that.")]
        protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
        {
            var lanes = CommandText.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) ? database.Readers : database.Writer;
            // It works on the caller's connection, which must not be given back under it.
            return await lanes.Run(_ => ExecuteReader(behavior), cancellationToken, mayLeave: false);
        }
    }
}
