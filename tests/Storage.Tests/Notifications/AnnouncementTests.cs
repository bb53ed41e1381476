using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>What is owed with a commit, and what becomes of it.</summary>
public abstract class AnnouncementTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly string[] Both = ["ops", "erp"];

    [Fact]
    public async Task Announcement_IsListedAsOwed()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed("milestone:departed", 2))));

        var record = (await Messages.List("default", Key, 10, Cancellation)).ShouldHaveSingleItem();

        (record.Key, record.Thing, record.Revision, record.Version, record.OccurredAt)
            .ShouldBe((Key, "milestone:departed", 2, 1, Noon.AddHours(-3)));
        record.Notifications.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnnouncementsOfARefusedRun_AreNotOwed()
    {
        await Journal.Append(Run(Key, 1, 3));

        await Journal.Append(
            Run(Entry(Key, 3, "zombie", null, Owed("milestone:arrived"))),
            Run(Entry(Shipment("other"), 1, "evt-1", null, Owed())));

        (await Messages.List("default", null, 10, Cancellation)).ShouldHaveSingleItem().Key.ShouldBe(Shipment("other"));
    }

    [Fact]
    public async Task SameThingAndRevisionOwedAgain_StaysTheFirst()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed())));

        (await Journal.Append(Run(Entry(Key, 2, "evt-2", null, Owed(), Owed(revision: 1))))).ShouldBeEmpty();

        var records = await Messages.List("default", Key, 10, Cancellation);
        records.Select(record => (record.Revision, record.Version)).ShouldBe([(1, 2L), (0, 1L)]);
    }

    [Fact]
    public async Task SameThingTwiceInOneRun_IsOwedOnce()
    {
        (await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed()), Entry(Key, 2, "evt-2", null, Owed())))).ShouldBeEmpty();

        (await Messages.List("default", Key, 10, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Expand_MakesOneLaneForEachSubscription_Once()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed(), Owed("milestone:arrived"))));

        (await Storage.Expand(Both, 10, Noon)).ShouldBe(2);
        (await Storage.Expand(Both, 10, Noon)).ShouldBe(0);

        var records = await Messages.List("default", Key, 10, Cancellation);
        foreach (var record in records)
        {
            record.Notifications.Select(one => (one.Subscription, one.Channel, one.State, one.Attempts))
                .ShouldBe([("ops", "", "pending", 0), ("erp", "", "pending", 0)], ignoreOrder: true);
        }

        records.SelectMany(record => record.Notifications).Select(one => one.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task ExpandWithoutSubscriptions_IsDoneAllTheSame()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed())));

        (await Storage.Expand([], 10, Noon)).ShouldBe(1);

        (await Storage.Expand(Both, 10, Noon)).ShouldBe(0);
        (await Lanes.NextDue(Grains.Notifications.Lanes.Capabilities.Known, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Expand_TakesTheOldestFirst()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed("first"))));
        await Journal.Append(Run(Entry(Key, 2, "evt-2", null, Owed("second"))));

        (await Storage.Expand(Both, 1, Noon)).ShouldBe(1);

        (await Lanes.Due(Target, 10, Noon, Cancellation)).Lanes.Select(one => one.Key.Thing).ShouldBe(["first", "first"]);
    }

    [Fact]
    public async Task ConcurrentExpanders_MakeEachLaneOnce()
    {
        var other = await Storage.OpenAgain();
        await Journal.Append([.. Enumerable.Range(0, 60).Select(i => Run(Entry(Shipment($"s-{i:D2}"), 1, "evt-1", null, Owed())))]);

        var expanded = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ExpandAll(i % 2 == 0 ? Storage : other)));

        expanded.Sum().ShouldBe(60);
        var notifications = (await Messages.List("default", null, 100, Cancellation)).SelectMany(record => record.Notifications).ToList();
        notifications.Count.ShouldBe(120);
        notifications.Select(one => one.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task List_IsNewestFirst_OfOneEntityOrOfASource()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed("a"))));
        await Journal.Append(Run(Entry(Shipment("x"), 1, "evt-1", null, Owed("b"))));
        await Journal.Append(Run(Entry(Key, 2, "evt-2", null, Owed("c"))));
        await Journal.Append(Run(Entry(Shipment(Key.Id, "north"), 1, "evt-1", null, Owed("d"))));

        (await Things(null, 10)).ShouldBe(["c", "b", "a"]);
        (await Things(null, 2)).ShouldBe(["c", "b"]);
        (await Things(Key, 10)).ShouldBe(["c", "a"]);
    }

    private static async Task<int> ExpandAll(IStorageUnderTest storage)
    {
        var sum = 0;
        while ((await storage.Owed(5)) is { Announcements.Count: > 0 } owing) sum += await storage.Expand(owing, Both, Noon);
        return sum;
    }

    private async Task<IEnumerable<string>> Things(EntityKey? key, int limit) =>
        (await Messages.List("default", key, limit, Cancellation)).Select((AnnouncementRecord record) => record.Thing);
}
