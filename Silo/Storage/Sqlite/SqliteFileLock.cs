namespace Silo.Storage.Sqlite;

/// <summary>One process per database file: a lock file beside it, which the operating system unlocks when the process ends, however it ends.</summary>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream file;

    private SqliteFileLock(FileStream file) => this.file = file;

    /// <exception cref="InvalidOperationException">The folder cannot be made or written, or another process has the lock.</exception>
    public static SqliteFileLock Take(string databasePath)
    {
        var folder = Path.GetDirectoryName(databasePath)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }

        try
        {
            // It stays when we go: deleting it could take it from under the next process.
            return new SqliteFileLock(new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && !IsTaken(e)))
        {
            throw NotWritable(folder, e);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"Another process already runs on the database file {databasePath}. Stop it, or set Storage:Sqlite:Path to another file. " +
                "For several silos use PostgreSQL (ConnectionStrings:Postgres).",
                e);
        }
    }

    public void Dispose() => file.Dispose();

    // EAGAIN of Linux, EWOULDBLOCK of the BSDs and macOS, sharing and lock violation of Windows.
    private static bool IsTaken(Exception e) => (e.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static InvalidOperationException NotWritable(string folder, Exception e) => new(
        $"The folder {folder} of the database file cannot be written. Give this user the right to, or set Storage:Sqlite:Path to a file elsewhere.", e);
}
