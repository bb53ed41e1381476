using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Faults;

/// <summary>Two clusters that know nothing of each other over one store: every shipment has two activations all the time.</summary>
public abstract class DuplicateActivationTests(Engine engine)
{
    [Fact]
    public async Task TwoActivationsOfEveryShipment_ApplyEveryEventExactlyOnce()
    {
        await using var store = await SharedStore.Create(engine);
        await using var left = await ClusterUnderTest.Start(store, silos: 1);
        await using var right = await ClusterUnderTest.Start(store, silos: 1);
        string[] shipments = [.. Enumerable.Range(400, 5).Select(static id => $"{id}")];

        var receipts = await Task.WhenAll(
            from shipment in shipments
            from number in Enumerable.Range(0, 60)
            from cluster in new[] { left, right }
            select cluster.Deliver(shipment, ContainerLoaded(shipment, number)));

        receipts.ShouldAllBe(static receipt => receipt.Kind == ReceiptKind.Applied || receipt.Kind == ReceiptKind.Duplicate);
        foreach (var shipment in shipments)
        {
            var events = (await left.Shipment(shipment).Events(500, null))!.Items;
            events.Select(static item => item.Version).Order().ShouldBe(Enumerable.Range(1, 60).Select(static version => (long)version));
            events.Select(static item => item.EventId).Distinct().Count().ShouldBe(60);
            await left.Deactivate(shipment);
            await right.Deactivate(shipment);
            (await left.Shipment(shipment).Get()).ShouldBeEquivalentTo(await right.Shipment(shipment).Get());
        }
    }

    [Fact]
    public async Task AMilestoneTakenByBothActivations_IsAnnouncedOnce()
    {
        await using var store = await SharedStore.Create(engine);
        var channel = new RecordingChannel();
        await using var left = await ClusterUnderTest.Start(store, silos: 1, channel);
        await using var right = await ClusterUnderTest.Start(store, silos: 1, channel);

        await Task.WhenAll(
            from id in Enumerable.Range(420, 20)
            from cluster in new[] { left, right }
            select cluster.Deliver($"{id}", Milestone($"{id}", "e1", "departed", 10)));

        await TestKit.Eventually.Holds(() => channel.Sent.Count >= 20);
        // The last ones sent may not be written down yet.
        await TestKit.Eventually.Reads(() => store.Lanes.NextDue(Capabilities.Known, CancellationToken.None), static next => next is null);
        channel.Sent.Order().ShouldBe(Enumerable.Range(420, 20).Select(static id => ($"{id}", "milestone:departed")));
    }
}

public sealed class DuplicateActivationsOnSqlite() : DuplicateActivationTests(Engine.Sqlite);

public sealed class DuplicateActivationsOnPostgres() : DuplicateActivationTests(Engine.Postgres);
