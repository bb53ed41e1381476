using Cluster.Tests.Kit;
using Grains.Interfaces.DeadLetters;
using TestKit;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Clocks;

public abstract class OwedWorkTests(Engine engine)
{
    [Fact]
    public async Task ANotificationThatFails_IsTriedAgain_UntilItIsTaken()
    {
        await using var store = await SharedStore.Create(engine);
        var channel = new RecordingChannel(failures: 3);
        await using var cluster = await ClusterUnderTest.Start(store, channel: channel);

        await cluster.Deliver("600", Milestone("600", "e1", "departed", 10));
        await cluster.Deliver("600", Milestone("600", "e2", "delivered", 30));
        await cluster.Deliver("600", Milestone("600", "e3", "arrived", 20));

        await TestKit.Eventually.Holds(() => channel.Sent.Count >= 2);
        channel.Sent.Order().ShouldBe([("600", "milestone:delivered"), ("600", "milestone:departed")]);
        var arrived = (await cluster.Shipment("600").Get())!.Milestones.Single(static milestone => milestone.Milestone == "arrived");
        arrived.Late.ShouldBeTrue();
        var records = await store.Messages.List("default", Shipment("600"), 10, CancellationToken.None);
        records.SelectMany(static record => record.Notifications).ShouldAllBe(static sent => sent.State == "sent" && sent.Attempts == 4);
    }

    [Fact]
    public async Task WhatWasOwedBeforeTheStart_IsTold()
    {
        await using var store = await SharedStore.Create(engine);
        var owed = Milestone("602", "e1", "arrived", 10);
        await store.DeadLetters.Keep(new Undeliverable("default", Shipment("602"), DeadLetterReason.Parked, "The silo was away.", owed), CancellationToken.None);
        var channel = new RecordingChannel();
        await using var cluster = await ClusterUnderTest.Start(store, channel: channel);

        await TestKit.Eventually.Holds(() => channel.Sent.Contains(("602", "milestone:arrived")));
        (await cluster.Shipment("602").Get())!.Status.ShouldBe("arrived");
        (await store.DeadLetters.List("default", open: true, 10, null, CancellationToken.None)).Items.ShouldBeEmpty();
    }
}

public sealed class OwedWorkOnSqlite() : OwedWorkTests(Engine.Sqlite);

public sealed class OwedWorkOnPostgres() : OwedWorkTests(Engine.Postgres);
