using Cluster.Tests.Kit;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Notifications;

/// <summary>A target that fails for long, and a person who has something tried again.</summary>
public abstract class TargetTests(Engine engine)
{
    private const int Shipments = 20;

    private static readonly NotificationQuery Everything = new("default", null, null, null, null, 500, null);

    [Fact]
    public async Task ATargetThatFails_IsLeftAlone_TriedOnce_AndToldEverythingOnceWhenItLives()
    {
        await using var store = await SharedStore.Create(engine);
        var (channel, time) = (new SwitchedChannel(SendVerdict.Retry), new FakeTimeProvider(Start));
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, channel, time, static options =>
        {
            options.BreakerPause = TimeSpan.FromSeconds(30);
            options.LongestBreakerPause = TimeSpan.FromMinutes(15);
            options.MaxAttempts = 5;
        });
        for (var i = 0; i < Shipments; i++) await cluster.Deliver($"{i}", Milestone($"{i}", "e1", "departed", 10));
        await Eventually.Holds(() => channel.Attempts.Count >= 5);
        await Eventually.Reads(() => store.Messages.Find(Everything, CancellationToken.None), static page => page.Items.Count == Shipments);
        var opened = await Quiet(channel, store, time);

        // Left alone, for as long as the pause takes: nobody uses up attempts.
        time.Advance(TimeSpan.FromSeconds(29));
        (await Quiet(channel, store, time)).ShouldBe(opened);
        (await States(store)).ShouldAllBe(static one => one.State == "pending" && one.Attempts <= 1);

        // One trial, which fails; then twice the pause.
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => channel.Attempts.Count > opened);
        (await Quiet(channel, store, time)).ShouldBe(opened + 1);
        time.Advance(TimeSpan.FromSeconds(59));
        (await Quiet(channel, store, time)).ShouldBe(opened + 1);

        channel.Verdict = SendVerdict.Sent;
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => channel.Sent.Count >= Shipments);

        await Eventually.Reads(() => States(store), static all => all.All(static one => one.State == "sent"));
        (await Quiet(channel, store, time)).ShouldBe(opened + 1 + Shipments);
        channel.Sent.Select(static sent => sent.Entity).ShouldBe(Enumerable.Range(0, Shipments).Select(static i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task WhatHasFailed_IsSentOnce_WhenAPersonHasItTriedAgain()
    {
        await using var store = await SharedStore.Create(engine);
        var channel = new SwitchedChannel(SendVerdict.Failed);
        await using var cluster = await ClusterUnderTest.Start(store, channel: channel);
        var grain = cluster.Grains.GetGrain<INotificationGrain>(7);
        await cluster.Deliver("7", Milestone("7", "e1", "departed", 10));
        var failed = (await Eventually.Reads(() => grain.Find(Everything with { State = "failed", Key = Shipment("7") }), static page => page.Items.Count == 1)).Items[0];
        failed.LastError.ShouldBe("told to");

        channel.Verdict = SendVerdict.Sent;
        (await grain.Retry("default", failed.Id)).ShouldBe(RetryOutcome.Due);

        var sent = (await Eventually.Reads(() => grain.Find(Everything with { State = "sent" }), static page => page.Items.Count == 1)).Items[0];
        (sent.Id, sent.Attempts, sent.NextAttemptAt).ShouldBe((failed.Id, 1, null));
        (await grain.Retry("default", failed.Id)).ShouldBe(RetryOutcome.AlreadySent);
        (await grain.Retry("default", "ntf_unknown")).ShouldBe(RetryOutcome.Unknown);
        (await grain.Read("default", failed.Id)).ShouldNotBeNull().Message.ShouldNotBeEmpty();
        channel.Sent.ShouldBe([(failed.Id, "7")]);
    }

    private static async Task<IReadOnlyList<ListedNotification>> States(SharedStore store) =>
        (await store.Messages.Find(Everything, CancellationToken.None)).Items;

    /// <summary>
    /// How many attempts there were, once nothing is in hand any more and none has come for a moment. One that comes later than that is counted by
    /// the exact total at the end.
    /// </summary>
    private static async Task<int> Quiet(SwitchedChannel channel, SharedStore store, FakeTimeProvider time)
    {
        while (true)
        {
            var count = channel.Attempts.Count;
            // What is in hand is leased for half a minute; what was tried and written down is due again within a moment.
            await Eventually.Reads(() => States(store), all => all.All(one => one.State != "pending" || one.NextAttemptAt < time.GetUtcNow().AddSeconds(5)));
            await Task.Delay(300);
            if (channel.Attempts.Count == count) return count;
        }
    }
}

public sealed class TargetsOnSqlite() : TargetTests(Engine.Sqlite);

public sealed class TargetsOnPostgres() : TargetTests(Engine.Postgres);
