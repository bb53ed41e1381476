using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;

namespace Storage.Tests.Sqlite;

/// <summary>What is true of a file and of no server: one owner, a folder, an unclean end.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AFileThatAnotherProcessHas_IsRefusedByNameWithWhatToDo()
    {
        using var child = new SqliteChild(folder.File);
        await child.NextAcknowledged();

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => OpenSqlite.Open(folder.File));

        refusal.Message.ShouldContain("Another process");
        refusal.Message.ShouldContain(folder.File);
        refusal.Message.ShouldContain("Storage:Sqlite:Path");
    }

    [Fact]
    public async Task AfterKill9_EveryAcknowledgedEventIsThereAndTheFileIsFree()
    {
        using var child = new SqliteChild(folder.File);
        while (await child.NextAcknowledged() < 50)
        {
        }

        var acknowledged = Math.Max(50, await child.Kill());

        using var sqlite = await OpenSqlite.Open(folder.File);
        var versions = new List<long>();
        await foreach (var stored in sqlite.Journal.ReadTail(SqliteChild.Key, 0, TestContext.Current.CancellationToken)) versions.Add(stored.Version);
        // One more may have been written and not yet acknowledged.
        versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(version => (long)version));
        versions.Count.ShouldBeInRange((int)acknowledged, (int)acknowledged + 1);
        (await sqlite.Journal.ReadBody(SqliteChild.Key, new EventId("50"), TestContext.Current.CancellationToken)).ShouldBe(new byte[1_000]);
        (await sqlite.Journal.Load([SqliteChild.Key], TestContext.Current.CancellationToken))[0].HeadVersion.ShouldBe(versions.Count);
    }

    [Fact]
    public async Task AnotherNameOfAFileInUse_IsRefused()
    {
        using var sqlite = await OpenSqlite.Open(folder.File);
        var link = Path.Combine(folder.Path, "other.db");
        File.CreateSymbolicLink(link, folder.File);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => OpenSqlite.Open(link));

        refusal.Message.ShouldContain(folder.File);
    }

    [Fact]
    public async Task AClosedFile_CanBeOpenedAgain()
    {
        using (await OpenSqlite.Open(folder.File))
        {
        }

        using var again = await OpenSqlite.Open(folder.File);
        (await again.Engine.Answers(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task PreparingTwice_ChangesNothing()
    {
        using var sqlite = await OpenSqlite.Open(folder.File);
        await sqlite.Engine.Prepare(TestContext.Current.CancellationToken);
        (await sqlite.Engine.Answers(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task AMissingFolder_IsMade()
    {
        using var sqlite = await OpenSqlite.Open(Path.Combine(folder.Path, "a", "b", "flexport.db"));
        File.Exists(Path.Combine(folder.Path, "a", "b", "flexport.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task AFolderThatCannotBeMade_IsRefusedByName()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "not a folder", TestContext.Current.CancellationToken);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => OpenSqlite.Open(Path.Combine(file, "below", "flexport.db")));

        refusal.Message.ShouldContain(Path.Combine(file, "below"));
        refusal.Message.ShouldContain("cannot be written");
    }

    [Fact]
    public async Task AFolderWithoutTheRightToWrite_IsRefusedByName()
    {
        // Root may write anywhere but here.
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => OpenSqlite.Open("/proc/1/flexport.db"));

        refusal.Message.ShouldContain("/proc/1 ");
        refusal.Message.ShouldContain("cannot be written");
    }

    [Fact]
    public async Task AFileThatIsNoDatabase_IsRefusedAndUnchanged()
    {
        var text = new string('x', 5_000);
        await File.WriteAllTextAsync(folder.File, text, TestContext.Current.CancellationToken);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => OpenSqlite.Open(folder.File));

        refusal.Message.ShouldContain(folder.File);
        (await File.ReadAllTextAsync(folder.File, TestContext.Current.CancellationToken)).ShouldBe(text);
    }

    [Fact]
    public async Task ASchemaThatNeedsANewerProgram_IsRefused()
    {
        (await OpenSqlite.Open(folder.File)).Dispose();
        Execute("UPDATE flexport_schema SET version = 99, oldest_program = 98");

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => OpenSqlite.Open(folder.File));

        refusal.Message.ShouldContain("98");
        refusal.Message.ShouldContain("newer program");
    }

    [Fact]
    public async Task TheSchemaOfThisProgram_ServesNoneThatCannotReadItsFacts()
    {
        (await OpenSqlite.Open(folder.File)).Dispose();

        Scalar("SELECT oldest_program FROM flexport_schema").ShouldBe(12L);
    }

    [Fact]
    public async Task LongStatusesOfOlderPrograms_AreFilteredByTheirFirst64Characters()
    {
        Apply(upTo: 3);
        Execute($"INSERT INTO entities VALUES ('default', 2, '1', 1, '{new string('x', 1_000)}', 'words', 1, x'7b7d'), ('default', 2, '2', 1, 'Open', 'words', 1, x'7b7d')");

        using var sqlite = await OpenSqlite.Open(folder.File);
        foreach (var status in (string[])[new string('x', 64), "open"])
        {
            (await sqlite.Journal.Find(new EntityQuery("default", EntityKind.PurchaseOrder, status, null, null, 10, null), TestContext.Current.CancellationToken))
                .Items.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task NotificationsOfOlderPrograms_WereMadeWhenTheirAnnouncementWasExpanded()
    {
        Apply(upTo: 5);
        Execute("INSERT INTO announcements VALUES (1, 'north', 1, 's', 'a', 0, 1, 1000, 2000, x'7b7d', 3000), (2, 'north', 1, 's', 'b', 0, 1, 1000, 2000, x'7b7d', NULL)");
        Execute("INSERT INTO notifications (id, announcement, subscription, channel, state, next_attempt_at) VALUES ('ntf_a', 1, 'ops', 'log', 'sent', 1), ('ntf_b', 2, 'ops', 'log', 'failed', 1)");

        using var sqlite = await OpenSqlite.Open(folder.File);

        var listed = await sqlite.Messages.Find(new("north", null, null, null, null, 10, null), TestContext.Current.CancellationToken);
        listed.Items.Select(one => (one.Id, Silo.Storage.Micros.Of(one.CreatedAt), one.State)).ShouldBe([("ntf_a", 3000L, "sent"), ("ntf_b", 2000L, "failed")]);
    }

    [Fact]
    public async Task ANewerSchemaThatStillServesThisProgram_IsOpened()
    {
        (await OpenSqlite.Open(folder.File)).Dispose();
        Execute("UPDATE flexport_schema SET version = 99, oldest_program = 1");

        using var sqlite = await OpenSqlite.Open(folder.File);
        (await sqlite.Engine.Answers(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task AFileLockedByAnotherProgram_IsUnavailableAndServesAgainAfterwards()
    {
        using var sqlite = await OpenSqlite.Open(folder.File);
        using (var other = new SqliteConnection($"Data Source={folder.File};Pooling=False"))
        {
            other.Open();
            using var command = new SqliteCommand("BEGIN IMMEDIATE", other);
            command.ExecuteNonQuery();

            await Should.ThrowAsync<StoreUnavailableException>(() => Keep(sqlite));
        }

        (await Keep(sqlite)).ShouldBe(1);
    }

    [Fact]
    public async Task ADeletedFile_DoesNotAnswer()
    {
        using var sqlite = await OpenSqlite.Open(folder.File);
        File.Delete(folder.File);
        (await sqlite.Engine.Answers(TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task AClosedEngine_IsUnavailable()
    {
        var sqlite = await OpenSqlite.Open(folder.File);
        var letters = sqlite.DeadLetters;
        sqlite.Dispose();
        await Should.ThrowAsync<StoreUnavailableException>(() => letters.Read("default", 1, TestContext.Current.CancellationToken));
    }

    private static Task<long> Keep(OpenSqlite sqlite) => sqlite.DeadLetters.Keep(
        new Grains.Interfaces.DeadLetters.Undeliverable(
            "default", null, Grains.Interfaces.DeadLetters.DeadLetterReason.NoType, "no type",
            new Delivery(new EventId("1"), "", null, null, null, DateTimeOffset.UnixEpoch, "1", "{}"u8.ToArray())),
        TestContext.Current.CancellationToken);

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Makes the file as a program of an older schema left it.</summary>
    private void Apply(int upTo) => Apply(Execute, upTo);

    internal static void Apply(Action<string> execute, int upTo)
    {
        execute("CREATE TABLE flexport_schema_changes (SchemaVersionID INTEGER CONSTRAINT 'PK_SchemaVersions_SchemaVersionID' PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL)");
        foreach (var change in Silo.Storage.EmbeddedSql.Of("sqlite").Where(change => change.Number <= upTo))
        {
            execute(change.Sql);
            execute($"INSERT INTO flexport_schema_changes (ScriptName, Applied) VALUES ('{change.Name}', '2026-01-01')");
        }
    }
}
