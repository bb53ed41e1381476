using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Lanes;

/// <summary>A person has a message tried again.</summary>
public abstract class MessageRetryTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private readonly Guid holder = Guid.NewGuid();

    [Fact]
    public async Task AFailedOne_IsDueNow_UnderTheSameId_AndCountedAnew()
    {
        var failed = await Failed();

        (await Retry(failed.MessageId, Noon.AddDays(1))).ShouldBe(RetryOutcome.Due);

        var listed = await Only();
        (listed.Id, listed.State, listed.Attempts, listed.NextAttemptAt, listed.LastError, listed.CreatedAt).ShouldBe((failed.MessageId, "pending", 0, Noon.AddDays(1), "busy", Noon));
        (await Storage.Due(Noon.AddDays(1).AddMicroseconds(-1))).ShouldBeEmpty();
        var again = await Storage.OnlyDue(Noon.AddDays(1));
        (again.MessageId, again.Attempts, again.Retries).ShouldBe((failed.MessageId, 0, 1));
        await Storage.Record(again.Ended(LaneEnd.Sent, Noon.AddDays(1)));
        (await Only()).State.ShouldBe("sent");
    }

    [Fact]
    public async Task OneThatWaitsForItsNextAttempt_WaitsNoLonger_AndItsMailboxIsNotPausedAnyMore()
    {
        await Storage.Announce(0, Made(Lane(), escalate: Noon));
        var taken = await Storage.Take(holder, Minute, Noon);
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Again, Noon) with { DueAt = Noon.AddHours(5) });
        await Lanes.Release(holder, [new ReleasedMailbox(Desk, taken.News, Noon.AddHours(9), IsFailing: true)], Noon, Cancellation);
        (await Lanes.Take(holder, Minute, 10, Capabilities.Known, Noon.AddHours(8), Cancellation)).ShouldBeEmpty();

        (await Retry(due.MessageId, Noon.AddHours(1))).ShouldBe(RetryOutcome.Due);

        (await Storage.Take(holder, Minute, Noon.AddHours(1))).WasAbandoned.ShouldBeFalse();
        (await Storage.OnlyDue(Noon.AddHours(1))).ShouldSatisfyAllConditions(one => one.Attempts.ShouldBe(0), one => one.Retries.ShouldBe(1));
        // Nothing has failed since.
        (await Lanes.Escalating(10, Noon.AddHours(1), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OneWhoseMailboxSomebodyHas_IsNewsForHim()
    {
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Minute, Noon);
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Failed, Noon));

        (await Retry(due.MessageId, Noon)).ShouldBe(RetryOutcome.Due);

        (await Lanes.Take(holder, Minute, 10, Capabilities.Known, Noon, Cancellation)).ShouldBeEmpty();
        (await Lanes.Release(holder, [new ReleasedMailbox(Desk, taken.News)], Noon, Cancellation)).ShouldBe([Desk]);
    }

    [Fact]
    public async Task OneWhoseMailboxIsGone_HasOneAgain()
    {
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Minute, Noon);
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Failed, Noon));
        await Lanes.Release(holder, [new ReleasedMailbox(Desk, taken.News)], Noon, Cancellation);
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBeNull();

        (await Retry(due.MessageId, Noon.AddHours(1))).ShouldBe(RetryOutcome.Due);

        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBe(Noon.AddHours(1));
        await Storage.Take(holder, Minute, Noon.AddHours(1));
    }

    [Fact]
    public async Task WhatWasSent_IsNeverSentAgain()
    {
        await Storage.Announce(0, Made(Lane()));
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Sent, Noon));
        var before = await Only();

        (await Retry(due.MessageId, Noon.AddDays(1))).ShouldBe(RetryOutcome.AlreadySent);

        (await Only()).ShouldBe(before);
        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatTheLaneHasMovedOnFrom_IsNotSentAgain_AndTheLaneGoesOn()
    {
        var failed = await Failed();
        await Storage.Announce(1, Made(Lane(), due: Noon.AddHours(1)));

        (await Retry(failed.MessageId, Noon)).ShouldBe(RetryOutcome.AlreadySent);

        (await Storage.Due(Noon)).ShouldBeEmpty();
        (await Storage.OnlyDue(Noon.AddHours(1))).ShouldSatisfyAllConditions(one => one.Revision.ShouldBe(1), one => one.Retries.ShouldBe(0));
    }

    [Fact]
    public async Task WhatADigestHas_IsTriedAgainWithIt()
    {
        await Storage.Collect(0, Noon.AddHours(5), Lane());
        (await Retry(MessageIds.Of(Lane().Id, 0), Noon)).ShouldBe(RetryOutcome.Collected);

        // One that is open goes out now.
        (await Retry(MessageIds.Of(Digest().Id, 1), Noon.AddHours(1))).ShouldBe(RetryOutcome.Due);
        (await Storage.OnlyDue(Noon.AddHours(1))).IsClosed.ShouldBeFalse();

        var digest = await Storage.Close();
        (await Retry(MessageIds.Of(Lane().Id, 0), Noon)).ShouldBe(RetryOutcome.Collected);
        await Storage.Record(digest.Ended(LaneEnd.Again, Noon) with { DueAt = Noon.AddDays(1) });
        (await Retry(digest.MessageId, Noon.AddHours(2))).ShouldBe(RetryOutcome.Due);
        (await Storage.OnlyDue(Noon.AddHours(2))).ShouldSatisfyAllConditions(one => one.IsClosed.ShouldBeTrue(), one => one.MessageId.ShouldBe(digest.MessageId));
    }

    [Fact]
    public async Task WhatIsNotThere_IsUnknown()
    {
        var failed = await Failed();

        foreach (var id in new[] { "ntf_unknown", "ntf\0", "", MessageIds.Of(Lane("gone").Id, 0), MessageIds.Of(Lane().Id, 1), MessageIds.Of(Digest().Id, 1) })
            (await Retry(id, Noon)).ShouldBe(RetryOutcome.Unknown);
        (await Messages.Retry("north", failed.MessageId, Noon, Cancellation)).ShouldBe(RetryOutcome.Unknown);
        (await Only()).State.ShouldBe("failed");
    }

    [Fact]
    public async Task RacingARecord_WhatWasSentStaysSent_AndWhatFailedIsTriedAgain()
    {
        var other = await Storage.OpenAgain();
        const int count = 40;
        await Storage.Announce(0, [.. Enumerable.Range(0, count).Select(i => Made(Lane(shipment: $"s-{i:D2}")))]);
        var due = await Storage.Due(Noon);
        due.Count.ShouldBe(count);

        var outcomes = await Task.WhenAll(due.Select(async (one, index) =>
        {
            var sent = index % 2 == 0;
            var record = Task.Run(() => other.Record(one.Ended(sent ? LaneEnd.Sent : LaneEnd.Failed, Noon)), Cancellation);
            var retry = Task.Run(() => Retry(one.MessageId, Noon.AddSeconds(1)), Cancellation);
            await record;
            return (one.MessageId, Sent: sent, Outcome: await retry);
        }));

        var states = (await Messages.Find(new NotificationQuery("default", null, null, null, null, 500, null), Cancellation)).Items.ToDictionary(one => one.Id);
        states.Count.ShouldBe(count);
        foreach (var (id, sent, outcome) in outcomes)
        {
            states[id].State.ShouldBe(sent ? "sent" : "pending");
            if (!sent) outcome.ShouldBe(RetryOutcome.Due);
            else outcome.ShouldBeOneOf(RetryOutcome.Due, RetryOutcome.AlreadySent);
        }
    }

    private Task<RetryOutcome> Retry(string id, DateTimeOffset now) => Messages.Retry("default", id, now, Cancellation);

    private async Task<WaitingLane> Failed()
    {
        await Storage.Announce(0, Made(Lane()));
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Failed, Noon));
        return due;
    }

    private async Task<ListedNotification> Only() =>
        (await Messages.Find(new NotificationQuery("default", null, Lane().Key, null, null, 10, null), Cancellation)).Items.ShouldHaveSingleItem();
}
