using Microsoft.Data.Sqlite;
using Silo.Storage;
using Storage.Tests.Upgrades;

namespace Storage.Tests.Sqlite;

public sealed class SqliteOldNotificationsTests : OldNotificationsTests
{
    // Its storage deletes it.
    private readonly SqliteFolder folder = new();

    [Fact]
    public void NothingIsLeftOfTheOldTables()
    {
        var names = (string)Execute("SELECT coalesce(group_concat(name), '') FROM sqlite_master WHERE name LIKE '%notifications%' OR name LIKE '%told_estimates%' OR name LIKE '%owners%'")!;

        names.ShouldBe("");
        Execute("SELECT version * 100 + oldest_program FROM flexport_schema").ShouldBe(1212L);
    }

    protected override async Task<IStorageUnderTest> WithOldNotifications()
    {
        SqliteFileTests.Apply(sql => Execute(sql), upTo: 11);
        await new OldNotificationRows(
            sql =>
            {
                Execute(sql);
                return Task.CompletedTask;
            },
            static time => Micros.Of(time).ToString(System.Globalization.CultureInfo.InvariantCulture), static text => $"CAST('{text}' AS BLOB)").Write();
        Execute($"UPDATE readers SET id = {ReadUpTo} WHERE name = 'notifications'");
        return await SqliteUnderTest.Of(folder);
    }

    protected override Task<Guid> Generation(string subscription) =>
        Task.FromResult(new Guid((byte[])Execute($"SELECT generation FROM subscriptions WHERE id = '{subscription}'")!, bigEndian: true));

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
