using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Lanes;

/// <summary>A digest is a period that is open or closed: what comes after it is closed is for the next one.</summary>
public abstract class ClosedDigestTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly byte[] Said = Utf8("""{"class":"digest"}""");
    private static readonly DateTimeOffset Evening = Noon.AddHours(6);

    [Fact]
    public async Task Collected_IsOfOneSubscriptionAndGeneration_ByWhenItWasAnnounced()
    {
        var stranger = Lane("s-4") with { Generation = Guid.NewGuid() };
        await Storage.Collect(Lane("s-1"), 2);
        await Storage.Collect(Lane("s-2"), 0);
        await Storage.Collect(Lane("s-3"), 1);
        await Storage.Collect(Lane("s-5", "other"));
        await Storage.Expand(new LaneExpansion([Announced("s-4")], [Collected(stranger)], []));
        await Storage.Tell(Waiting(Lane("s-6")));

        (await Lanes.Collected(Digest(), 10, Cancellation)).Select(one => one.Key.Key.Id).ShouldBe(["s-2", "s-3", "s-1"]);
        (await Lanes.Collected(Digest(), 2, Cancellation)).Select(one => one.Revision).ShouldBe([0, 1]);
        (await Lanes.Collected(Digest("nobody"), 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AClosedDigest_HasTheNextNumber_AndItsMembersWaitForItsEnd()
    {
        await Storage.Collect(Lane("s-1"));
        await Storage.Collect(Lane("s-2"));
        await Storage.Collect(Lane("s-3"));

        var closed = (await Close([Member("s-1"), Member("s-2")], known: [Known("s-3")])).ShouldNotBeNull();

        (closed.Key, closed.Revision, closed.IsClosed, closed.Since, closed.AnnouncedAt, closed.Target, closed.MessageId)
            .ShouldBe((Digest(), 1, true, Noon, Evening, Desk, MessageIds.Of(Digest().Id, 1)));
        Freight.Text(closed.Message).ShouldBe(Freight.Text(Said));
        Said((await Lanes.Due(Evening)).ShouldHaveSingleItem()).ShouldBe(Said(closed));
        (await Lanes.Collected(Digest(), 10, Cancellation)).ShouldBeEmpty();
        (await States("s-1", "s-2", "s-3")).ShouldBe([LaneState.Collected, LaneState.Collected, LaneState.Idle]);

        await Lanes.Record(Sent(closed, Member("s-1"), Member("s-2")));
        (await States("s-1", "s-2")).ShouldBe([LaneState.Idle, LaneState.Idle]);
        SomeLanes.Text((await Lanes.Known(Lane("s-2")))!.Told).ShouldBe(Freight.Text(Message("s-2", 0)));
        (await Lanes.Known(Lane("s-3")))!.Told.ShouldBeNull();
        (await Lanes.Due(Noon.AddDays(9))).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatComesAfterItIsClosed_IsForTheNextOne()
    {
        await Storage.Collect(Lane("s-1"));
        var first = (await Close([Member("s-1")])).ShouldNotBeNull();
        (await Close([Member("s-1")])).ShouldBeNull();

        await Storage.Collect(Lane("s-1"), 1, Noon.AddMinutes(2));
        await Storage.Collect(Lane("s-2"), now: Noon.AddMinutes(1));
        (await Lanes.Collected(Digest(), 10, Cancellation)).Select(one => one.Key.Key.Id).ShouldBe(["s-2", "s-1"]);
        (await Close([Member("s-2")])).ShouldBeNull();

        // It has been open since the first of what it has was collected.
        await Lanes.Record(Sent(first, Member("s-1")));
        var open = (await Lanes.Due(Evening)).ShouldHaveSingleItem();
        (open.Key, open.IsClosed, open.Since, open.Attempts).ShouldBe((Digest(), false, Noon.AddMinutes(1), 0));
        SomeLanes.Text((await Lanes.Collected(Digest(), 10, Cancellation)).Single(one => one.Key.Key.Id == "s-1").Told).ShouldBe(Freight.Text(Message("s-1", 0)));
        var second = (await Close([Member("s-1", 1), Member("s-2")])).ShouldNotBeNull();
        second.Revision.ShouldBe(2);
        await Lanes.Record(Sent(second, Member("s-1", 1), Member("s-2")));
        (await States("s-1", "s-2")).ShouldBe([LaneState.Idle, LaneState.Idle]);
    }

    [Fact]
    public async Task IfAMemberHasMovedOn_NothingIsWritten()
    {
        await Storage.Collect(Lane("s-1"));
        await Storage.Collect(Lane("s-2"));
        await Storage.Collect(Lane("s-3"));
        await Storage.Collect(Lane("s-1"), 1);

        (await Close([Member("s-1"), Member("s-2")], known: [Known("s-3")])).ShouldBeNull();

        (await Lanes.Due(Evening)).ShouldHaveSingleItem().IsClosed.ShouldBeFalse();
        (await Lanes.Collected(Digest(), 10, Cancellation)).Count.ShouldBe(3);
        (await Close([Member("s-1", 1), Member("s-2"), Member("none")])).ShouldBeNull();
        (await Close([Member("s-1", 1), Member("s-2")])).ShouldNotBeNull();
    }

    [Fact]
    public async Task WithoutAnythingToSay_ItIsIdle_UnlessMoreIsCollected()
    {
        await Storage.Collect(Lane("s-1"));
        await Storage.Collect(Lane("s-2"));
        await Storage.Collect(Lane("s-2"), 1);

        // What has moved on is not known yet.
        (await Close([], known: [Known("s-1"), Known("s-2")])).ShouldBeNull();
        (await States("s-1", "s-2")).ShouldBe([LaneState.Idle, LaneState.Collected]);
        (await Lanes.Due(Evening)).ShouldHaveSingleItem().IsClosed.ShouldBeFalse();

        (await Close([], known: [Known("s-2", 1)])).ShouldBeNull();
        (await Lanes.Due(Noon.AddDays(9))).ShouldBeEmpty();
        (await Close([])).ShouldBeNull();
        (await Lanes.Close(Digest("nobody"), Said, [], [], Evening, Cancellation)).ShouldBeNull();
    }

    /// <summary>Told of by itself meanwhile, or noted: the digest that is under way tells what it tells.</summary>
    [Fact]
    public async Task AMemberThatMovesOnInAnotherWay_IsNotForgotten()
    {
        await Storage.Collect(Lane("s-1"));
        await Storage.Collect(Lane("s-2"));
        var closed = (await Close([Member("s-1"), Member("s-2")])).ShouldNotBeNull();
        await Storage.Tell(Waiting(Lane("s-1"), due: Evening), 1);
        await Storage.Tell(Noted(Lane("s-2")), 1);

        await Lanes.Record(Sent(closed, Member("s-1"), Member("s-2")));

        var due = await Lanes.Due(Evening);
        var own = due.Single(one => one.Key == Lane("s-1"));
        (own.Revision, SomeLanes.Text(own.Told)).ShouldBe((1, Freight.Text(Message("s-1", 0))));
        due.Single(one => one.Key == Digest()).IsClosed.ShouldBeFalse();
        var collected = (await Lanes.Collected(Digest(), 10, Cancellation)).ShouldHaveSingleItem();
        (collected.Key, collected.Revision, collected.Fits, SomeLanes.Text(collected.Told)).ShouldBe((Lane("s-2"), 1, false, Freight.Text(Message("s-2", 0))));
    }

    private Task<WaitingLane?> Close(DigestMember[] members, (Guid, int)[]? known = null) => Lanes.Close(Digest(), Said, members, known ?? [], Evening, Cancellation);

    private async Task<LaneState[]> States(params string[] shipments)
    {
        var states = new List<LaneState>();
        foreach (var shipment in shipments) states.Add((await Lanes.Known(Lane(shipment)))!.State);
        return [.. states];
    }

    private static LaneOutcome Sent(WaitingLane closed, params DigestMember[] members) => closed.Ended(LaneEnd.Sent, Evening) with { Members = members };

    private static DigestMember Member(string shipment, int revision = 0) => new(Lane(shipment).Id, revision, Message(shipment, revision));

    private static (Guid, int) Known(string shipment, int revision = 0) => (Lane(shipment).Id, revision);
}
