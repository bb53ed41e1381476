using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Sqlite;
using DbUp.Sqlite.Helpers;
using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Brings the schema of a file up to date: the numbered files of <c>deploy/sql/sqlite</c>, each applied once, whole or not at all. They may use <c>lane_id</c>, the id of a lane.</summary>
internal static class SqliteSchema
{
    private static readonly IReadOnlyList<SchemaChange> Changes = EmbeddedSql.Of("sqlite");

    /// <summary>The schema this program was written for: the number of its last schema change.</summary>
    public static int Program => Changes[^1].Number;

    /// <exception cref="InvalidOperationException">The program is too old for the schema, it is no database, or a change failed.</exception>
    public static void Migrate(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString;
        try
        {
            Current(connectionString)?.Admit(Program);
        }
        catch (SqliteException e)
        {
            throw new InvalidOperationException($"The database file {path} cannot be opened: {e.Message}", e);
        }

        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.CreateFunction("lane_id", static (string subscription, byte[] generation, string source, int kind, string entity, string thing) => SqliteValues.Id(
            new LaneKey(subscription, new Guid(generation, bigEndian: true), new EntityKey(source, (EntityKind)kind, entity), thing).Id));
        using var shared = new SharedConnection(connection);
        var upgrade = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScripts(Changes.Select(change => new SqlScript(change.Name, change.Sql)))
            .JournalToSqliteTable("flexport_schema_changes")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!upgrade.Successful)
        {
            throw new InvalidOperationException($"The schema change {upgrade.ErrorScript?.Name} of {path} failed and was rolled back.", upgrade.Error);
        }
    }

    private static SchemaVersion? Current(string connectionString)
    {
        using var session = new SqliteSession(connectionString, "busy_timeout=5000");
        if (session.Query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'flexport_schema'", row => row.GetInt32(0)).Count == 0) return null;
        var versions = session.Query("SELECT version, oldest_program FROM flexport_schema", row => new SchemaVersion(row.GetInt32(0), row.GetInt32(1)));
        return versions.Count == 0 ? null : versions[0];
    }
}
