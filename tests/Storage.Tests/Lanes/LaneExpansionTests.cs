using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using Storage.Tests.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Lanes;

/// <summary>What announcements make of lanes.</summary>
public abstract class LaneExpansionTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly LaneKey Lane460 = Lane("460723");

    [Fact]
    public async Task NewLane_IsAsGiven_AndItsMailboxIsThere()
    {
        await Storage.Tell(Waiting(Lane460, due: Noon.AddMinutes(5)) with { Base = Noon.AddDays(3), Fits = false });

        (await Lanes.Known(Lane460)).ShouldBe(new KnownLane(Lane460, 0, LaneState.Waiting, null, false, Noon.AddDays(3)));
        (await Lanes.Due(Noon.AddMinutes(5).AddMilliseconds(-1))).ShouldBeEmpty();
        var due = (await Lanes.Due(Noon.AddMinutes(5))).ShouldHaveSingleItem();
        (due.Key, due.Target, due.Revision, due.AnnouncedAt, due.Since, due.Fits, due.Base, due.Told, due.Doubtful, due.Attempts, due.Retries)
            .ShouldBe((Lane460, Desk, 0, Noon, Noon, false, Noon.AddDays(3), null, false, 0, 0));
        Freight.Text(due.Message).ShouldBe("""{"shipment":"460723","thing":"milestone:arrived","revision":0}""");
        due.MessageId.ShouldBe(MessageIds.Of(Lane460.Id, 0));
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBe(Noon.AddMinutes(5));
        (await Lanes.Take(Guid.NewGuid(), Noon.AddMinutes(5))).ShouldHaveSingleItem().ShouldBe(new TakenMailbox(Desk, 1, false));
    }

    [Fact]
    public async Task WhatIsOnlyNoted_WaitsNowhere()
    {
        await Storage.Tell(Noted(Lane460));

        (await Lanes.Known(Lane460)).ShouldBe(new KnownLane(Lane460, 0, LaneState.Idle, null, false, null));
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBeNull();
        (await Lanes.Take(Guid.NewGuid(), Noon.AddDays(9))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Known_HasAllLanesOfTheThings_AndNoOthers()
    {
        var night = Lane("460723", "ops#backup");
        var elsewhere = Lane460 with { Key = Shipment("460723", "north") };
        var other = Lane("460723", thing: "milestone:departed");
        await Storage.Tell(Waiting(Lane460));
        await Storage.Tell(Noted(night));
        await Storage.Tell(Noted(other));
        await Storage.Expand(new LaneExpansion([Announced("460723") with { Key = elsewhere.Key }], [Noted(elsewhere)], []));

        (await Lanes.Known([(Lane460.Key, Arrived), (Lane460.Key, Arrived), (Shipment("none"), Arrived)], Cancellation)).Select(one => one.Key).ShouldBe([Lane460, night], ignoreOrder: true);
        (await Lanes.Known([(Lane460.Key, "milestone:departed"), (elsewhere.Key, Arrived)], Cancellation)).Select(one => one.Key).ShouldBe([other, elsewhere], ignoreOrder: true);
        (await Lanes.Known([], Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ARevisionThatIsKnown_ChangesNothing(int again)
    {
        await Storage.Tell(Waiting(Lane460, due: Noon.AddMinutes(5)), revision: 1);
        var before = (await Lanes.Due(Noon.AddHours(1))).ShouldHaveSingleItem();
        var (news, _) = await Lanes.Due(Desk, 1, Noon, Cancellation);

        (await Storage.Tell(Waiting(Lane460, target: Night), again, Noon.AddMinutes(1))).ShouldBeTrue();
        await Storage.Tell(Collected(Lane460), again, Noon.AddMinutes(1));

        Said((await Lanes.Due(Noon.AddHours(1))).ShouldHaveSingleItem()).ShouldBe(Said(before));
        (await Lanes.Due(Noon.AddHours(1), Night)).ShouldBeEmpty();
        (await Lanes.Due(Desk, 1, Noon, Cancellation)).News.ShouldBe(news);
    }

    [Fact]
    public async Task ALaneThatWaits_SaysWhatHoldsNow_AndWaitsOn()
    {
        await Storage.Tell(Waiting(Lane460, due: Noon, escalate: Noon.AddMinutes(30)));
        await Storage.Tell(Waiting(Lane460, due: Noon.AddMinutes(1), escalate: Noon.AddMinutes(90)) with { Fits = false }, 1, Noon.AddMinutes(1));

        var due = (await Lanes.Due(Noon.AddMinutes(1))).ShouldHaveSingleItem();
        (due.Revision, due.Since, due.Fits, due.Attempts).ShouldBe((1, Noon, false, 0));
        Freight.Text(due.Message).ShouldContain("\"revision\":1");
        due.AnnouncedAt.ShouldBe(Noon.AddMinutes(1));
        // The backup waits from the first one on.
        await Lanes.Record(due.Ended(LaneEnd.Again, Noon.AddMinutes(2), Noon.AddHours(5), error: "busy"));
        (await Lanes.Escalating(10, Noon.AddMinutes(30).AddMilliseconds(-1), Cancellation)).ShouldBeEmpty();
        (await Lanes.Escalating(10, Noon.AddMinutes(30), Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task OneThatWaitsForAnotherAttempt_KeepsItsTime_AndIsNeverBroughtForward()
    {
        await Storage.Tell(Waiting(Lane460));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Again, Noon, Noon.AddMinutes(7), error: "busy"));

        await Storage.Tell(Waiting(Lane460, due: Noon.AddMinutes(1)), 1);
        await Storage.Tell(Noted(Lane460), 2);

        (await Lanes.Due(Noon.AddMinutes(7).AddMilliseconds(-1))).ShouldBeEmpty();
        var due = (await Lanes.Due(Noon.AddMinutes(7))).ShouldHaveSingleItem();
        (due.Revision, due.Attempts).ShouldBe((2, 1));
    }

    [Fact]
    public async Task WhatIsCollectedOrNotedOfOneThatWaits_LetsItWait()
    {
        await Storage.Tell(Waiting(Lane460));
        await Storage.Collect(Lane460, 1);
        await Storage.Tell(Noted(Lane460), 2);

        var due = (await Lanes.Due(Noon)).ShouldHaveSingleItem();
        (due.Key, due.Revision, due.Fits).ShouldBe((Lane460, 2, false));
        (await Lanes.Collected(Digest(), 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatWasTold_IsKept_WhateverComesThen()
    {
        await Storage.Tell(Waiting(Lane460));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Sent, Noon.AddMinutes(1)));
        SomeLanes.Text((await Lanes.Known(Lane460))!.Told).ShouldBe(Freight.Text(Message("460723", 0)));

        await Storage.Tell(Noted(Lane460), 1);
        SomeLanes.Text((await Lanes.Known(Lane460))!.Told).ShouldBe(Freight.Text(Message("460723", 0)));
        await Storage.Tell(Waiting(Lane460, due: Noon.AddMinutes(3)), 3, Noon.AddMinutes(3));

        var due = (await Lanes.Due(Noon.AddMinutes(3))).ShouldHaveSingleItem();
        SomeLanes.Text(due.Told).ShouldBe(Freight.Text(Message("460723", 0)));
        // It began to wait anew.
        (due.Since, due.Attempts, due.Revision).ShouldBe((Noon.AddMinutes(3), 0, 3));
    }

    [Fact]
    public async Task WhatFailed_IsTriedWithTheNextRevision_CountedAnew()
    {
        await Storage.Tell(Waiting(Lane460));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Failed, Noon, mayHaveArrived: true, error: "410 gone"));
        (await Lanes.Due(Noon.AddDays(9))).ShouldBeEmpty();
        (await Lanes.Known(Lane460))!.State.ShouldBe(LaneState.Failed);

        await Storage.Tell(Noted(Lane460), 1);
        (await Lanes.Known(Lane460))!.State.ShouldBe(LaneState.Failed);
        await Storage.Tell(Waiting(Lane460, due: Noon.AddHours(1)), 2, Noon.AddHours(1));

        var due = (await Lanes.Due(Noon.AddHours(1))).ShouldHaveSingleItem();
        (due.Revision, due.Attempts, due.Since, due.Doubtful).ShouldBe((2, 0, Noon.AddHours(1), true));
    }

    [Fact]
    public async Task ABaseThatIsGiven_ReplacesTheOneBefore()
    {
        var lane = Lane("460723", thing: "estimate:arrival");
        await Storage.Tell(Noted(lane));
        await Storage.Tell(Noted(lane) with { Base = Noon.AddDays(1) }, 1);
        (await Lanes.Known(lane))!.Base.ShouldBe(Noon.AddDays(1));
        await Storage.Tell(Noted(lane) with { Base = Noon.AddDays(2) }, 2);
        await Storage.Tell(Noted(lane), 3);

        (await Lanes.Known(lane))!.Base.ShouldBe(Noon.AddDays(2));
    }

    [Fact]
    public async Task AnotherTarget_HasItFromTheNextRevisionOn()
    {
        await Storage.Tell(Waiting(Lane460));
        await Storage.Tell(Noted(Lane460, target: Night), 1);

        (await Lanes.Due(Noon)).ShouldBeEmpty();
        (await Lanes.Due(Noon, Night)).ShouldHaveSingleItem().Revision.ShouldBe(1);
        (await Lanes.Take(Guid.NewGuid(), Noon)).Select(one => one.Target).ShouldContain(Night);
    }

    [Fact]
    public async Task ADigest_IsOpenedOnce_AndAgainWhenItHasEnded()
    {
        await Storage.Collect(Lane460);
        await Storage.Expand(new LaneExpansion([], [], [Opened(due: Noon.AddHours(1))]), Noon.AddMinutes(1));

        (await Lanes.Due(Noon.AddHours(1))).ShouldBeEmpty();
        var digest = (await Lanes.Due(Noon.AddHours(6))).ShouldHaveSingleItem();
        (digest.Key, digest.IsClosed, digest.Since, digest.Revision).ShouldBe((Digest(), false, Noon, 0));
        (await Lanes.Close(Digest(), default, [], [(Lane460.Id, 0)], Noon.AddHours(6), Cancellation)).ShouldBeNull();
        (await Lanes.Due(Noon.AddDays(9))).ShouldBeEmpty();

        await Storage.Collect(Lane460, 1, Noon.AddHours(7));
        (await Lanes.Due(Noon.AddDays(9))).ShouldHaveSingleItem().Since.ShouldBe(Noon.AddHours(7));
    }

    [Fact]
    public async Task AllOfItIsWritten_OrNothing()
    {
        var place = await Storage.Place();
        var elsewhere = place with { Id = place.Id + 1 };
        LaneExpansion expansion = new([Announced("460723")], [Waiting(Lane460)], [Opened()]);

        (await Lanes.Expand(expansion, new CommitMove(Expanding.Reader, elsewhere, elsewhere), Noon, Cancellation)).ShouldBeFalse();
        (await Lanes.Known(Lane460)).ShouldBeNull();
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBeNull();

        (await Lanes.Expand(expansion, new CommitMove(Expanding.Reader, place, elsewhere), Noon, Cancellation)).ShouldBeTrue();
        (await Lanes.Expand(expansion, new CommitMove(Expanding.Reader, place, elsewhere), Noon, Cancellation)).ShouldBeFalse();
        (await Storage.Place()).ShouldBe(elsewhere);
        (await Lanes.Due(Noon.AddHours(6))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task ManyLanesAtOnce_EachHasItsOwnAnnouncement()
    {
        const int count = 300;
        var keys = Enumerable.Range(0, count).Select(i => Lane($"s-{i:D3}")).ToList();
        var announcements = keys.Select(lane => Announced(lane.Key.Id)).ToList();

        // In any order, and several of one announcement.
        (await Storage.Expand(new LaneExpansion(
            announcements, [.. keys.Select((lane, place) => Waiting(lane, place)).Reverse(), .. keys.Select((lane, place) => Waiting(lane with { Subscription = "erp" }, place, target: Night))], []))).ShouldBeTrue();

        foreach (var target in new[] { Desk, Night })
        {
            var due = (await Lanes.Due(target, 2 * count, Noon, Cancellation)).Lanes;
            due.Count.ShouldBe(count);
            due.ShouldAllBe(one => Freight.Text(one.Message) == Freight.Text(Message(one.Key.Key.Id, 0)));
        }
    }

    /// <summary>What suppliers write can end up in the name of a thing.</summary>
    [Fact]
    public async Task TextThatCannotBeStored_BreaksNoBatch()
    {
        var hostile = Lane("460723", thing: "document:\0bill\ud800");
        (await Storage.Expand(new LaneExpansion(
            [Announced("460723", thing: hostile.Thing), Announced("460724")], [Waiting(hostile), Waiting(Lane("460724"), place: 1)], []))).ShouldBeTrue();

        var due = await Lanes.Due(Noon);
        due.Select(one => one.Key.Thing).ShouldBe([Arrived, "document:\ufffdbill\ufffd"], ignoreOrder: true);
        (await Lanes.Known([(hostile.Key, hostile.Thing)], Cancellation)).ShouldHaveSingleItem();
        // The lane that is read is the lane that is stored.
        foreach (var one in due) await Lanes.Record(one.Ended(LaneEnd.Sent, Noon));
        (await Lanes.Due(Noon)).ShouldBeEmpty();
        await Storage.Tell(Waiting(hostile), 1);
        (await Lanes.Due(Noon)).ShouldHaveSingleItem().Told.ShouldNotBeNull();
    }
}
