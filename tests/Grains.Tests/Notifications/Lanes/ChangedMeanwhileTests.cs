using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Extensions.Time.Testing;
using Storage.Tests.Lanes;
using static Grains.Tests.Notifications.Lanes.BulkheadTests;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Notifications.Lanes;

/// <summary>What is saved, announced or lost while a message stands in a queue or is under way counts.</summary>
public sealed class ChangedMeanwhileTests
{
    private const string Withdrawn = "\"withdrawn\":true";

    private readonly FakeTimeProvider time = new(Noon);
    private readonly LaneModel store = new(TimeProvider.System);
    private readonly Books books = new();

    /// <summary>A target that hangs has lanes in its queue; the subscription moves to another contact, which tells the withdrawal first.</summary>
    [Fact]
    public async Task WhatStandsInTheQueueOfAFormerContact_IsNotSentByIt()
    {
        books.With("ops", "slow!");
        var free = new TaskCompletionSource();
        var channel = new Told(async (posted, cancellation) =>
        {
            if (posted.Address == "slow!") await free.Task.WaitAsync(cancellation);
            return Told.Taken;
        });
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce([.. Enumerable.Range(0, 6).Select(static i => Of("milestone:arrived", id: $"{i}"))]);
        await Reaches(() => channel.Tried.Count, 1);
        var first = channel.Tried.Single().Entity;

        books.With("night", "fast!").Moves("ops", "night");
        store.Move("default/ops/c", "default/night/c", Noon);
        await desk.Announce([.. Enumerable.Range(0, 6).Select(static i => Of("milestone:arrived", 1, $"{i}", Withdrawn))]);
        // Those of ops that nobody had begun were told of nothing, and have nothing to take back.
        free.SetResult();

        await Reaches(() => channel.Sent.Count, 2);
        await Reaches(() => store.Lanes.Count(static lane => lane.State != LaneState.Idle), 0);
        channel.Sent.Where(static posted => posted.Subscription == "ops").Select(static posted => (posted.Entity, posted.Revision)).ShouldBe([(first, 0), (first, 1)]);
    }

    [Fact]
    public async Task WhoSubscribesWhileItsTargetIsServed_HearsTheFirstMessage()
    {
        books.With("one", "busy!");
        var free = new TaskCompletionSource();
        var channel = new Told(async (_, cancellation) =>
        {
            await free.Task.WaitAsync(cancellation);
            return Told.Taken;
        });
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:departed"));
        await Reaches(() => channel.Tried.Count, 1);

        books.Also("two", "one");
        await desk.Announce(Of("milestone:departed", id: "8"));
        free.SetResult();

        await Reaches(() => channel.Sent.Count, 3);
        channel.Sent.Count(static posted => posted.Subscription == "two").ShouldBe(1);
    }

    [Fact]
    public async Task WhatWaitedWhenAPauseBegan_IsToldAfterIt_AlsoWhenItWasCorrectedMeanwhile()
    {
        books.With("ops", "ops!");
        var isUp = false;
        var channel = new Told((_, _) => Task.FromResult(isUp ? Told.Taken : new SendResult(SendVerdict.Retry, Error: "503", Fault: SendFault.Target)));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:arrived"));
        await Reaches(() => store.Lanes[0].Attempts, 1);

        books.Pause("ops", true);
        await desk.Announce(Of("milestone:arrived", 1, fields: "\"place\":\"Kiel\""));
        books.Pause("ops", false);
        isUp = true;
        time.Advance(TimeSpan.FromHours(1));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 1);
        channel.Sent.Single().Revision.ShouldBe(1);
    }

    [Fact]
    public async Task OfAClosedDigestUnderWay_WhatWasWithdrawnMeanwhileByItself_IsWithdrawn()
    {
        books.With("ops", "ops!", Timing.DailyDigest);
        var isUp = false;
        var channel = new Told((_, _) => Task.FromResult(isUp ? Told.Taken : new SendResult(SendVerdict.Retry, Error: "503", Fault: SendFault.Target)));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:arrived"));
        time.Advance(TimeSpan.FromDays(1));
        desk.Wake();
        await Reaches(() => store.Lanes.Count(static lane => lane.IsClosedDigest && lane.Attempts == 1), 1);

        books.With("ops", "ops!");
        await desk.Announce(Of("milestone:arrived", 1, fields: Withdrawn, at: time.GetUtcNow()));
        await Reaches(() => store.Lanes.Count(static lane => !lane.Key.IsDigest && lane.State == LaneState.Idle), 1);
        isUp = true;
        time.Advance(TimeSpan.FromMinutes(5));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 2);
        channel.Sent.Select(static posted => (posted.Thing.Split(':')[0], posted.Revision)).ShouldBe([("digest", 1), ("milestone", 1)]);
        channel.Sent.Last().Told.ShouldNotBeNull();
    }

    [Fact]
    public async Task AMendedContact_IsTriedAtOnce_HoweverLongItsTargetWasToBeLeftAlone()
    {
        books.With("ops", "wrong!");
        var channel = new Told(static (posted, _) => Task.FromResult(
            posted.Address == "wrong!" ? new SendResult(SendVerdict.Retry, Error: "401", Fault: SendFault.Target) : Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce([.. Enumerable.Range(0, 10).Select(static i => Of("milestone:departed", id: $"{i}"))]);
        await Reaches(() => channel.Tried.Count, 5);
        await Reaches(() => store.Mailboxes.Count(static box => box.NotBefore is not null && box.Holder is null), 1);

        books.With("ops", "right!");
        store.Move("default/ops/c", "default/ops/c", Noon);
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 10);
    }

    [Fact]
    public async Task WhatCannotBePutIntoWords_IsSentOnce_AndOneThatCannotBeRead_IsLeftOutOfTheDigest_AndTheOthersGo()
    {
        books.With("ops", "ops!", Timing.DailyDigest).With("now", "now!");
        var channel = new Told(static (_, _) => Task.FromResult(Told.Taken)) { WordsFail = true };
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        // Nobody can tell whose this was.
        await desk.Announce(Of("milestone:arrived") with { Message = "{}"u8.ToArray() }, Of("milestone:departed"));
        await Reaches(() => channel.Sent.Count, 2);

        time.Advance(TimeSpan.FromDays(1));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 3);
        await Reaches(() => store.Lanes.Count(static lane => lane.State != LaneState.Idle), 0);
        System.Text.Encoding.UTF8.GetString(channel.Sent.Last().Message.Span).ShouldContain("\"count\":1");
        store.Lanes.Single(static lane => lane.Key is { Subscription: "ops", Thing: "milestone:departed" }).ToldRevision.ShouldBe(0);
        store.Lanes.Single(static lane => lane.Key is { Subscription: "ops", Thing: "milestone:arrived" }).ToldRevision.ShouldBeNull();
    }

    /// <summary>Whatever a channel wrote, or a message has in it: the store takes the outcome without it.</summary>
    [Fact]
    public async Task WhatTheStoreRefusesToWriteDown_KeepsNobodyElseWaiting_AndIsNotSentAgain()
    {
        books.With("ops", "ops!");
        store.Refuses = static outcome => outcome.Letter?.Key.Key.Id == "3";
        var channel = new Told(static (_, _) => Task.FromResult(Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();

        await desk.Announce([.. Enumerable.Range(0, 8).Select(static i => Of("milestone:departed", id: $"{i}"))]);

        await Reaches(() => store.Lanes.Count(static lane => lane.State == LaneState.Idle), 8);
        channel.Sent.Count.ShouldBe(8);
        store.Log.Count.ShouldBe(7);
    }
}
