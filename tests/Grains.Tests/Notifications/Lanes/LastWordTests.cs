using CsCheck;
using Grains.Commits;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Extensions.Time.Testing;
using Storage.Tests.Lanes;
using static Grains.Tests.Notifications.Lanes.BulkheadTests;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Notifications.Lanes;

/// <summary>In a lane messages go in the order of revisions, and the last one is what holds.</summary>
public sealed class LastWordTests
{
    private const string Withdrawn = "\"withdrawn\":true";

    private readonly FakeTimeProvider time = new(Noon);
    private readonly LaneModel store = new(TimeProvider.System);
    private readonly Books books = new();

    [Fact]
    public async Task WhatFailsAndWaits_IsNotSentAfterItWasWithdrawn()
    {
        books.With("ops", "ops!");
        var isUp = false;
        var channel = new Told((_, _) => Task.FromResult(isUp ? Told.Taken : new SendResult(SendVerdict.Retry, Error: "down", Fault: SendFault.Target)));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:arrived"));
        await Reaches(() => store.Lanes[0].Attempts, 1);

        await desk.Announce(Of("milestone:arrived", 1, fields: Withdrawn));
        isUp = true;
        time.Advance(TimeSpan.FromMinutes(1));
        desk.Wake();

        await Reaches(() => store.Lanes.Count(static lane => lane.State == LaneState.Idle), 1);
        channel.Sent.ShouldBeEmpty("nobody heard of it");
    }

