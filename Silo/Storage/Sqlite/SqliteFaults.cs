using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Silo.Storage.Sqlite;

/// <summary>What SQLite's error codes mean to a journal.</summary>
internal static class SqliteFaults
{
    /// <summary>The same data would be refused again; anything else is the fault of file, disk or program.</summary>
    public static bool IsAboutData(SqliteException e) => e.SqliteErrorCode is SQLITE_CONSTRAINT or SQLITE_TOOBIG or SQLITE_MISMATCH;

    public static StoreUnavailableException Unavailable(SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            SQLITE_FULL => "The disk of the database file is full.",
            SQLITE_BUSY or SQLITE_LOCKED => "Another program keeps the database file locked.",
            SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_PERM => "The database file cannot be written.",
            SQLITE_CORRUPT or SQLITE_NOTADB => "The database file is damaged.",
            _ => $"The database file does not serve (SQLite error {e.SqliteExtendedErrorCode}).",
        },
        e);
}
