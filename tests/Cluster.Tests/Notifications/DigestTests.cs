using Cluster.Tests.Kit;
using Grains.Interfaces.Notifications;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Notifications;

/// <summary>Who wants one message a day gets one message a day.</summary>
public abstract class DigestTests(Engine engine)
{
    private static readonly NotificationQuery Everything = new("default", null, null, null, null, 500, null);

    [Fact]
    public async Task WhatADayBrings_IsOneMessage_AtTheStakeholdersTime()
    {
        await using var store = await SharedStore.Create(engine);
        var (channel, time) = (new RecordingChannel(), new FakeTimeProvider(DateTimeOffset.UtcNow));
        await store.Subscriptions.Save("default", new Stakeholder("desk", "Desk", "Asia/Shanghai", new TimeOnly(7, 30), null, [new Contact("c", channel.Name)]), CancellationToken.None);
        await store.Subscriptions.Save(
            "default", new Subscription("daily", "desk", "c", ["milestone"], SubscriptionFilter.All, 12, Timing.DailyDigest, null, DateTimeOffset.UtcNow.AddDays(-1)), CancellationToken.None);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, channel, time);

        for (var i = 0; i < 5; i++) await cluster.Deliver($"{i}", Milestone($"{i}", "e1", "departed", 10));

        var made = await Eventually.Reads(() => Daily(store), static rows => rows.Count(row => row.State == NotificationStates.Collected) == 5);
        var digest = made.Single(static row => row.State == NotificationStates.Pending);
        channel.Sent.ShouldNotContain(static sent => sent.Thing.StartsWith("digest:", StringComparison.Ordinal));
        var due = digest.NextAttemptAt!.Value;
        TimeZoneInfo.ConvertTime(due, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).TimeOfDay.ShouldBe(new TimeSpan(7, 30, 0));

        time.Advance(due - time.GetUtcNow());

        await Eventually.Reads(() => Daily(store), static rows => rows.Count > 0 && rows.All(static row => row.State == NotificationStates.Sent));
        channel.Sent.Count(static sent => sent.Thing.StartsWith("digest:", StringComparison.Ordinal)).ShouldBe(1);
        (await Daily(store)).ShouldHaveSingleItem().Thing.ShouldBe("digest");
    }

    private static async Task<IReadOnlyList<ListedNotification>> Daily(SharedStore store) =>
        [.. (await store.Messages.Find(Everything, CancellationToken.None)).Items.Where(static row => row.Subscription == "daily")];
}

public sealed class DigestsOnSqlite() : DigestTests(Engine.Sqlite);

public sealed class DigestsOnPostgres() : DigestTests(Engine.Postgres);
