using Grains.Interfaces.Notifications;
using Grains.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>Notifications on their way: claimed, tried again, sent, or failed for a person to see.</summary>
public abstract class NotificationTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly Grains.Interfaces.Entities.EntityKey Key = Shipment("460723");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task ClaimedNotification_HasAllThatAChannelNeeds()
    {
        await Owe(1);

        var claimed = (await Notifications.Claim(Freight.Channels, 10, Noon, Lease, Cancellation)).ShouldHaveSingleItem();

        var listed = await Only();
        (claimed with { Message = default }).ShouldBe(new Notification(
            listed.Notifications[0].Id, "ops", "log", "log", Key, "milestone:departed", 0, listed.AnnouncedAt, default, Attempts: 1));
        Text(claimed.Message).ShouldBe("""{"thing":"milestone:departed"}""");
    }

    [Fact]
    public async Task Nothing_IsDueBeforeItsTime()
    {
        await Owe(1);

        (await Notifications.Claim(Freight.Channels, 10, Noon.AddMilliseconds(-1), Lease, Cancellation)).ShouldBeEmpty();
        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon);
    }

    [Fact]
    public async Task ClaimedNotification_IsOutOfReachUntilTheLeaseEnds()
    {
        await Owe(1);
        await Notifications.Claim(Freight.Channels, 10, Noon, Lease, Cancellation);

        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon + Lease);
        (await Notifications.Claim(Freight.Channels, 10, Noon + Lease - TimeSpan.FromMilliseconds(1), Lease, Cancellation)).ShouldBeEmpty();
        (await Notifications.Claim(Freight.Channels, 10, Noon + Lease, Lease, Cancellation)).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task SentNotification_IsDone()
    {
        var id = await Claimed();

        await Notifications.Record([new NotificationOutcome(id, 1, Noon.AddSeconds(1), null, null)], Cancellation);

        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBeNull();
        (await Notifications.Claim(Freight.Channels, 10, Noon.AddDays(9), Lease, Cancellation)).ShouldBeEmpty();
        (await Only()).Notifications.ShouldBe([new NotificationRecord(id, "ops", "log", "sent", 1, Noon.AddSeconds(1), null)]);
    }

    [Fact]
    public async Task AttemptToRepeat_IsDueWhenItWasSaid_UnderTheSameId()
    {
        var id = await Claimed();

        await Notifications.Record([new NotificationOutcome(id, 1, null, Noon.AddSeconds(20), "busy\0")], Cancellation);

        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon.AddSeconds(20));
        (await Only()).Notifications.ShouldBe([new NotificationRecord(id, "ops", "log", "pending", 1, null, "busy\uFFFD")]);
        var again = (await Notifications.Claim(Freight.Channels, 10, Noon.AddSeconds(20), Lease, Cancellation)).ShouldHaveSingleItem();
        (again.Id, again.Attempts).ShouldBe((id, 2));
    }

    [Fact]
    public async Task FailedNotification_StaysVisibleAndIsNotTriedAgain()
    {
        var id = await Claimed();

        await Notifications.Record([new NotificationOutcome(id, 1, null, null, "410 gone")], Cancellation);

        (await Notifications.Claim(Freight.Channels, 10, Noon.AddDays(9), Lease, Cancellation)).ShouldBeEmpty();
        (await Only()).Notifications.ShouldBe([new NotificationRecord(id, "ops", "log", "failed", 1, null, "410 gone")]);
    }

    [Fact]
    public async Task LateFailureAfterItWasSent_ChangesNothing()
    {
        var id = await Claimed();
        await Notifications.Record([new NotificationOutcome(id, 1, Noon, null, null)], Cancellation);

        await Notifications.Record([new NotificationOutcome(id, 1, null, Noon, "slow"), new NotificationOutcome("ntf_unknown", 1, null, null, "x")], Cancellation);

        (await Only()).Notifications.ShouldHaveSingleItem().State.ShouldBe("sent");
    }

    [Fact]
    public async Task WhoComesAfterHisLease_MayReportSuccess_AndNothingElse()
    {
        var id = await Claimed();
        (await Notifications.Claim(Freight.Channels, 10, Noon + Lease, Lease, Cancellation)).ShouldHaveSingleItem().Attempts.ShouldBe(2);

        await Notifications.Record([new NotificationOutcome(id, 1, null, Noon, "too late to say so")], Cancellation);
        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon + Lease + Lease);
        await Notifications.Record([new NotificationOutcome(id, 1, null, null, "nor this")], Cancellation);
        (await Only()).Notifications.ShouldHaveSingleItem().State.ShouldBe("pending");

        await Notifications.Record([new NotificationOutcome(id, 1, Noon.AddSeconds(99), null, null)], Cancellation);
        (await Only()).Notifications.ShouldHaveSingleItem().State.ShouldBe("sent");
    }

    [Fact]
    public async Task AChannelThatTheCallerLacks_IsLeftToOthers()
    {
        await Owe(1);

        (await Notifications.Claim(["webhook"], 10, Noon, Lease, Cancellation)).ShouldBeEmpty();
        (await Notifications.NextDue(["webhook"], Cancellation)).ShouldBeNull();
        (await Notifications.Claim(["webhook", "log"], 10, Noon, Lease, Cancellation)).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task SeveralOutcomes_AreEachTheirOwn()
    {
        await Owe(3);
        var ids = (await Notifications.Claim(Freight.Channels, 10, Noon, Lease, Cancellation)).Select(one => one.Id).ToList();

        await Notifications.Record(
            [new(ids[0], 1, Noon, null, null), new(ids[1], 1, null, Noon.AddHours(1), "later"), new(ids[2], 1, null, null, "never")], Cancellation);

        var states = (await Notifications.List("default", null, 10, Cancellation)).SelectMany(record => record.Notifications).ToDictionary(one => one.Id, one => one.State);
        ids.Select(id => states[id]).ShouldBe(["sent", "pending", "failed"]);
    }

    [Fact]
    public async Task NothingToRecord_IsNoError() => await Notifications.Record([], Cancellation);

    [Fact]
    public async Task OldestDue_IsClaimedFirst()
    {
        await Owe(1, "younger", Noon.AddSeconds(2));
        await Owe(1, "oldest", Noon.AddSeconds(1));
        await Owe(1, "later", Noon.AddHours(1));

        var claimed = await Notifications.Claim(Freight.Channels, 10, Noon.AddMinutes(1), Lease, Cancellation);

        claimed.Select(one => one.Thing).ShouldBe(["oldest", "younger"]);
    }

    [Fact]
    public async Task ConcurrentClaimers_GetDisjointNotificationsAndAllOfThem()
    {
        var other = await Storage.OpenAgain();
        await Owe(60);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ClaimAll(i % 2 == 0 ? Storage : other)));

        var ids = claims.SelectMany(claim => claim).ToList();
        ids.ShouldBeUnique();
        ids.Count.ShouldBe(60);
    }

    /// <summary>Announcements of as many entities, expanded for one subscription, due at an instant.</summary>
    private async Task Owe(int count, string thing = "milestone:departed", DateTimeOffset? due = null)
    {
        var keys = Enumerable.Range(0, count).Select(i => count == 1 ? Key : Shipment($"s-{i:D2}")).ToList();
        var heads = await Journal.Load(keys, Cancellation);
        await Journal.Append([.. heads.Select(head => Run(Entry(head.Key, head.HeadVersion + 1, $"evt-{thing}", null, Owed(thing))))]);
        (await Storage.Expand([Hears("ops", "log")], 100, due ?? Noon)).ShouldBe(count);
    }

    private async Task<string> Claimed()
    {
        await Owe(1);
        return (await Notifications.Claim(Freight.Channels, 10, Noon, Lease, Cancellation)).ShouldHaveSingleItem().Id;
    }

    private async Task<AnnouncementRecord> Only() => (await Notifications.List("default", Key, 10, Cancellation)).ShouldHaveSingleItem();

    private static async Task<List<string>> ClaimAll(IStorageUnderTest storage)
    {
        var ids = new List<string>();
        while (await storage.Notifications.Claim(Freight.Channels, 5, Noon, Lease, Cancellation) is { Count: > 0 } claimed) ids.AddRange(claimed.Select(one => one.Id));
        return ids;
    }
}
