using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using TestKit;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Entities;

public abstract class SnapshotTests(Engine engine)
{
    [Fact]
    public async Task WithASnapshot_AndWithout_TheStateIsTheSame()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        await cluster.Deliver("200", Milestone("200", "e1", "departed", 1));
        for (var page = 0; page < 10; page++)
        {
            await Task.WhenAll(Enumerable.Range(page * 30, 30).Select(number => cluster.Deliver("200", ContainerLoaded("200", number))));
        }

        await TestKit.Eventually.Holds(() => store.Snapshots.Writes > 0);
        var warm = (await cluster.Shipment("200").Get()).ShouldNotBeNull();

        await cluster.Deactivate("200");
        var fromSnapshot = (await cluster.Shipment("200").Get()).ShouldNotBeNull();
        store.Snapshots.Reads.ShouldBeGreaterThan(0);
        var repeated = await cluster.Deliver("200", ContainerLoaded("200", 3));

        store.Snapshots.Failing = true;
        await cluster.Deactivate("200");
        var folded = (await cluster.Shipment("200").Get()).ShouldNotBeNull();

        store.Snapshots.Failing = false;
        store.Snapshots.Earlier = true;
        var reads = store.Snapshots.Reads;
        await cluster.Deactivate("200");
        var foldedAnew = (await cluster.Shipment("200").Get()).ShouldNotBeNull();
        store.Snapshots.Reads.ShouldBeGreaterThan(reads);

        fromSnapshot.ShouldBeEquivalentTo(warm);
        foldedAnew.ShouldBeEquivalentTo(warm);
        folded.ShouldBeEquivalentTo(warm);
        repeated.Kind.ShouldBe(ReceiptKind.Duplicate);
        (await cluster.Deliver("200", Milestone("200", "e1", "departed", 1))).ShouldBe(new Receipt(ReceiptKind.Duplicate, 1));
    }

    [Fact]
    public async Task AFailingSnapshotStorage_CostsNoEvent()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        store.Snapshots.Failing = true;

        var receipts = await Task.WhenAll(Enumerable.Range(0, 150).Select(number => cluster.Deliver("201", ContainerLoaded("201", number))));

        receipts.ShouldAllBe(static receipt => receipt.Kind == ReceiptKind.Applied);
        await cluster.Deactivate("201");
        (await cluster.Shipment("201").Get())!.Version.ShouldBe(150);
    }
}

public sealed class SnapshotsOnSqlite() : SnapshotTests(Engine.Sqlite);

public sealed class SnapshotsOnPostgres() : SnapshotTests(Engine.Postgres);
