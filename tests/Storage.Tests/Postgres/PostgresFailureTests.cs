using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using Npgsql;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>When the database fails, nobody is told that something is durable, and nothing is written twice.</summary>
public sealed class PostgresFailureTests : IAsyncLifetime
{
    private static readonly EntityKey Key = Shipment("460723");
    private PostgresUnderTest storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => storage = await PostgresUnderTest.Prepared();

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task ConnectionCutAfterTheCommit_IsUnknown_ThenRefusedByTheFence_AndLoadShowsIt()
    {
        var direct = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
        await using var proxy = new CuttingProxy(direct.Host!, direct.Port);
        var through = storage.OpenAgain(
            new NpgsqlConnectionStringBuilder(storage.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable }.ConnectionString);
        await through.Journal.Append(Run(Key, 1, 1));
        proxy.Arm();

        await Should.ThrowAsync<StoreUnavailableException>(() => through.Journal.Append(Run(Key, 2, 3)));

        proxy.Cuts.ShouldBe(1);
        (await through.Journal.Append(Run(Key, 2, 3))).ShouldBe([Key]);
        (await through.Journal.Load(Key)).Events!.Select(stored => stored.EventId.Value).ShouldBe(["evt-1", "evt-2", "evt-3"]);
    }

    [Fact]
    public async Task SessionKilledBeforeTheCommit_WritesNothing_AndTheNextTryDoes()
    {
        await storage.Journal.Append(Run(Key, 1, 1));
        await using var blocker = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await blocker.BeginTransactionAsync(Cancellation);
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM entities FOR UPDATE", blocker, transaction)) await hold.ExecuteScalarAsync(Cancellation);
        var append = storage.Journal.Append(Run(Key, 2, 2));
        await Until(async () => await storage.Scalar<bool>(
            "SELECT count(*) = 1 FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS killed"));

        await Should.ThrowAsync<StoreUnavailableException>(() => append);
        await transaction.RollbackAsync(Cancellation);

        (await storage.Journal.Append(Run(Key, 2, 2))).ShouldBeEmpty();
    }

    [Fact]
    public async Task StoppedSilosLock_StallsAnotherNoLongerThanTheLockTimeout()
    {
        await storage.Journal.Append(Run(Key, 1, 1));
        await using var stopped = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await stopped.BeginTransactionAsync(Cancellation);
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM entities FOR UPDATE", stopped, transaction)) await hold.ExecuteScalarAsync(Cancellation);
        var impatient = storage.OpenAgain(storage.ConnectionString);

        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => impatient.Journal.Append(Run(Key, 2, 2)));

        failure.Message.ShouldContain("55P03");
        (await impatient.Journal.Append(Run(Shipment("free"), 1, 1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task NoServer_IsUnavailable_AndNoMessageTellsThePassword()
    {
        var away = storage.OpenAgain("Host=127.0.0.1;Port=1;Username=nobody;Password=hush;Timeout=2");
        Func<Task>[] calls =
        [
            () => away.Journal.Append(Run(Key, 1, 1)),
            () => away.Journal.Load(Key),
            () => away.Journal.Tail(Key),
            () => away.Journal.ReadEvents(Key, 10, null, Cancellation),
            () => away.Journal.ReadBody(Key, new EventId("evt-1"), Cancellation),
            () => away.Journal.Find(new EntityQuery("default", EntityKind.Shipment, null, null, null, 10, null), Cancellation),
            () => away.DeadLetters.List("default", true, 10, null, Cancellation),
            () => away.Lanes.Take(Guid.NewGuid(), TimeSpan.FromMinutes(1), 10, Capabilities.Known, Noon, Cancellation),
            () => away.Engine.Prepare(Cancellation),
            () => away.Engine.Maintain(Cancellation),
        ];

        foreach (var call in calls)
        {
            var failure = await Should.ThrowAsync<StoreUnavailableException>(call);
            failure.ToString().ShouldNotContain("hush");
            failure.ToString().ShouldNotContain("nobody");
        }
    }

    /// <summary>Asks again until it is so; the test's own time limit ends it.</summary>
    private static async Task Until(Func<Task<bool>> isSo)
    {
        while (!await isSo()) await Task.Delay(20, Cancellation);
    }
}
