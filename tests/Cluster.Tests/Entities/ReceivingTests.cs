using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Entities;

public abstract class ReceivingTests(Engine engine)
{
    [Fact]
    public async Task WhatWasAccepted_IsThereAfterReactivation()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        (await cluster.Deliver("100", Milestone("100", "e1", "departed", 10))).ShouldBe(new Receipt(ReceiptKind.Applied, 1));
        (await cluster.Deliver("100", Milestone("100", "e2", "arrived", 20))).ShouldBe(new Receipt(ReceiptKind.Applied, 2));
        var before = (await cluster.Shipment("100").Get()).ShouldNotBeNull();

        await cluster.Deactivate("100");

        var after = (await cluster.Shipment("100").Get()).ShouldNotBeNull();
        after.ShouldBeEquivalentTo(before);
        after.Status.ShouldBe("arrived");
        after.LastMilestoneAt.ShouldBe(Start.AddMinutes(20));
        after.CurrentLocation!.Name.ShouldBe("Quay 20");
        (await cluster.Deliver("100", Milestone("100", "e1", "departed", 10))).ShouldBe(new Receipt(ReceiptKind.Duplicate, 1));
    }

    [Fact]
    public async Task OneEventFromTenCallersAtOnce_IsOneVersion()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Deliver("101", Milestone("101", "e1", "departed", 10))));

        receipts.Count(static receipt => receipt.Kind == ReceiptKind.Applied).ShouldBe(1);
        receipts.Count(static receipt => receipt.Kind == ReceiptKind.Duplicate).ShouldBe(9);
        (await cluster.Shipment("101").Events(10, null))!.Items.Select(static item => item.EventId).ShouldBe(["e1"]);
    }

    [Fact]
    public async Task ABusyShipment_TakesManyEventsInOneTransaction()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        // The containers that it names would write links of their own.
        store.Relays.Held = true;
        await cluster.Deliver("102", Milestone("102", "e1", "departed", 10));
        var before = store.Journal.Appends;
        var open = new TaskCompletionSource();
        store.Journal.Decide = async _ =>
        {
            await open.Task;
            return Fault.None;
        };

        var sent = Enumerable.Range(0, 200).Select(number => cluster.Deliver("102", ContainerLoaded("102", number))).ToArray();
        // While the first transaction is held the others gather.
        await TestKit.Eventually.Holds(() => cluster.Waiting == 200);
        open.SetResult();
        var receipts = await Task.WhenAll(sent);

        receipts.Select(static receipt => receipt.Version).Order().ShouldBe(Enumerable.Range(2, 200).Select(static version => (long)version));
        (store.Journal.Appends - before).ShouldBe(2);
        (await cluster.Shipment("102").Get())!.Containers.Count.ShouldBe(200);
    }

    [Fact]
    public async Task QueriesShowCommittedStateOnly()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        await cluster.Deliver("103", Milestone("103", "e1", "departed", 10));
        var entered = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        store.Journal.Decide = async _ =>
        {
            entered.TrySetResult();
            await open.Task;
            return Fault.None;
        };

        var arriving = cluster.Deliver("103", Milestone("103", "e2", "arrived", 20));
        await entered.Task;
        var meanwhile = await cluster.Shipment("103").Get();
        open.SetResult();
        await arriving;

        meanwhile!.Status.ShouldBe("departed");
        meanwhile.Version.ShouldBe(1);
        (await cluster.Shipment("103").Get())!.Status.ShouldBe("arrived");
    }

    [Fact]
    public async Task TheSameIdWithOtherTimes_IsADeadLetter_AndTheFirstStands()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        await cluster.Deliver("104", Milestone("104", "e1", "departed", 10));
        var other = Milestone("104", "e1", "departed", 99);

        (await cluster.Deliver("104", other)).Kind.ShouldBe(ReceiptKind.Conflict);
        (await cluster.Deliver("104", other)).Kind.ShouldBe(ReceiptKind.Conflict);

        (await cluster.Shipment("104").Get())!.LastMilestoneAt.ShouldBe(Start.AddMinutes(10));
        var letters = await store.DeadLetters.List("default", open: true, 10, null, CancellationToken.None);
        letters.Items.Count.ShouldBe(1);
        letters.Items[0].Reason.ShouldBe(Grains.Interfaces.DeadLetters.DeadLetterReason.Conflict);
        (await store.DeadLetters.Read("default", letters.Items[0].Id, CancellationToken.None))!.Delivery.Body.ShouldBe(other.Body);
    }

    [Fact]
    public async Task TheSameIdWithOtherContent_IsADeadLetter_ThoughTypeAndTimesAreTheSame()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var first = Milestone("105", "e1", "departed", 10);
        var other = Milestone("105", "e1", "arrived", 10);
        await cluster.Deliver("105", first);

        (await cluster.Deliver("105", other)).ShouldBe(new Receipt(ReceiptKind.Conflict, 1));
        await cluster.Deactivate("105");
        (await cluster.Deliver("105", other)).ShouldBe(new Receipt(ReceiptKind.Conflict, 1));
        (await cluster.Deliver("105", first with { Body = Reformatted(first.Body) })).ShouldBe(new Receipt(ReceiptKind.Duplicate, 1));

        (await cluster.Shipment("105").Get())!.Status.ShouldBe("departed");
        var letters = await store.DeadLetters.List("default", open: true, 10, null, CancellationToken.None);
        (await store.DeadLetters.Read("default", letters.Items.ShouldHaveSingleItem().Id, CancellationToken.None))!.Delivery.Body.ShouldBe(other.Body);
    }

    [Fact]
    public async Task TheOffsetOfATime_IsThereAfterReactivation_InTheViewAndInTheHistory()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var midnight = new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.FromHours(8));
        await cluster.Deliver("106", Milestone("106", "e1", "departed", 10) with { OccurredAt = midnight });
        var unread = """{"id":"e2","type":"shipment.milestone","data":{"shipment_id":"106","milestone":"arrived","occurred_at":"at dusk"}}""";
        await cluster.Deliver("106", Milestone("106", "e2", "arrived", 20) with { OccurredAt = null, Body = System.Text.Encoding.UTF8.GetBytes(unread) });
        var before = (await cluster.Shipment("106").Get()).ShouldNotBeNull();

        await cluster.Deactivate("106");

        var after = (await cluster.Shipment("106").Get()).ShouldNotBeNull();
        System.Text.Json.JsonSerializer.Serialize(after).ShouldBe(System.Text.Json.JsonSerializer.Serialize(before));
        after.LastMilestoneAt!.Value.EqualsExact(midnight).ShouldBeTrue();
        after.Status.ShouldBe("departed");
        after.Unread.ShouldHaveSingleItem().Value.ShouldBe("at dusk");
        var history = (await cluster.Shipment("106").Events(10, null))!.Items;
        history.Single(static item => item.EventId == "e1").OccurredAt.EqualsExact(midnight).ShouldBeTrue();
        history.Single(static item => item.EventId == "e2").Unread.ShouldBe(after.Unread);
    }

    private static byte[] Reformatted(byte[] body) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(System.Text.Json.JsonDocument.Parse(body).RootElement.EnumerateObject().Reverse().ToDictionary(static field => field.Name, static field => field.Value));

    [Fact]
    public async Task AnUnknownShipment_IsNull_InEveryQuery()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);

        (await cluster.Shipment("nowhere").Get()).ShouldBeNull();
        (await cluster.Shipment("nowhere").Events(10, null)).ShouldBeNull();
        (await cluster.Shipment("nowhere").Body(new EventId("e1"))).ShouldBeNull();
    }
}

public sealed class ReceivingOnSqlite() : ReceivingTests(Engine.Sqlite);

public sealed class ReceivingOnPostgres() : ReceivingTests(Engine.Postgres);
