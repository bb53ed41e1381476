using Cluster.Tests.Kit;
using Grains.Deadlines;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Time.Testing;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Deadlines;

/// <summary>Deadlines fire by the clocks, once, as entries of the journal, whatever happens to activations and stores in between.</summary>
public abstract class DeadlineTests(Engine engine)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task ShipmentThatSaysNothing_IsNoticedByTheClock_AndAgainReadByAFreshActivation()
    {
        await using var store = await SharedStore.Create(engine);
        var time = new FakeTimeProvider(Start);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, time: time);
        await cluster.Deliver("s1", Milestone("s1", "e1", "departed", 0));

        time.Advance(TimeSpan.FromDays(7) - Minute);
        (await cluster.Shipment("s1").Get())!.Attention.ShouldBeEmpty();

        time.Advance(Minute);
        var silent = (await TestKit.Eventually.Reads(() => TimeGoesOn(time, cluster), view => view!.Attention.Count > 0))!;
        // The clock had to come within its period; each look above is a second.
        time.GetUtcNow().ShouldBeLessThan(Start.AddDays(7) + Minute + TimeSpan.FromSeconds(5));
        silent.Attention.ShouldBe([new("silence", null, "silent", Start.AddDays(7), null)]);
        (await Ids(cluster, "s1")).ShouldBe(["deadline:silence::20260308T080000Z", "e1"]);

        await cluster.Deactivate("s1");
        (await cluster.Shipment("s1").Get())!.Attention.ShouldBe(silent.Attention);
        // Its row follows.
        await TestKit.Eventually.Reads(() => store.Deadlines.Due(time.GetUtcNow().AddYears(1), null, 10, CancellationToken.None), static due => due.Count == 0);
    }

    [Fact]
    public async Task VisitsByManyAtOnce_FireOnce()
    {
        await using var store = await SharedStore.Create(engine);
        var time = new FakeTimeProvider(Start);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, time: time);
        await cluster.Deliver("s1", Milestone("s1", "e1", "departed", 0));
        time.SetUtcNow(Start.AddDays(8));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cluster.Shipment("s1").Expire()));

        (await Ids(cluster, "s1")).ShouldBe(["deadline:silence::20260308T080000Z", "e1"]);
    }

    [Fact]
    public async Task StoreThatFailsAfterTheCommit_DoesNotMakeItFireTwice()
    {
        await using var store = await SharedStore.Create(engine);
        var time = new FakeTimeProvider(Start);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, time: time);
        await cluster.Deliver("s1", Milestone("s1", "e1", "departed", 0));
        // Written, and nobody hears of it: neither the clock, which comes by itself, nor we.
        store.Journal.Decide = static _ => Task.FromResult(Fault.AfterWriting);
        time.SetUtcNow(Start.AddDays(8));
        await TestKit.Eventually.Reads(async () => await Expire(cluster, "s1") ?? default, static tick => tick.Version == 2);
        store.Journal.Decide = static _ => Task.FromResult(Fault.None);

        var tick = await TestKit.Eventually.Reads(() => Expire(cluster, "s1"), static tick => tick is not null);

        tick!.Value.Fired.ShouldBe(0);
        (await Ids(cluster, "s1")).ShouldBe(["deadline:silence::20260308T080000Z", "e1"]);
    }

    [Fact]
    public async Task WhatIsSnoozed_LeavesTheList_AndTheClockBringsItBack()
    {
        await using var store = await SharedStore.Create(engine);
        var time = new FakeTimeProvider(Start);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, time: time);
        await cluster.Deliver("s1", Milestone("s1", "e1", "departed", 0));
        time.SetUtcNow(Start.AddDays(8));
        await cluster.Shipment("s1").Expire();
        await TestKit.Eventually.Reads(() => Silent(cluster), static silent => silent == 1);
        var said = new Acknowledgement("silence", null, "Ada", "asked the carrier", Start.AddDays(9), Guid.NewGuid());

        // Many at once, as a person's double click and its retries, say it once.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cluster.Shipment("s1").Acknowledge(i < 10 ? said : said with { Request = Guid.NewGuid() })));

        answers.Count(static answer => answer.Outcome == AcknowledgementOutcome.Accepted).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Attention!.Who == "Ada" && answer.Attention.Until == Start.AddDays(9));
        string[] ids = [(await Ids(cluster, "s1")).First(), "deadline:silence::20260308T080000Z", "e1"];
        (await Ids(cluster, "s1")).ShouldBe(ids);
        await TestKit.Eventually.Reads(() => Silent(cluster), static silent => silent == 0);
        ids[0].ShouldStartWith("deadline:acknowledged:");
        await cluster.Deactivate("s1");
        (await cluster.Shipment("s1").Acknowledge(said)).Outcome.ShouldBe(AcknowledgementOutcome.Unchanged);
        (await cluster.Shipment("s1").Get())!.Attention.ShouldBe([answers[0].Attention!]);

        time.SetUtcNow(Start.AddDays(9));
        await TestKit.Eventually.Reads(() => TimeGoesOn(time, cluster), static view => view!.Attention[0].Who is null);
        (await Ids(cluster, "s1")).ShouldBe([.. ids[..2], "deadline:snooze_over:silence::20260310T080000Z", ids[2]]);
        await TestKit.Eventually.Reads(() => Silent(cluster), static silent => silent == 1);
    }

    [Fact]
    public async Task EventOfFlexportsWithAReservedId_IsADeadLetter()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);

        var receipt = await cluster.Deliver("s1", Milestone("s1", "deadline:silence::20260308T080000Z", "departed", 0));

        receipt.Kind.ShouldBe(ReceiptKind.DeadLettered);
        (await store.DeadLetters.List("default", open: true, 10, null, CancellationToken.None)).Items.ShouldHaveSingleItem().Reason.ShouldBe(DeadLetterReason.UnusableId);
        (await cluster.Shipment("s1").Get()).ShouldBeNull();
    }

    /// <summary>How many shipments the list has that are silent and that nobody has spoken of.</summary>
    private static async Task<int> Silent(ClusterUnderTest cluster) =>
        (await cluster.Grains.GetGrain<IEntityListGrain>(0).Find(new EntityQuery("default", EntityKind.Shipment, null, null, null, 10, null, Terms: ["attention:silence"]))).Items.Count;

    private static Task<Grains.Interfaces.Shipments.ShipmentView?> TimeGoesOn(FakeTimeProvider time, ClusterUnderTest cluster)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return cluster.Shipment("s1").Get();
    }

    private static async Task<Grains.Interfaces.Deadlines.Tick?> Expire(ClusterUnderTest cluster, string shipment)
    {
        try
        {
            return await cluster.Shipment(shipment).Expire();
        }
        catch (Exception dropped) when (dropped is ActivationDroppedException or StoreUnavailableException)
        {
            return null;
        }
    }

    private static async Task<IEnumerable<string>> Ids(ClusterUnderTest cluster, string shipment) =>
        (await cluster.Shipment(shipment).Events(100, null))!.Items.Select(static item => item.EventId).Order(StringComparer.Ordinal);
}

public sealed class DeadlinesOnSqlite() : DeadlineTests(Engine.Sqlite);

public sealed class DeadlinesOnPostgres() : DeadlineTests(Engine.Postgres);
