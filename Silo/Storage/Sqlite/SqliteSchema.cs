using System.Globalization;
using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>
/// The numbered files of <c>deploy/sql/sqlite</c>, each applied once. A program is as new as its last file; each file names the oldest
/// program that may still run once it is applied.
/// </summary>
internal static class SqliteSchema
{
    private const string Folder = ".sql.sqlite.";

    /// <summary>The number of the last file that this program carries.</summary>
    public static int Program { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(IsOurs).Max(NumberOf);

    /// <exception cref="InvalidOperationException">A newer program has left the file, it is no database, or a migration failed.</exception>
    public static void Migrate(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString;
        try
        {
            RefuseNewer(path, connectionString);
        }
        catch (SqliteException e)
        {
            throw new InvalidOperationException($"The database file {path} cannot be opened: {e.Message}", e);
        }

        var result = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), IsOurs)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"The schema of {path} could not be brought up to date at {result.ErrorScript?.Name}: {result.Error.Message}", result.Error);
        }
    }

    private static void RefuseNewer(string path, string connectionString)
    {
        using var session = new SqliteSession(connectionString, "busy_timeout=5000");
        if (session.Query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'flexport_schema'", row => row.GetInt32(0)).Count == 0) return;
        var oldest = session.Query("SELECT coalesce(max(oldest_program), 0) FROM flexport_schema", row => row.GetInt32(0))[0];
        if (oldest > Program)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The schema of {path} needs a program that knows migration {oldest}; this one ends at {Program}. ") +
                "A newer program has run on it: start that one, or a copy of the file from before.");
        }
    }

    private static bool IsOurs(string resource) => resource.Contains(Folder, StringComparison.Ordinal);

    private static int NumberOf(string resource) =>
        int.Parse(resource.AsSpan(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture);
}
