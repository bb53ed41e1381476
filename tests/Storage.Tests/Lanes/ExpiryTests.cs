using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Lanes;

/// <summary>What is over goes, and nothing else does.</summary>
public abstract class ExpiryTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly DateTimeOffset LongAfter = Noon.AddDays(400);

    [Fact]
    public async Task MessagesThatEndedBefore_Go()
    {
        for (var i = 0; i < 4; i++)
        {
            await Storage.Tell(Waiting(Lane($"s-{i}")));
            await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(i == 1 ? LaneEnd.Failed : LaneEnd.Sent, Noon.AddHours(i), error: i == 1 ? "gone" : null));
        }

        (await Lanes.Expire(Noon.AddHours(2), DateTimeOffset.MinValue, 10, Cancellation)).ShouldBe(2);

        var left = (await Messages.Find(new NotificationQuery("default", null, null, null, null, 10, null), Cancellation)).Items;
        left.Select(one => one.Key.Id).ShouldBe(["s-2", "s-3"], ignoreOrder: true);
        // Who was told is known as long as the lane is there.
        (await Lanes.Known(Lane("s-0")))!.Told.ShouldNotBeNull();
        (await Lanes.Known(Lane("s-1")))!.State.ShouldBe(LaneState.Failed);
    }

    [Fact]
    public async Task LanesInWhichNothingHasHappenedSince_Go()
    {
        await Storage.Tell(Noted(Lane("noted")));
        await Storage.Tell(Noted(Lane("noted-later")), 10);
        await Storage.Tell(Waiting(Lane("told-later")));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Sent, Noon.AddMinutes(10)));

        (await Lanes.Expire(DateTimeOffset.MinValue, Noon.AddMinutes(10), 10, Cancellation)).ShouldBe(1);
        (await Lanes.Known(Lane("noted"))).ShouldBeNull();
        (await Lanes.Known(Lane("noted-later"))).ShouldNotBeNull();
        (await Lanes.Known(Lane("told-later"))).ShouldNotBeNull();

        (await Lanes.Expire(DateTimeOffset.MinValue, LongAfter, 10, Cancellation)).ShouldBe(2);
        (await Lanes.Expire(DateTimeOffset.MinValue, LongAfter, 10, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task WhatWaitsOrFailed_Stays_AndDigestsKeepTheirNumbers()
    {
        await Storage.Tell(Waiting(Lane("failed")));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Failed, Noon, error: "gone"));
        await Storage.Tell(Waiting(Lane("waiting")));
        await Storage.Collect(Lane("collected"));
        await Storage.Collect(Lane("idle", "erp"));
        var closed = (await Lanes.Close(Digest("erp"), Utf8("{}"), [new DigestMember(Lane("idle", "erp").Id, 0, Message("idle", 0))], [], Noon, Cancellation)).ShouldNotBeNull();
        await Lanes.Record(closed.Ended(LaneEnd.Sent, Noon) with { Members = [new DigestMember(Lane("idle", "erp").Id, 0, Message("idle", 0))] });

        (await Lanes.Expire(DateTimeOffset.MinValue, LongAfter, 10, Cancellation)).ShouldBe(1);

        (await Lanes.Known(Lane("idle", "erp"))).ShouldBeNull();
        (await Lanes.Known(Lane("failed"))).ShouldNotBeNull();
        (await Lanes.Known(Lane("waiting"))).ShouldNotBeNull();
        (await Lanes.Collected(Digest(), 10, Cancellation)).ShouldHaveSingleItem();
        await Storage.Collect(Lane("idle", "erp"), 1);
        (await Lanes.Close(Digest("erp"), Utf8("{}"), [new DigestMember(Lane("idle", "erp").Id, 1, Message("idle", 1))], [], Noon, Cancellation)).ShouldNotBeNull().Revision.ShouldBe(2);
    }

    [Fact]
    public async Task NoMoreGoesAtOnceThanIsAskedFor()
    {
        for (var i = 0; i < 5; i++) await Storage.Tell(Waiting(Lane($"s-{i}")));
        foreach (var due in await Lanes.Due(Noon)) await Lanes.Record(due.Ended(LaneEnd.Sent, Noon));

        var gone = new List<int>();
        do gone.Add(await Lanes.Expire(LongAfter, LongAfter, 4, Cancellation));
        while (gone[^1] == 4);

        gone.ShouldBe([4, 4, 2]);
    }
}
