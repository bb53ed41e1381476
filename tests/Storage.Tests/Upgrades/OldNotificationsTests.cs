using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Storage.Tests.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Upgrades.OldNotifications;

namespace Storage.Tests.Upgrades;

/// <summary>A database as a program of schema 11 left it: what was to be told is told, what was told is not told again, and who was told what can still be read.</summary>
public abstract class OldNotificationsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Tomorrow = Noon.AddDays(1);
    private Guid generation;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IStorageUnderTest Storage { get; private set; } = null!;

    private ILaneStore Lanes => Storage.Lanes;

    private IMessageLog Messages => Storage.Messages;

    public async ValueTask InitializeAsync()
    {
        Storage = await WithOldNotifications();
        generation = await Generation("ops");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Storage.DisposeAsync();
    }

    [Fact]
    public async Task WhatWaited_WaitsInItsLane_OnceForEachThing()
    {
        var due = (await Lanes.Due("default/ops/mail", 100, Tomorrow, Cancellation)).Lanes;

        due.Select(one => (one.Key.Key.Id, one.Revision, Text(one.Message), SomeLanes.Text(one.Told), one.Doubtful, one.Attempts)).ShouldBe(
            [
                ("pending", 0, Said("ntf_pending"), null, false, 0),
                ("claimed", 0, Said("ntf_claimed"), null, true, 1),
                ("corrected", 1, Said("ntf_correction"), Said("ntf_sent"), false, 0),
                ("superseded", 1, Said("ntf_second"), null, true, 0),
                ("failed-before", 1, Said("ntf_after_failure"), null, true, 0),
                ("estimate-waits", 3, Said("ntf_estimate_waits_too"), null, false, 0),
            ],
            ignoreOrder: true);
        due.ShouldAllBe(one => one.Key.Subscription == "ops" && one.Key.Generation == generation && one.Fits && one.AnnouncedAt == Noon.AddMinutes(one.Revision).AddSeconds(-10));
        due.Single(one => one.Key.Key.Id == "superseded").Since.ShouldBe(Noon);
        // Each when it was to be: who has one just now may yet be heard of.
        (await Lanes.Due("default/ops/mail", 100, Noon.AddMinutes(59), Cancellation)).Lanes.ShouldBeEmpty();
        (await Lanes.Due("default/ops/mail", 100, Noon.AddHours(1), Cancellation)).Lanes.Count.ShouldBe(due.Count - 1);
        var configured = (await Lanes.Due("log", 100, Tomorrow, Cancellation)).Lanes.ShouldHaveSingleItem();
        (configured.Key.Subscription, configured.Key.Generation).ShouldBe(("default:log", Guid.Empty));
        (await Lanes.Take(Guid.NewGuid(), Tomorrow)).Select(one => one.Target).ShouldBe(["default/ops/mail", "default/desk/mail", "log"], ignoreOrder: true);
    }

    [Fact]
    public async Task WhatWasTold_IsKnown_AndDoesNotWait()
    {
        (await Known("told")).ShouldBe((1, LaneState.Idle, Said("ntf_told_again"), false));
        (await Known("overtaken")).ShouldBe((1, LaneState.Idle, Said("ntf_overtook"), false));
        (await Known("in-digest", subscription: "desk")).ShouldBe((0, LaneState.Idle, Said("ntf_in_digest"), false));
        (await Known("failed", subscription: "ops#backup")).ShouldBe((0, LaneState.Idle, Said("ntf_backup"), false));
        (await Known("failed")).ShouldBe((0, LaneState.Failed, null, true));
        (await Lanes.Known([(Shipment("of-gone"), Departed), (Shipment("pending", "north"), Departed)], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ACorrectionSince_FindsItsLane()
    {
        var lane = Lane("told");

        await Storage.Tell(new MadeLane(0, lane, "default/ops/mail", false, LaneState.Waiting, Noon), revision: 2);

        var due = (await Lanes.Due("default/ops/mail", 100, Noon, Cancellation)).Lanes.ShouldHaveSingleItem();
        (due.Key, due.Revision, SomeLanes.Text(due.Told)).ShouldBe((lane, 2, Said("ntf_told_again")));
        await Lanes.Record(due.Ended(LaneEnd.Sent, Noon));
        (await Lanes.Known([(lane.Key, lane.Thing)], Cancellation)).ShouldHaveSingleItem().State.ShouldBe(LaneState.Idle);
    }

    [Fact]
    public async Task Estimates_AreMeasuredFromWhatTheSubscriptionKnowsOf()
    {
        // What waits has not been heard yet.
        (await Lanes.Due("default/ops/mail", 100, Tomorrow, Cancellation)).Lanes.Single(one => one.Key.Key.Id == "estimate-waits").Base.ShouldBe(Promised);
        var (sent, only, withdrawn) = (await Estimate("estimate-sent"), await Estimate("estimate-only"), await Estimate("estimate-withdrawn"));
        (sent.Revision, SomeLanes.Text(sent.Told)).ShouldBe((1, Said("ntf_estimate_sent")));
        (only.Revision, only.State, only.Told, only.Base).ShouldBe((4, LaneState.Idle, null, Promised));
        (withdrawn.Revision, withdrawn.Told, withdrawn.Base).ShouldBe((2, null, null));

        async Task<KnownLane> Estimate(string shipment) => (await Lanes.Known([(Shipment(shipment), Arrival)], Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WhatDigestsWereToTell_IsCollectedByOne_AlsoWhatCameTooLate()
    {
        var desk = LaneKey.OfDigest("default", "desk", await Generation("desk"));

        (await Lanes.Collected(desk, 10, Cancellation)).Select(one => (one.Key.Key.Id, Text(one.Message))).ShouldBe([("collected", Said("ntf_collected")), ("too-late", Said("ntf_too_late"))], ignoreOrder: true);

        (await Lanes.Due("default/desk/mail", 10, Noon.AddHours(19), Cancellation)).Lanes.ShouldBeEmpty();
        var open = (await Lanes.Due("default/desk/mail", 10, Noon.AddHours(20), Cancellation)).Lanes.ShouldHaveSingleItem();
        (open.Key, open.IsClosed).ShouldBe((desk, false));
        open.Since.ShouldBe(Noon.AddSeconds(-10));
        (await Lanes.Due("default/gone/mail", 10, Tomorrow, Cancellation)).Lanes.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatEnded_IsInTheLog_UnderItsOldId()
    {
        var all = await Everything();

        all.Where(one => one.State == NotificationStates.Sent).Select(one => one.Id)
            .ShouldBe(Made.Where(one => one is { State: "sent", Source: "default" }).Select(one => one.Id), ignoreOrder: true);
        all.Where(one => one.State == NotificationStates.Failed).Select(one => one.Id).ShouldBe(
            ["ntf_failed", "ntf_failed_before", "ntf_in_failed", "ntf_failed_digest", "ntf_gone", "ntf_gone_collected", "ntf_gone_digest"], ignoreOrder: true);
        all.Single(one => one.Id == "ntf_gone").LastError.ShouldNotBeNull().ShouldContain("deleted");
        var failed = all.Single(one => one.Id == "ntf_failed");
        (failed.Attempts, failed.LastError, failed.CreatedAt, failed.SentAt).ShouldBe((100, "The target answered 503.", Noon, null));
        all.Single(one => one.Id == "ntf_sent").SentAt.ShouldBe(Noon.AddSeconds(30));
        (await Message("ntf_sent")).ShouldBe(Said("ntf_sent"));
        (await Message("ntf_estimate_sent")).ShouldBe("""{"n":"ntf_estimate_sent","toldBefore":"2026-03-17T12:00:00+00:00"}""");
        (await Message("ntf_sent_digest")).ShouldBe("""{"class":"digest","source":"default","thing":"digest:2026-03-14","count":1,"messages":[{"n":"ntf_in_digest"}]}""");
        (await Messages.Read("north", "ntf_north", Cancellation)).ShouldNotBeNull().Notification.State.ShouldBe(NotificationStates.Failed);
        all.Where(one => one.State == NotificationStates.Pending).Select(one => one.Id).ShouldAllBe(id => MessageIdIsOfALane(id));
    }

    [Fact]
    public async Task WhatFailed_IsTriedAgain_UnderItsOldId()
    {
        (await Messages.Retry("default", "ntf_failed", Noon, Cancellation)).ShouldBe(RetryOutcome.Due);

        var due = (await Lanes.Due("default/ops/mail", 10, Noon, Cancellation)).Lanes.ShouldHaveSingleItem();
        (due.Key, due.Attempts, due.Retries, due.Doubtful).ShouldBe((Lane("failed"), 0, 1, true));
        (await Messages.Read("default", "ntf_failed", Cancellation)).ShouldBeNull();
        (await Messages.Read("default", due.MessageId, Cancellation)).ShouldNotBeNull().Notification.State.ShouldBe(NotificationStates.Pending);
        // The lane has moved on, it was sent, there is no lane any more, or none of that source.
        foreach (var id in new[] { "ntf_failed_before", "ntf_told", "ntf_gone" }) (await Messages.Retry("default", id, Noon, Cancellation)).ShouldBe(RetryOutcome.AlreadySent, id);
        foreach (var id in new[] { "ntf_failed", "ntf_pending" }) (await Messages.Retry("default", id, Noon, Cancellation)).ShouldBe(RetryOutcome.Unknown, id);
        (await Messages.Retry("north", "ntf_failed_digest", Noon, Cancellation)).ShouldBe(RetryOutcome.Unknown);
    }

    [Fact]
    public async Task ADigestThatFailed_CollectsAgain_WhatItHad()
    {
        var desk = LaneKey.OfDigest("default", "desk", await Generation("desk"));
        (await Messages.Retry("default", "ntf_in_failed", Noon, Cancellation)).ShouldBe(RetryOutcome.Collected);

        (await Messages.Retry("default", "ntf_failed_digest", Noon, Cancellation)).ShouldBe(RetryOutcome.Due);

        (await Lanes.Collected(desk, 10, Cancellation)).Select(one => one.Key.Key.Id).ShouldBe(["collected", "too-late", "in-failed"], ignoreOrder: true);
        (await Lanes.Due("default/desk/mail", 10, Noon, Cancellation)).Lanes.ShouldHaveSingleItem().Key.ShouldBe(desk);
        (await Messages.Read("default", "ntf_failed_digest", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task WhoseBackupWasToHear_IsHandedOn()
    {
        // The first of the two that wait was to be heard by then.
        (await Lanes.Escalating(10, Noon.AddMinutes(6), Cancellation)).ShouldBeEmpty();
        var due = (await Lanes.Due("default/ops/mail", 100, Tomorrow, Cancellation)).Lanes.Single(one => one.Key.Key.Id == "superseded");
        await Lanes.Record(due.Ended(LaneEnd.Again, Noon, Tomorrow));

        (await Lanes.Escalating(10, Noon.AddMinutes(4), Cancellation)).ShouldBeEmpty();
        (await Lanes.Escalating(10, Noon.AddMinutes(6), Cancellation)).ShouldHaveSingleItem().Key.ShouldBe(Lane("superseded"));
    }

    [Fact]
    public async Task TheReader_GoesOnWhereItStood_AndNobodyHasIt()
    {
        (await Notifications.Expanding.Place(Storage)).Id.ShouldBe(ReadUpTo);
    }

    [Fact]
    public async Task WhatIsOver_IsForgottenInItsTime()
    {
        var (messages, before) = ((await Everything()).Count(one => one.State is NotificationStates.Sent or NotificationStates.Failed), Noon.AddSeconds(30));

        // What ended before that instant: nothing was sent earlier, and what failed was to be sent later.
        (await Lanes.Expire(before, Noon.AddYears(-1), 100, Cancellation)).ShouldBe(0);
        (await Lanes.Expire(before.AddSeconds(1), Noon.AddYears(-1), 100, Cancellation)).ShouldBe(Made.Count(one => one is { State: "sent", Revision: 0 }));
        (await Lanes.Expire(Tomorrow, Noon.AddYears(-1), 100, Cancellation)).ShouldBe(messages + 1 - Made.Count(one => one is { State: "sent", Revision: 0 }));
    }

    /// <summary>Where the reader stands in a database that <see cref="WithOldNotifications"/> makes.</summary>
    protected const long ReadUpTo = 7;

    /// <summary>A database of schema 11 with what <see cref="OldNotifications"/> has, opened by this program.</summary>
    protected abstract Task<IStorageUnderTest> WithOldNotifications();

    /// <summary>What a subscription was given.</summary>
    protected abstract Task<Guid> Generation(string subscription);

    private static string Said(string id) => $$"""{"n":"{{id}}"}""";

    private static bool MessageIdIsOfALane(string id) => MessageIds.TryRead(id, out _, out _);

    private LaneKey Lane(string shipment) => new("ops", generation, Shipment(shipment), Departed);

    private async Task<(int Revision, LaneState State, string? Told, bool Doubtful)> Known(string shipment, string subscription = "ops")
    {
        var lane = (await Lanes.Known([(Shipment(shipment), Departed)], Cancellation)).Single(one => one.Key.Subscription == subscription);
        lane.Key.Generation.ShouldBe(await Generation(subscription.Replace("#backup", "", StringComparison.Ordinal)));
        return (lane.Revision, lane.State, SomeLanes.Text(lane.Told), lane.Doubtful);
    }

    private async Task<IReadOnlyList<ListedNotification>> Everything() => (await Messages.Find(new NotificationQuery("default", null, null, null, null, 500, null), Cancellation)).Items;

    private async Task<string> Message(string id) => Text((await Messages.Read("default", id, Cancellation)).ShouldNotBeNull().Message);
}
