using Microsoft.Extensions.Logging.Abstractions;
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
        await storage.Execute($"UPDATE flexport_schema SET version = 9, oldest_program = {PostgresMigrations.Program + 1}");

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => storage.Engine.Prepare(Cancellation));

        refusal.Message.ShouldContain($"programs of schema {PostgresMigrations.Program + 1} and newer");
        refusal.Message.ShouldContain("Start the newer program");
    }

    [Fact]
    public async Task ProgramOlderThanTheSchemaButAdmitted_Runs()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Execute($"UPDATE flexport_schema SET version = 9, oldest_program = {PostgresMigrations.Program}");

        var schema = await new PostgresMigrations(storage.Source, NullLogger.Instance).Apply(PostgresMigrations.Program, Cancellation);

        schema.ShouldBe(new SchemaVersion(9, PostgresMigrations.Program));
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
}
