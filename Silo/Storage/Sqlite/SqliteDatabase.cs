using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>The file of a silo: opened once, owned by this process until it is disposed or dies.</summary>
/// <param name="path">Its folder is made when it is missing.</param>
/// <param name="exclusive">False leaves out that no other process may own it: for whoever makes sure of that himself.</param>
public sealed class SqliteDatabase(string path, bool exclusive = true) : IDisposable
{
    private readonly Lock gate = new();
    private SqliteFileLock? ownership;
    private SqliteThreads? writer;
    private SqliteThreads? readers;
    private bool disposed;

    /// <summary>Absolute, and no link: two names of one file are one file.</summary>
    public string Path { get; } = Resolve(path);

    /// <summary>Without a pool: who opens it keeps it.</summary>
    internal string ConnectionString { get; } = Connection(Resolve(path), pooling: false);

    /// <summary>For connections that are opened and closed around each command.</summary>
    internal string PooledConnectionString { get; } = Connection(Resolve(path), pooling: true);

    /// <summary>The one thread that writes.</summary>
    internal SqliteThreads Writer => writer ?? throw NotPrepared();

    /// <summary>The few that read what is committed.</summary>
    internal SqliteThreads Readers => readers ?? throw NotPrepared();

    /// <summary>Takes the file, brings its schema up to date and opens it. Doing so again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The folder cannot be written, another process has the file, or a newer program has left it.</exception>
    public void Open()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (writer is not null) return;
            var taken = exclusive ? SqliteFileLock.Take(Path) : null;
            try
            {
                SqliteSchema.Migrate(Path);
                writer = new SqliteThreads("writer", 1, OpenWriter);
                readers = new SqliteThreads("reader", Math.Clamp(Environment.ProcessorCount, 2, 4), OpenReader);
                ownership = taken;
            }
            catch
            {
                writer?.Dispose();
                writer = null;
                taken?.Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            readers?.Dispose();
            writer?.Dispose();
            using (var pooled = new SqliteConnection(PooledConnectionString)) SqliteConnection.ClearPool(pooled);
            ownership?.Dispose();
        }
    }

    // It does not make the file: a file that vanished while the silo ran must not come back empty.
    private static string Connection(string path, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = pooling,
        // A foreign lock is no reason to keep all others waiting for long.
        DefaultTimeout = 2,
    }.ConnectionString;

    private static string Resolve(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null)?.FullName ?? System.IO.Path.GetFullPath(path);

    // synchronous=FULL: a commit returns only when the disk has it. Checkpoints are left to the writer and kept rare.
    private SqliteSession OpenWriter() => new(
        ConnectionString, "journal_mode=WAL", "synchronous=FULL", "busy_timeout=2000", "cache_size=-65536", "wal_autocheckpoint=4000", "journal_size_limit=67108864");

    private SqliteSession OpenReader() => new(ConnectionString, "busy_timeout=2000", "cache_size=-16384", "query_only=ON");

    private static InvalidOperationException NotPrepared() => new("The SQLite storage has not been prepared: IStorageEngine.Prepare runs before the silo starts.");
}
