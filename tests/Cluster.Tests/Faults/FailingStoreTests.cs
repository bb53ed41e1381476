using Cluster.Tests.Kit;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Faults;

public abstract class FailingStoreTests(Engine engine)
{
    [Fact]
    public async Task ADuplicateInFlight_SharesTheFailureOfTheFirst()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);

        await BothFail(store, cluster, "300", Milestone("300", "e1", "departed", 10), Milestone("300", "e1", "departed", 10));

        (await cluster.Deliver("300", Milestone("300", "e1", "departed", 10))).ShouldBe(new Receipt(ReceiptKind.Applied, 2));
    }

    [Fact]
    public async Task AnUnknownOutcomeThatWasWritten_IsADuplicateOnTheNextTry()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        store.Journal.Decide = static _ => Task.FromResult(Fault.AfterWriting);
        await Should.ThrowAsync<StoreUnavailableException>(cluster.Shipment("301").Receive(Milestone("301", "e1", "departed", 10)));
        store.Journal.Decide = static _ => Task.FromResult(Fault.None);

        (await cluster.Deliver("301", Milestone("301", "e1", "departed", 10))).ShouldBe(new Receipt(ReceiptKind.Duplicate, 1));
        (await cluster.Shipment("301").Get())!.Status.ShouldBe("departed");
    }

    [Fact]
    public async Task AConflictWithAnEventThatComesToNothing_IsNone()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);

        await BothFail(store, cluster, "303", Milestone("303", "e1", "departed", 10), Milestone("303", "e1", "departed", 20));

        (await cluster.Deliver("303", Milestone("303", "e1", "departed", 20))).ShouldBe(new Receipt(ReceiptKind.Applied, 2));
        (await store.DeadLetters.List("default", open: true, 10, null, CancellationToken.None)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnderFaultsOfEveryKind_EveryEventIsAppliedExactlyOnce()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var dice = new Random(20261124);
        store.Journal.Decide = _ =>
        {
            lock (dice)
            {
                return Task.FromResult(dice.Next(10) switch { 0 => Fault.BeforeWriting, 1 => Fault.AfterWriting, _ => Fault.None });
            }
        };
        string[] shipments = [.. Enumerable.Range(310, 10).Select(static id => $"{id}")];

        await Task.WhenAll(
            from shipment in shipments
            from number in Enumerable.Range(0, 40)
            from repeat in Enumerable.Range(0, 2)
            select cluster.Deliver(shipment, ContainerLoaded(shipment, number)));

        store.Journal.Decide = static _ => Task.FromResult(Fault.None);
        foreach (var shipment in shipments)
        {
            await cluster.Deactivate(shipment);
            var events = (await cluster.Shipment(shipment).Events(500, null))!.Items;
            events.Select(static item => item.Version).Order().ShouldBe(Enumerable.Range(1, 40).Select(static version => (long)version));
            events.Select(static item => item.EventId).Distinct().Count().ShouldBe(40);
            (await cluster.Shipment(shipment).Get())!.Containers.Count.ShouldBe(40);
        }
    }

    [Fact]
    public async Task APoisonedEvent_IsADeadLetter_AndItsNeighboursAreApplied()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        store.Journal.Decide = static batch => Task.FromResult(
            batch.Any(static run => run.Entries.Any(static entry => entry.EventId.Value == "load-7")) ? Fault.Refuse : Fault.None);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => cluster.Deliver("302", ContainerLoaded("302", number))));

        receipts[7].Kind.ShouldBe(ReceiptKind.DeadLettered);
        receipts.Where(static (_, number) => number != 7).ShouldAllBe(static receipt => receipt.Kind == ReceiptKind.Applied || receipt.Kind == ReceiptKind.Duplicate);
        (await cluster.Shipment("302").Get())!.Containers.Count.ShouldBe(19);
        var letter = (await store.DeadLetters.List("default", open: true, 10, null, CancellationToken.None)).Items.ShouldHaveSingleItem();
        letter.Reason.ShouldBe(DeadLetterReason.Poison);
        letter.EventId.ShouldBe("load-7");
    }

    /// <summary>The second comes while the first is in a transaction, which then fails; afterwards the store is well.</summary>
    private static async Task BothFail(SharedStore store, ClusterUnderTest cluster, string shipment, Delivery first, Delivery second)
    {
        await cluster.Deliver(shipment, Milestone(shipment, "e0", "cargo_ready", 1));
        var entered = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        store.Journal.Decide = async _ =>
        {
            entered.TrySetResult();
            await open.Task;
            return Fault.BeforeWriting;
        };

        var before = cluster.Turns.Deliveries;
        var writing = cluster.Shipment(shipment).Receive(first);
        await entered.Task;
        await TestKit.Eventually.Holds(() => cluster.Turns.Deliveries == before + 1);
        var taken = cluster.Turns.Deliveries;
        var appends = store.Journal.Appends;
        var waiting = cluster.Shipment(shipment).Receive(second);
        await TestKit.Eventually.Holds(() => cluster.Turns.Deliveries == taken + 1);
        open.SetResult();

        await Should.ThrowAsync<StoreUnavailableException>(writing);
        await Should.ThrowAsync<StoreUnavailableException>(waiting);
        store.Journal.Appends.ShouldBe(appends);
        store.Journal.Decide = static _ => Task.FromResult(Fault.None);
    }
}

public sealed class FailingSqlite() : FailingStoreTests(Engine.Sqlite);

public sealed class FailingPostgres() : FailingStoreTests(Engine.Postgres);
