using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>A person has a notification tried again.</summary>
public abstract class NotificationRetryTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task FailedOne_IsDueNow_UnderTheSameId_AndCountedAnew()
    {
        var id = await Claimed();
        await Notifications.Record([new NotificationOutcome(id, 1, null, null, "410 gone")], Cancellation);

        (await Retry(id, Noon.AddDays(1))).ShouldBe(RetryOutcome.Due);

        var listed = await Only();
        (listed.State, listed.Attempts, listed.NextAttemptAt, listed.LastError).ShouldBe(("pending", 0, Noon.AddDays(1), "410 gone"));
        (await Claim(Noon.AddDays(1).AddMilliseconds(-1))).ShouldBeEmpty();
        var again = (await Claim(Noon.AddDays(1))).ShouldHaveSingleItem();
        (again.Id, again.Attempts, again.Retries).ShouldBe((id, 1, 1));
        await Notifications.Record([new NotificationOutcome(id, 1, Noon.AddDays(1), null, null, 1)], Cancellation);
        (await Only()).State.ShouldBe("sent");
    }

    [Fact]
    public async Task SentOne_IsNeverSentAgain()
    {
        var id = await Claimed();
        await Notifications.Record([new NotificationOutcome(id, 1, Noon, null, null)], Cancellation);
        var before = await Only();

        (await Retry(id, Noon.AddDays(1))).ShouldBe(RetryOutcome.AlreadySent);

        (await Only()).ShouldBe(before);
        (await Claim(Noon.AddDays(9))).ShouldBeEmpty();
    }

    [Fact]
    public async Task OneThatWaitsForItsNextAttempt_WaitsNoLonger()
    {
        var id = await Claimed();
        await Notifications.Record([new NotificationOutcome(id, 1, null, Noon.AddHours(5), "busy")], Cancellation);

        (await Retry(id, Noon.AddSeconds(1))).ShouldBe(RetryOutcome.Due);

        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon.AddSeconds(1));
        (await Claim(Noon.AddSeconds(1))).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task OneThatIsUnderWay_IsNotSentBesides()
    {
        var id = await Claimed();

        (await Retry(id, Noon.AddSeconds(1))).ShouldBe(RetryOutcome.Due);

        (await Claim(Noon + Lease - TimeSpan.FromMilliseconds(1))).ShouldBeEmpty();
        (await Only()).NextAttemptAt.ShouldBe(Noon + Lease);
        await Notifications.Record([new NotificationOutcome(id, 1, Noon.AddSeconds(2), null, null)], Cancellation);
        (await Only()).State.ShouldBe("sent");
    }

    [Fact]
    public async Task OneThatIsUnderWayAndFails_IsTriedAgainWhenItsLeaseEnds()
    {
        var id = await Claimed();
        await Retry(id, Noon.AddSeconds(1));

        await Notifications.Record([new NotificationOutcome(id, 1, null, null, "given up")], Cancellation);

        (await Only()).State.ShouldBe("pending");
        (await Claim(Noon + Lease)).ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task OneWhoseSiloDied_WaitsNoLonger()
    {
        var id = await Claimed();

        (await Retry(id, Noon + Lease)).ShouldBe(RetryOutcome.Due);

        (await Claim(Noon + Lease)).ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task FailureOfTheRoundBefore_SaysNothingOfThisOne()
    {
        var id = await Claimed();
        await Retry(id, Noon + Lease);
        (await Claim(Noon + Lease)).ShouldHaveSingleItem().Attempts.ShouldBe(1);

        await Notifications.Record([new NotificationOutcome(id, 1, null, null, "of the first claim")], Cancellation);
        (await Only()).State.ShouldBe("pending");

        await Notifications.Record([new NotificationOutcome(id, 1, Noon.AddHours(1), null, null)], Cancellation);
        (await Only()).State.ShouldBe("sent");
    }

    [Fact]
    public async Task WhatIsNotThere_IsUnknown()
    {
        var id = await Claimed();

        (await Retry("ntf_unknown", Noon)).ShouldBe(RetryOutcome.Unknown);
        (await Retry("ntf\0", Noon)).ShouldBe(RetryOutcome.Unknown);
        (await Notifications.Retry("north", id, Noon, Cancellation)).ShouldBe(RetryOutcome.Unknown);
        (await Only()).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task RacingARecord_WhatWasSentStaysSent_AndWhatFailedIsTriedAgain()
    {
        var other = await Storage.OpenAgain();
        const int count = 40;
        await Journal.Append([.. Enumerable.Range(0, count).Select(i => Run(Entry(Shipment($"s-{i:D2}"), 1, "evt-1", null, Owed())))]);
        await Storage.Expand([Hears("ops", "log")], 100, Noon);
        var claimed = await Notifications.Claim(Freight.Channels, 100, Noon, Lease, Cancellation);
        claimed.Count.ShouldBe(count);

        var outcomes = await Task.WhenAll(claimed.Select(async (one, index) =>
        {
            var sent = index % 2 == 0;
            var record = Task.Run(() => other.Notifications.Record([new NotificationOutcome(one.Id, 1, sent ? Noon : null, null, sent ? null : "no")], Cancellation));
            var retry = Task.Run(() => Retry(one.Id, Noon.AddSeconds(1)));
            await record;
            return (one.Id, Sent: sent, Outcome: await retry);
        }));

        var states = (await Notifications.Find(new("default", null, null, null, null, 500, null), Cancellation)).Items.ToDictionary(one => one.Id);
        foreach (var (id, sent, outcome) in outcomes)
        {
            states[id].State.ShouldBe(sent ? "sent" : "pending");
            if (!sent) outcome.ShouldBe(RetryOutcome.Due);
            else outcome.ShouldBeOneOf(RetryOutcome.Due, RetryOutcome.AlreadySent);
        }
    }

    private Task<RetryOutcome> Retry(string id, DateTimeOffset now) => Notifications.Retry("default", id, now, Cancellation);

    private Task<IReadOnlyList<Notification>> Claim(DateTimeOffset now) => Notifications.Claim(Freight.Channels, 10, now, Lease, Cancellation);

    private async Task<string> Claimed()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed())));
        await Storage.Expand([Hears("ops", "log")], 100, Noon);
        return (await Claim(Noon)).ShouldHaveSingleItem().Id;
    }

    private async Task<ListedNotification> Only() =>
        (await Notifications.Find(new NotificationQuery("default", null, Key, null, null, 10, null), Cancellation)).Items.ShouldHaveSingleItem();
}
