using System.Globalization;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Npgsql;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>The current month's partition may be made while its commits arrive: nobody is blamed and nothing is lost.</summary>
public sealed class CommitPartitionTests : IAsyncLifetime
{
    private const int Rounds = 15;

    // The server's clock says in which month a commit is; here it is always this one, so that no month ends while a test runs.
    private static readonly DateTimeOffset ThisMonth = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string StopTheServersClock = $"ALTER TABLE commits ALTER COLUMN committed_at SET DEFAULT '{ThisMonth.AddDays(14):yyyy-MM-dd HH:mm:ss}+00'";
    private static readonly string Partition = NameOf(ThisMonth);

    // As an operator does it: what the month holds goes back into the default partition.
    private static readonly string UnmakeThisMonth = $"""
        BEGIN;
        LOCK TABLE commits IN ACCESS EXCLUSIVE MODE;
        ALTER TABLE commits DETACH PARTITION {Partition};
        INSERT INTO commits OVERRIDING SYSTEM VALUE SELECT * FROM {Partition};
        DROP TABLE {Partition};
        COMMIT
        """;

    private PostgresUnderTest storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await PostgresUnderTest.Prepared(new StoppedClock(ThisMonth));
        await storage.Execute(StopTheServersClock);
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task AppendsWhileTheirMonthIsMade_AreNeverRefusedForTheirData_AndEveryBodyIsReadable()
    {
        using var enough = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 4).Select(i => Task.Run(() => Send(Shipment($"s{i}"), enough.Token), Cancellation)).ToList();

        var moved = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            await storage.Execute(UnmakeThisMonth);
            await Until(() => storage.Scalar<bool>($"SELECT count(*) > {moved} FROM commits_default"));
            moved = await storage.Scalar<long>("SELECT count(*) FROM commits_default");
            await storage.Engine.Maintain(Cancellation);
        }

        await enough.CancelAsync();
        var sent = await Task.WhenAll(senders);

        (await storage.Scalar<long>("SELECT count(*) FROM commits_default")).ShouldBe(0);
        (await storage.Scalar<long>($"SELECT count(*) FROM {Partition}")).ShouldBe(sent.Sum());
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
    public async Task CommitThatIsBeingWrittenWhenItsMonthIsMade_MovesIntoIt()
    {
        await storage.Execute(UnmakeThisMonth);
        await using var slow = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await Execute(slow, "INSERT INTO commits (encoding, entities, bodies) VALUES (1, '', '')");

        var maintenance = storage.Engine.Maintain(Cancellation);
        await SomebodyWaits();
        await transaction.CommitAsync(Cancellation);
        await maintenance;

        (await storage.Scalar<long>($"SELECT count(*) FROM {Partition}")).ShouldBe(1);
    }

    [Fact]
    public async Task PartitionThatAnotherProgramAttachesWhileAnAppendWaits_IsNoFaultOfTheData()
    {
        await storage.Execute(UnmakeThisMonth);
        await using var other = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await Execute(other, "CREATE TABLE commits_of_now (LIKE commits INCLUDING DEFAULTS INCLUDING INDEXES)");
        await Execute(other, $"ALTER TABLE commits ATTACH PARTITION commits_of_now FOR VALUES FROM ('{ThisMonth:yyyy-MM-dd}') TO ('{ThisMonth.AddMonths(1):yyyy-MM-dd}')");

        var append = storage.Journal.Append(Run(Shipment("a"), 1, 1));
        await SomebodyWaits();
        await transaction.CommitAsync(Cancellation);

        (await Should.ThrowAsync<StoreUnavailableException>(() => append)).Message.ShouldContain("23514");
        (await storage.Journal.Append(Run(Shipment("a"), 1, 1))).ShouldBeEmpty();
        (await storage.Scalar<long>("SELECT count(*) FROM commits_of_now")).ShouldBe(1);
    }

    [Fact]
    public async Task MonthThatCannotBeMade_KeepsNoSiloFromStarting_AndNoOtherMonthFromBeingMade()
    {
        await storage.Execute($"CREATE TABLE {NameOf(ThisMonth.AddMonths(5))} (something integer)");
        var later = storage.OpenAgain(storage.ConnectionString, new StoppedClock(ThisMonth.AddMonths(4)));

        await later.Engine.Prepare(Cancellation);

        (await storage.Scalar<bool>($"SELECT to_regclass('{NameOf(ThisMonth.AddMonths(4))}') IS NOT NULL AND to_regclass('{NameOf(ThisMonth.AddMonths(6))}') IS NOT NULL")).ShouldBeTrue();
        await Should.ThrowAsync<StoreUnavailableException>(() => later.Engine.Maintain(Cancellation));
    }

    [Fact]
    public async Task MonthThatRetentionDrops_TakesItsBodies_AndNothingElse()
    {
        await storage.Journal.Append(Run(Owing(Shipment("a"), 1, new Relay(Shipment("b"), RelayKind.Events, 1, 1))));

        await storage.Execute($"DROP TABLE {Partition}");

        (await storage.Journal.ReadBody(Shipment("a"), new("evt-1"), Cancellation)).ShouldBeNull();
        (await storage.Journal.Tail(Shipment("a"))).ShouldHaveSingleItem();
        var other = await storage.OpenAgain();
        (await other.Relays.Read(Shipment("a"), 1, 1, 10, int.MaxValue, Cancellation)).ShouldHaveSingleItem().Event.Body.ShouldBeEmpty();
    }

    private static string NameOf(DateTimeOffset month) => string.Create(CultureInfo.InvariantCulture, $"commits_{month:yyyy_MM}");

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
