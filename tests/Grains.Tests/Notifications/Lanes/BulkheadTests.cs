using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.Time.Testing;
using Storage.Tests.Lanes;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Notifications.Lanes;

/// <summary>A target that is slow, hangs or fails delays itself alone.</summary>
public sealed class BulkheadTests
{
    private readonly FakeTimeProvider time = new(Noon);
    private readonly LaneModel store = new(TimeProvider.System);
    private readonly Books books = new();

    [Fact]
    public async Task AMailServerThatHangs_With200Contacts_KeepsNobodyElseWaiting()
    {
        for (var i = 0; i < 200; i++) books.With($"hung{i}", $"hung!{i}").With($"well{i}", $"well{i}!");
        var channel = new Told(static async (posted, cancellation) =>
        {
            if (posted.Address!.StartsWith("hung", StringComparison.Ordinal)) await Task.Delay(Timeout.Infinite, cancellation);
            return Told.Taken;
        });
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();

        await desk.Announce(Of("milestone:departed"), Of("milestone:departed", id: "8"));

        await Reaches(() => channel.Sent.Count, 400);
        channel.Tried.Count(static posted => posted.Address!.StartsWith("hung", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(32, "slots of one transport");
    }

    [Fact]
    public async Task ARefusedMessage_IsThatMessagesFailure_AtOnce_AndTheOthersOfTheTargetGo()
    {
        books.With("ops", "ops!");
        var channel = new Told(static (posted, _) => Task.FromResult(
            posted.Entity.StartsWith("bad", StringComparison.Ordinal) ? new SendResult(SendVerdict.Failed, Error: "400", Fault: SendFault.Message) : Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();

        await desk.Announce([.. Enumerable.Range(0, 20).Select(static i => Of("milestone:departed", id: i % 2 == 0 ? $"bad{i}" : $"{i}"))]);

        await Reaches(() => channel.Sent.Count, 10);
        await Reaches(() => store.Lanes.Count(static lane => lane.State == Grains.Notifications.Lanes.LaneState.Failed), 10);
        channel.Tried.Count.ShouldBe(20);
    }

    [Fact]
    public async Task DeletingASubscription_SaysNothingOfItsContact()
    {
        books.With("ops", "same!").With("gone", "same!", Timing.OutsideQuietHours, quiet: new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)));
        var channel = new Told(static (_, _) => Task.FromResult(Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce([.. Enumerable.Range(0, 10).Select(static i => Of("milestone:departed", id: $"{i}"))]);
        await Reaches(() => channel.Sent.Count, 10);
        books.Remove("gone");

        time.Advance(TimeSpan.FromHours(2));
        desk.Wake();
        await desk.Announce(Of("milestone:arrived"));

        await Reaches(() => channel.Sent.Count, 11);
        await Reaches(() => store.Lanes.Count(static lane => lane.State != Grains.Notifications.Lanes.LaneState.Idle), 0);
        desk.Circuits.Enter("told same").ShouldBeNull();
    }

    [Fact]
    public async Task WhoAnswers429_IsLeftAloneAsLongAsItAsked()
    {
        books.With("busy", "busy!");
        var answers = 0;
        var channel = new Told((_, _) => Task.FromResult(
            Interlocked.Increment(ref answers) == 1 ? new SendResult(SendVerdict.Retry, TimeSpan.FromSeconds(60), "429", SendFault.Target) : Told.Taken));
        await using var desk = new Desk(store, books, time, channel);
        await desk.Start();
        await desk.Announce(Of("milestone:departed"), Of("milestone:arrived"));
        await Reaches(() => store.Mailboxes.Count(static box => box.NotBefore == Noon.AddSeconds(60) && box.Holder == null), 1);

        time.Advance(TimeSpan.FromSeconds(59));
        await desk.Announce(Of("milestone:delivered"));
        channel.Tried.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        desk.Wake();

        await Reaches(() => channel.Sent.Count, 3);
    }

    internal static async Task Reaches(Func<int> count, int wanted)
    {
        // Real time passes for the loops; what is counted is what they did.
        while (count() != wanted) await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}