    [Fact]
    public async Task WhatMayHaveArrived_IsWithdrawn()
    {
        books.With("ops", "ops!");
        var isUp = false;
        var channel = new Told((_, _) => Task.FromResult(isUp ? Told.Taken : new SendResult(SendVerdict.Retry, Error: "no answer", Fault: SendFault.Transport, MayHaveArrived: true)));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:arrived"));
        await Reaches(() => store.Lanes[0].Attempts, 1);

        await desk.Announce(Of("milestone:arrived", 1, fields: Withdrawn));
        isUp = true;
        time.Advance(TimeSpan.FromMinutes(1));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 1);
        channel.Sent.Single().Revision.ShouldBe(1);
    }

    [Fact]
    public async Task AtTheEndOfQuietHours_WhatHoldsIsTold_Once()
    {
        books.With("ops", "ops!", Timing.OutsideQuietHours, quiet: new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)));
        var channel = new Told(static (_, _) => Task.FromResult(Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        for (var revision = 0; revision < 4; revision++) await desk.Announce(Of("customs:fda", revision, fields: $"\"state\":\"{revision}\""));

        time.Advance(TimeSpan.FromHours(1));
        desk.Wake();

        await Reaches(() => store.Lanes.Count(static lane => lane.State == LaneState.Idle), 1);
        channel.Sent.ShouldHaveSingleItem().Revision.ShouldBe(3);
    }

    [Fact]
    public async Task ADigestThatIsMovedLaterOnTheSameDay_TellsWhatCameInBetween()
    {
        books.With("ops", "ops!", Timing.DailyDigest);
        var channel = new Told(static (_, _) => Task.FromResult(Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:departed"));
        time.Advance(TimeSpan.FromHours(19.5));
        desk.Wake();
        await Reaches(() => channel.Sent.Count, 1);
        await Reaches(() => store.Lanes.Count(static lane => lane.State != LaneState.Idle), 0);

        books.DigestAt("ops", new TimeOnly(18, 0));
        time.Advance(TimeSpan.FromHours(3.5));
        await desk.Announce(Of("milestone:arrived"));
        await Reaches(() => store.Lanes.Count(static lane => lane.State == LaneState.Collected), 1);
        time.Advance(TimeSpan.FromHours(7));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 2);
        channel.Sent.Last().Thing.ShouldBe("digest:2026-03-15");
    }

    [Fact]
    public async Task WhatNobodyHasTriedYet_IsNotHandedOn_AndWhatFailed_Is()
    {
        books.With("night", "night!").With("ops", "ops!", backup: new Backup("night", "c", 5), quiet: null);
        var channel = new Told(static (posted, _) => Task.FromResult(
            posted.Address == "ops!" ? new SendResult(SendVerdict.Retry, Error: "down", Fault: SendFault.Target) : Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:departed"));
        await Reaches(() => channel.Sent.Count, 1);
        channel.Sent.Single().Subscription.ShouldBe("night");

        await Reaches(() => store.Mailboxes.Count(static box => box.Holder is not null), 0);
        time.Advance(TimeSpan.FromMinutes(6));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 2);
        channel.Sent.Last().Subscription.ShouldBe("ops#backup");
    }

    /// <summary>Steps that chance gives: announcements, silos that send, die on the way, lose their mailboxes and are slow to write down, targets that take it, refuse it, or do not answer.</summary>
    [Fact]
    public void WhateverHappens_NothingIsToldOutOfOrder_AndTheLastWordHolds() => Gen.Select(Gen.Int[0, 11].Array[10, 80], Gen.Int[0, 9].Array[80]).Sample((steps, answers) => Tells(steps, answers).GetAwaiter().GetResult(), iter: 1_500);

    private static async Task<bool> Tells(int[] steps, int[] answers)
    {
        var time = new FakeTimeProvider(Noon);
        var store = new LaneModel(time);
        var books = new Books().With("ops", "ops!").With("night", "night!", Timing.OutsideQuietHours, quiet: new QuietHours(new TimeOnly(12, 5), new TimeOnly(12, 20)));
        var (heard, place, answered) = (new List<Posted>(), 0, 0);
        var isHealed = false;
        var channel = new Told((posted, _) =>
        {
            var answer = isHealed ? 0 : answers[answered++ % answers.Length];
            // No answer: it may have arrived all the same.
            if (answer is < 6 or 8) heard.Add(posted);
            return Task.FromResult(answer switch
            {
                < 6 => Told.Taken,
                6 => new SendResult(SendVerdict.Failed, Error: "refused", Fault: SendFault.Message),
                7 => new SendResult(SendVerdict.Retry, Error: "busy", Fault: SendFault.Target),
                _ => new SendResult(SendVerdict.Retry, Error: "no answer", Fault: SendFault.Transport, MayHaveArrived: true),
            });
        });
        var desk = new Desk(store, books, time, channel);
        var revisions = new Dictionary<string, (int Revision, string Fields)>();
        var lease = TimeSpan.FromSeconds(10);
        for (var i = 0; i < steps.Length; i++)
        {
            switch (steps[i])
            {
                case <= 4:
                    var thing = i % 3 == 0 ? "milestone:arrived" : "customs:fda";
                    var next = revisions.TryGetValue(thing, out var last) ? last.Revision + 1 : 0;
                    revisions[thing] = (next, steps[i] == 4 && next > 0 ? Withdrawn : $"\"withdrawn\":false,\"state\":\"{steps[i] % 2}\"");
                    await Desk.Expand(store, desk.Subscribers, time, new CommitPlace(1, place), new CommitPlace(1, ++place), [Of(thing, next, fields: revisions[thing].Fields)]);
                    break;
                case <= 9:
                    await Serve(dies: steps[i] == 9);
                    break;
                default:
                    time.Advance(TimeSpan.FromSeconds(steps[i] == 10 ? 4 : 400));
                    break;
            }
        }

        isHealed = true;
        for (var n = 0; n < 8; n++)
        {
            time.Advance(TimeSpan.FromHours(2));
            await Serve(dies: false);
        }

        var book = await desk.Subscribers.Read(CancellationToken.None);
        foreach (var lane in heard.GroupBy(static posted => (posted.Subscription, posted.Thing)))
        {
            // In order; one may come again under the same id.
            var order = lane.Select(static posted => posted.Revision).ToList();
            order.SequenceEqual(order.Order()).ShouldBeTrue($"{lane.Key}: {string.Join(' ', order)}");
        }

        foreach (var lane in store.Lanes)
        {
            lane.State.ShouldNotBe(LaneState.Waiting, $"{lane.Key}");
            if (lane.State == LaneState.Failed) continue;
            var last = heard.LastOrDefault(posted => posted.Subscription == lane.Key.Subscription && posted.Thing == lane.Key.Thing);
            var (revision, fields) = revisions[lane.Key.Thing];
            // Whoever heard anything heard last what holds; whoever heard nothing was to hear nothing.
            var holds = Of(lane.Key.Thing, revision, fields: fields).Message;
            if (last is null) fields.ShouldContain("true", Case.Sensitive, $"{lane.Key} was told nothing");
            else SameNews.Holds(last.Message.Span, holds.Span).ShouldBeTrue($"{lane.Key} was told {last.Revision}, not {revision}: {System.Text.Encoding.UTF8.GetString(holds.Span)}");
        }

        await desk.DisposeAsync();
        return book.All.Count == 2;

        async Task Serve(bool dies)
        {
            var holder = Guid.NewGuid();
            foreach (var taken in await store.Take(holder, lease, 10, Capabilities.Known, time.GetUtcNow(), CancellationToken.None))
            {
                var (news, lanes) = await store.Due(taken.Target, 10, time.GetUtcNow(), CancellationToken.None);
                var outcomes = new List<LaneOutcome>();
                DateTimeOffset? pause = null;
                foreach (var lane in lanes)
                {
                    var posted = await desk.Sender.Post(lane, await desk.Subscribers.Read(CancellationToken.None), static () => true, CancellationToken.None);
                    if (posted.Outcome is { } outcome) outcomes.Add(outcome);
                    pause ??= posted.PausedUntil;
                }

                // Whoever dies has sent, and nobody knows.
                if (dies) continue;
                await store.Record(outcomes, CancellationToken.None);
                await store.Release(holder, [new ReleasedMailbox(taken.Target, news, pause, pause is not null)], time.GetUtcNow(), CancellationToken.None);
            }
        }
    }
}
