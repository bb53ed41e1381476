namespace Silo.Storage.Sqlite;

/// <summary>One file as the database of one process.</summary>
public sealed class SqliteEngine(SqliteDatabase database) : IStorageEngine
{
    public string Name => "sqlite";

    public Task Prepare(CancellationToken cancellation) => Task.Run(database.Open, cancellation);

    public async Task<bool> Answers(CancellationToken cancellation)
    {
        // Unlinked from its name the file still takes writes, which are gone with the process.
        if (!File.Exists(database.Path)) return false;
        try
        {
            await database.Readers.Run(session => session.Query("SELECT 1 FROM flexport_schema LIMIT 1", row => row.GetInt32(0)), cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>There are no partitions; the planner's statistics are kept fresh.</summary>
    public Task Maintain(CancellationToken cancellation) => database.Writer.Run(session => session.Execute("PRAGMA optimize"), cancellation);

    /// <summary>Nobody else has the file.</summary>
    public async Task<IBodyMove?> MoveBodies(CancellationToken cancellation) => await SqliteBodyMove.Begin(database, cancellation);
}
