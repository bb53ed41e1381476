using Grains.Interfaces.Entities;
using Npgsql;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>The current month's partition may be made while its bodies arrive: nobody is blamed and nothing is lost.</summary>
public sealed class BodyPartitionTests : IAsyncLifetime
{
    private const int Rounds = 15;

    // As an operator does it: what the month holds goes back into the default partition.
    private const string UnmakeMarch = """
        BEGIN;
        LOCK TABLE bodies IN ACCESS EXCLUSIVE MODE;
        ALTER TABLE bodies DETACH PARTITION bodies_2026_03;
        INSERT INTO bodies SELECT * FROM bodies_2026_03;
        DROP TABLE bodies_2026_03;
        COMMIT
        """;

    private PostgresUnderTest storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => storage = await PostgresUnderTest.Prepared(new StoppedClock(Noon));

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task AppendsWhileTheirMonthIsMade_AreNeverRefusedForTheirData_AndEveryBodyIsReadable()
    {
        using var enough = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 4).Select(i => Task.Run(() => Send(Shipment($"s{i}"), enough.Token), Cancellation)).ToList();

        var moved = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            await storage.Execute(UnmakeMarch);
            await Until(() => storage.Scalar<bool>($"SELECT count(*) > {moved} FROM bodies_default"));
            moved = await storage.Scalar<long>("SELECT count(*) FROM bodies_default");
            await storage.Engine.Maintain(Cancellation);
        }

        await enough.CancelAsync();
        var sent = await Task.WhenAll(senders);

        (await storage.Scalar<long>("SELECT count(*) FROM bodies_default")).ShouldBe(0);
        (await storage.Scalar<long>("SELECT count(*) FROM bodies_2026_03")).ShouldBe(sent.Sum());
        for (var i = 0; i < sent.Length; i++)
        {
            var key = Shipment($"s{i}");
            (await storage.Journal.Load(key)).HeadVersion.ShouldBe(sent[i]);
            for (var version = 1; version <= sent[i]; version++)
            {
                Text(await storage.Journal.ReadBody(key, new($"evt-{version}"), Cancellation)).ShouldContain($"evt-{version}\"");
            }
        }
    }

    [Fact]
    public async Task BodyThatIsBeingWrittenWhenItsMonthIsMade_MovesIntoIt()
    {
        await storage.Execute(UnmakeMarch);
        await using var slow = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await Execute(slow, "INSERT INTO bodies (source, kind, entity_id, version, received_at, encoding, body) VALUES ('default', 1, 'a', 1, '2026-03-14', 0, '')");

        var maintenance = storage.Engine.Maintain(Cancellation);
        await SomebodyWaits();
        await transaction.CommitAsync(Cancellation);
        await maintenance;

        (await storage.Scalar<long>("SELECT count(*) FROM bodies_2026_03")).ShouldBe(1);
    }

    [Fact]
    public async Task PartitionThatAnotherProgramAttachesWhileAnAppendWaits_IsNoFaultOfTheData()
    {
        await storage.Execute(UnmakeMarch);
        await using var other = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await Execute(other, "CREATE TABLE bodies_march (LIKE bodies INCLUDING DEFAULTS INCLUDING INDEXES)");
        await Execute(other, "ALTER TABLE bodies ATTACH PARTITION bodies_march FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')");

        var append = storage.Journal.Append(Run(Shipment("a"), 1, 1));
        await SomebodyWaits();
        await transaction.CommitAsync(Cancellation);

        (await Should.ThrowAsync<StoreUnavailableException>(() => append)).Message.ShouldContain("23514");
        (await storage.Journal.Append(Run(Shipment("a"), 1, 1))).ShouldBeEmpty();
        (await storage.Scalar<long>("SELECT count(*) FROM bodies_march")).ShouldBe(1);
    }

    [Fact]
    public async Task MonthThatCannotBeMade_KeepsNoSiloFromStarting_AndNoOtherMonthFromBeingMade()
    {
        await storage.Execute("CREATE TABLE bodies_2026_08 (something integer)");
        var july = storage.OpenAgain(storage.ConnectionString, new StoppedClock(Noon.AddMonths(4)));

        await july.Engine.Prepare(Cancellation);

        (await storage.Scalar<bool>("SELECT to_regclass('bodies_2026_07') IS NOT NULL AND to_regclass('bodies_2026_09') IS NOT NULL")).ShouldBeTrue();
        await Should.ThrowAsync<StoreUnavailableException>(() => july.Engine.Maintain(Cancellation));
    }

    /// <returns>How many were appended.</returns>
    private async Task<long> Send(EntityKey key, CancellationToken enough)
    {
        var version = 0L;
        while (!enough.IsCancellationRequested)
        {
            (await storage.Journal.Append(Run(key, version + 1, version + 1))).ShouldBeEmpty();
            version++;
        }

        return version;
    }

    private Task SomebodyWaits() => Until(() => storage.Scalar<bool>(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));

    /// <summary>Asks again until it is so; the test's own time limit ends it.</summary>
    private static async Task Until(Func<Task<bool>> isSo)
    {
        while (!await isSo()) await Task.Delay(10, Cancellation);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
