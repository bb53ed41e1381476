using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Silo.Storage;
using Silo.Storage.Postgres;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>Bringing the schema up to date, by many at once, and refusing to run on a schema that is too new.</summary>
public sealed class PostgresMigrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Program_IsOfTheSchemaItBrings()
    {
        var changes = EmbeddedSql.Of("postgres");

        changes.Select(change => change.Number).ShouldBeInOrder();
        changes.Select(change => change.Number).ShouldBeUnique();
        PostgresMigrations.Program.ShouldBe(changes[^1].Number);
    }

    [Fact]
    public async Task ManySilosStartingAtOnce_ApplyEachChangeOnce()
    {
        await using var storage = await PostgresUnderTest.Empty();
        var silos = Enumerable.Range(0, 6).Select(_ => storage.OpenAgain(storage.ConnectionString)).ToList();

        await Task.WhenAll(silos.Select(silo => silo.Engine.Prepare(Cancellation)));

        (await storage.Scalar<long>("SELECT count(*) FROM flexport_schema_changes")).ShouldBe(EmbeddedSql.Of("postgres").Count);
        (await storage.Scalar<int>("SELECT version FROM flexport_schema")).ShouldBe(PostgresMigrations.Program);
        (await storage.Scalar<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
            .ShouldBe(0);
        (await silos[0].Journal.Append(Run(Shipment("a"), 1, 1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task PreparedAgain_KeepsWhatIsThere()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Journal.Append(Run(Shipment("a"), 1, 2));

        await storage.Engine.Prepare(Cancellation);

        (await storage.Journal.Load(Shipment("a"))).HeadVersion.ShouldBe(2);
    }

    [Fact]
    public async Task ProgramOlderThanTheSchemaAllows_RefusesToStart()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Execute($"UPDATE flexport_schema SET version = 99, oldest_program = {PostgresMigrations.Program + 1}");

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => storage.Engine.Prepare(Cancellation));

        refusal.Message.ShouldContain($"programs of schema {PostgresMigrations.Program + 1} and newer");
        refusal.Message.ShouldContain("Start the newer program");
    }

    [Fact]
    public async Task ProgramOlderThanTheSchemaButAdmitted_Runs()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Execute($"UPDATE flexport_schema SET version = 99, oldest_program = {PostgresMigrations.Program}");

        var schema = await new PostgresMigrations(storage.Source, NullLogger.Instance).Apply(PostgresMigrations.Program, Cancellation);

        schema.ShouldBe(new SchemaVersion(99, PostgresMigrations.Program));
    }

    [Fact]
    public async Task LongStatusesOfOlderPrograms_AreCut_AndTheirIndexIsBuilt()
    {
        await using var storage = await PostgresUnderTest.Empty();
        await Apply(storage, upTo: 3);
        // Random and many: what compresses, or has room beside it on its page, would hide the fault.
        await storage.Execute("""
            INSERT INTO entities (source, kind, id, version, found_version, status, search, updated_at, row_json)
            SELECT 'default', 2, n::text, 1, 0, string_agg(md5(n || ' ' || m), ''), 'words ' || n, now(), '{}'
            FROM generate_series(1, 200) AS n, generate_series(1, 90) AS m
            GROUP BY n
            """);
        await storage.Execute("INSERT INTO entities SELECT 'default', 2, 'short', 1, 0, 'Open', 'words', now(), '{}'");

        await storage.Engine.Prepare(Cancellation);

        (await storage.Scalar<long>("SELECT count(*) FROM entity_rows WHERE length(status) = 64 AND status = (SELECT left(string_agg(md5(id || ' ' || m), ''), 64) FROM generate_series(1, 90) AS m)"))
            .ShouldBe(200);
        var status = await storage.Scalar<string>("SELECT status FROM entity_rows WHERE id = '7'");
        (await storage.Journal.Find(new("default", EntityKind.PurchaseOrder, status, null, null, 10, null), Cancellation)).Items.ShouldHaveSingleItem();
        (await storage.Journal.Find(new("default", EntityKind.PurchaseOrder, "open", null, null, 10, null), Cancellation)).Items.ShouldHaveSingleItem();
        (await storage.Journal.Find(new("default", EntityKind.PurchaseOrder, null, "words 77", null, 10, null), Cancellation)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task NotificationsOfOlderPrograms_WereMadeWhenTheirAnnouncementWasExpanded()
    {
        await using var storage = await PostgresUnderTest.Empty();
        await Apply(storage, upTo: 5);
        await storage.Execute("""
            INSERT INTO announcements (source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message, expanded_at)
            SELECT 'default', 1, 's', thing, 0, 1, '2026-03-01Z', '2026-03-02Z', '{}', expanded
            FROM (VALUES ('a', '2026-03-03Z'::timestamptz), ('b', NULL)) AS kept (thing, expanded)
            """);
        const string sent = """
            INSERT INTO notifications (id, source, kind, entity_id, thing, revision, subscription, channel, state, next_attempt_at)
            VALUES ('ntf_{0}', 'default', 1, 's', '{0}', 0, '{1}', 'log', 'sent', now())
            """;
        foreach (var thing in new[] { "a", "b" }) await storage.Execute(string.Format(null, sent, thing, "ops"));

        await storage.Engine.Prepare(Cancellation);

        var listed = await storage.Messages.Find(new("default", null, null, null, null, 10, null), Cancellation);
        listed.Items.Select(one => (one.Id, one.CreatedAt.Day, one.State)).ShouldBe([("ntf_a", 3, "sent"), ("ntf_b", 2, "sent")]);
        (await storage.Scalar<long>("SELECT count(*) FROM messages WHERE target = 'log'")).ShouldBe(2);
        // One that still runs meanwhile would tell everybody everything: it cannot, and leaves it to newer ones.
        (await Should.ThrowAsync<PostgresException>(() => storage.Execute(string.Format(null, sent.Replace("ntf_{0}", "ntf_c", StringComparison.Ordinal), "a", "erp"))))
            .SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
    }

    [Fact]
    public async Task SchemaOfThisProgram_RefusesThoseThatCannotReadItsFacts()
    {
        await using var storage = await PostgresUnderTest.Prepared();

        (await storage.Scalar<int>("SELECT oldest_program FROM flexport_schema")).ShouldBe(12);
        await Should.ThrowAsync<InvalidOperationException>(() => new PostgresMigrations(storage.Source, NullLogger.Instance).Apply(6, Cancellation));
    }

    [Fact]
    public async Task SessionThatMigrated_GoesBackToThePoolAsItWas()
    {
        await using var storage = await PostgresUnderTest.Prepared();

        (await storage.Scalar<string>("SHOW lock_timeout")).ShouldBe("5s");
        (await storage.Scalar<string>("SHOW statement_timeout")).ShouldBe("30s");
    }

    [Fact]
    public async Task SchemaOfAnotherSearchPath_IsUsed()
    {
        await using var storage = await PostgresUnderTest.Empty();
        await storage.Execute("CREATE SCHEMA freight");
        var elsewhere = storage.OpenAgain(storage.ConnectionString + ";Search Path=freight");

        await elsewhere.Engine.Prepare(Cancellation);

        (await elsewhere.Journal.Append(Run(Shipment("a"), 1, 1))).ShouldBeEmpty();
        (await storage.Scalar<bool>("SELECT to_regclass('public.events') IS NULL AND to_regclass('freight.events') IS NOT NULL")).ShouldBeTrue();
    }

    /// <summary>Makes the database as a program of an older schema left it.</summary>
    internal static async Task Apply(PostgresUnderTest storage, int upTo)
    {
        await storage.Execute("CREATE TABLE flexport_schema_changes (schemaversionsid serial PRIMARY KEY, scriptname varchar(255) NOT NULL, applied timestamp NOT NULL)");
        foreach (var change in EmbeddedSql.Of("postgres").Where(change => change.Number <= upTo))
        {
            await storage.Execute(change.Sql);
            await storage.Execute($"INSERT INTO flexport_schema_changes (scriptname, applied) VALUES ('{change.Name}', now())");
        }
    }
}
