using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Lanes;

/// <summary>Backups hear of what does not get through, once; our own congestion is nobody's alarm.</summary>
public abstract class EscalationTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly LaneKey Late = Lane("460723");
    private static readonly DateTimeOffset HalfPast = Noon.AddMinutes(30);

    [Fact]
    public async Task WhatMerelyWaitsItsTurn_IsNobodysAlarm()
    {
        await Storage.Tell(Waiting(Late, escalate: HalfPast));

        (await Escalating(Noon.AddDays(1))).ShouldBeEmpty();
        // And nobody is woken for it again and again: the mailbox is.
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBe(Noon);
    }

    [Fact]
    public async Task WhatHasBeenTried_IsHandedOnWhenItIsTime()
    {
        await Storage.Tell(Waiting(Late, escalate: HalfPast));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Again, Noon, Noon.AddHours(9), error: "busy"));

        (await Escalating(HalfPast.AddMilliseconds(-1))).ShouldBeEmpty();
        var late = (await Escalating(HalfPast)).ShouldHaveSingleItem();
        (late.Key, late.Revision, Freight.Text(late.Message)).ShouldBe((Late, 0, Freight.Text(Message("460723", 0))));
    }

    [Fact]
    public async Task WhatHasFailedForGood_IsHandedOnAtOnce()
    {
        await Storage.Tell(Waiting(Late, escalate: HalfPast));
        await Storage.Tell(Waiting(Lane("460724")));
        foreach (var due in await Lanes.Due(Noon)) await Lanes.Record(due.Ended(LaneEnd.Failed, Noon.AddMinutes(1), error: "410 gone"));

        (await Escalating(Noon.AddMinutes(1))).ShouldHaveSingleItem().Key.ShouldBe(Late);
    }

    [Fact]
    public async Task WhatWaitsForATargetThatFails_IsHandedOn_AndOneThatIsOnlyPausedIsNot()
    {
        var holder = Guid.NewGuid();
        await Storage.Tell(Waiting(Late, escalate: HalfPast));
        await Storage.Tell(Waiting(Lane("460724"), target: Night, escalate: HalfPast.AddMinutes(1)));
        await Lanes.Take(holder, Noon);
        await Lanes.Release(holder, [new ReleasedMailbox(Desk, 1, Noon.AddHours(1)), new ReleasedMailbox(Night, 1, Noon.AddHours(1), IsFailing: true)], Noon, Cancellation);

        (await Escalating(Noon.AddMinutes(59))).ShouldHaveSingleItem().Key.ShouldBe(Lane("460724"));
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBe(HalfPast.AddMinutes(1));
        (await Escalating(HalfPast)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatWasSent_IsNot()
    {
        await Storage.Tell(Waiting(Late, escalate: HalfPast));
        var due = (await Lanes.Due(Noon)).Single();
        await Lanes.Record(due.Ended(LaneEnd.Again, Noon, Noon.AddMinutes(1), error: "busy"));
        await Lanes.Record(due.Ended(LaneEnd.Sent, Noon.AddMinutes(1)));

        (await Escalating(Noon.AddDays(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Escalating_HasTheLatestFirst_OfAllKinds()
    {
        for (var i = 0; i < 6; i++) await Storage.Tell(Waiting(Lane($"s-{i}"), target: i % 2 == 0 ? Desk : Night, escalate: HalfPast.AddMinutes(-i)));
        foreach (var due in await Lanes.Due(Noon)) await Lanes.Record(due.Ended(due.Key.Key.Id == "s-2" ? LaneEnd.Failed : LaneEnd.Again, Noon, Noon, error: "busy"));
        var holder = Guid.NewGuid();
        await Lanes.Take(holder, Noon);
        await Lanes.Release(holder, [new ReleasedMailbox(Night, 3, Noon.AddHours(1), IsFailing: true)], Noon, Cancellation);

        // What failed is due to be handed on since it did.
        (await Lanes.Escalating(10, HalfPast, Cancellation)).Select(one => one.Key.Key.Id).ShouldBe(["s-2", "s-5", "s-4", "s-3", "s-1", "s-0"]);
        (await Lanes.Escalating(3, HalfPast, Cancellation)).Select(one => one.Key.Key.Id).ShouldBe(["s-2", "s-5", "s-4"]);
    }

    [Fact]
    public async Task HandedOn_TheBackupsLaneWaits_Once()
    {
        var backup = Lane("460723", "ops#backup");
        await Tried();
        (Guid, MadeLane?)[] handed = [(Late.Id, Waiting(backup, due: HalfPast, target: Night))];

        await Lanes.HandOn(handed, [Announced("460723")], HalfPast, Cancellation);
        await Lanes.HandOn(handed, [Announced("460723")], HalfPast.AddMinutes(1), Cancellation);

        (await Escalating(Noon.AddDays(1))).ShouldBeEmpty();
        var told = (await Lanes.Due(HalfPast, Night)).ShouldHaveSingleItem();
        (told.Key, told.Since, Freight.Text(told.Message)).ShouldBe((backup, HalfPast, Freight.Text(Message("460723", 0))));
        (await Lanes.Take(Guid.NewGuid(), HalfPast)).Select(one => one.Target).ShouldContain(Night);
        // The one that did not get through is tried on.
        (await Lanes.Due(Noon.AddHours(9))).ShouldHaveSingleItem().Key.ShouldBe(Late);
    }

    [Fact]
    public async Task OfManyWhoHandOnAtOnce_OneDoes()
    {
        var other = await Storage.OpenAgain();
        for (var i = 0; i < 40; i++) await Storage.Tell(Waiting(Lane($"s-{i:D2}"), escalate: HalfPast));
        foreach (var due in await Lanes.Due(Noon)) await Lanes.Record(due.Ended(LaneEnd.Again, Noon, Noon.AddHours(9), error: "busy"));
        var late = await Escalating(HalfPast);
        late.Count.ShouldBe(40);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? Lanes : other.Lanes).HandOn(
            [.. late.Reverse().Select((one, place) => (one.Key.Id, (MadeLane?)Waiting(one.Key with { Subscription = "ops#backup" }, place, target: Night)))],
            [.. late.Reverse().Select(one => Announced(one.Key.Key.Id))],
            HalfPast,
            Cancellation))));

        (await Escalating(Noon.AddDays(1))).ShouldBeEmpty();
        var told = await Lanes.Due(HalfPast, Night);
        told.Count.ShouldBe(40);
        told.ShouldAllBe(one => Freight.Text(one.Message) == Freight.Text(Message(one.Key.Key.Id, 0)));
        // One hand-on, one piece of news.
        (await Lanes.Due(Night, 1, Noon, Cancellation)).News.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public async Task WithoutABackup_ItIsOver()
    {
        await Tried();

        await Lanes.HandOn([(Late.Id, null)], [], HalfPast, Cancellation);

        (await Escalating(Noon.AddDays(1))).ShouldBeEmpty();
        (await Lanes.Due(Noon.AddHours(9))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WhatHasMovedOn_IsHandedOnAsItIsNow()
    {
        var backup = Lane("460723", "ops#backup");
        await Tried();
        await Storage.Tell(Waiting(Late), 1);

        await Lanes.HandOn([(Late.Id, Waiting(backup, target: Night))], [Announced("460723")], HalfPast, Cancellation);
        (await Lanes.Known(backup)).ShouldBeNull();

        (await Escalating(HalfPast)).ShouldHaveSingleItem().Revision.ShouldBe(1);
        await Lanes.HandOn([(Late.Id, Waiting(backup, target: Night))], [Announced("460723", 1)], HalfPast, Cancellation);
        (await Lanes.Due(HalfPast, Night)).ShouldHaveSingleItem().Revision.ShouldBe(1);
    }

    [Fact]
    public async Task ABackupThatKnowsMore_TakesNothing()
    {
        var backup = Lane("460723", "ops#backup");
        await Tried();
        await Storage.Tell(Noted(backup, target: Night), 3);

        await Lanes.HandOn([(Late.Id, Waiting(backup, target: Night))], [Announced("460723")], HalfPast, Cancellation);

        (await Lanes.Known(backup))!.Revision.ShouldBe(3);
        (await Lanes.Due(HalfPast, Night)).ShouldBeEmpty();
        (await Escalating(Noon.AddDays(1))).ShouldBeEmpty();
    }

    private async Task Tried()
    {
        await Storage.Tell(Waiting(Late, escalate: HalfPast));
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Again, Noon, Noon.AddHours(9), error: "busy"));
    }

    private Task<IReadOnlyList<WaitingLane>> Escalating(DateTimeOffset now) => Lanes.Escalating(100, now, Cancellation);
}
