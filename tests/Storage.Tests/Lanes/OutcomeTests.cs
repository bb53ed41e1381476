using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Lanes;

/// <summary>What comes of messages: of what was due, and of what the lane has come to know meanwhile.</summary>
public abstract class OutcomeTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private readonly Guid holder = Guid.NewGuid();

    [Fact]
    public async Task NothingToRecord_IsNoError() => await Lanes.Record([], Cancellation);

    [Fact]
    public async Task WhatWasSent_IsWhatWasTold_AndNothingWaits()
    {
        await Storage.Announce(0, Made(Lane(), escalate: Noon.AddMinutes(1)));
        var due = await Storage.OnlyDue(Noon);

        await Storage.Record(due.Ended(LaneEnd.Again, Noon) with { DueAt = Noon, MayHaveArrived = true });
        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.Sent, Noon.AddSeconds(1)));

        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
        var known = await Storage.Known(Lane());
        (known.State, known.Revision, known.Doubtful, Text(known.Told.ShouldNotBeNull())).ShouldBe((LaneState.Idle, 0, false, Text(due.Message)));
        (await Lanes.Escalating(10, Noon.AddYears(1), Cancellation)).ShouldBeEmpty();
        var logged = await OnlyListed(NotificationStates.Sent);
        (logged.Id, logged.Attempts, logged.CreatedAt, logged.SentAt, logged.LastError, logged.Channel).ShouldBe((due.MessageId, 2, Noon, Noon.AddSeconds(1), null, "email"));
    }

    [Fact]
    public async Task WhatWasSentBeforeTheLaneMovedOn_WasTold_AndWhatHoldsNowIsDueAtOnce()
    {
        await Storage.Announce(0, Made(Lane()));
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Again, Noon) with { DueAt = Noon.AddHours(5) });
        await Storage.Announce(1, Made(Lane()));

        await Storage.Record(due.Ended(LaneEnd.Sent, Noon.AddSeconds(1)));

        var next = await Storage.OnlyDue(Noon.AddSeconds(1));
        (next.Revision, next.Attempts, next.Doubtful, Text(next.Told.ShouldNotBeNull())).ShouldBe((1, 0, false, Text(due.Message)));
        next.Since.ShouldBe(Noon);
        await Storage.Record(next.Ended(LaneEnd.Sent, Noon.AddSeconds(2)));
        Text((await Storage.Known(Lane())).Told.ShouldNotBeNull()).ShouldBe(Text(next.Message));
        (await Listed(NotificationStates.Sent)).Select(one => one.Revision).ShouldBe([1, 0], ignoreOrder: true);
    }

    [Fact]
    public async Task WhoeverReportsAgain_OrLate_ChangesNothing()
    {
        await Storage.Announce(0, Made(Lane()));
        var first = await Storage.OnlyDue(Noon);
        await Storage.Announce(1, Made(Lane()));
        var second = await Storage.OnlyDue(Noon);
        await Storage.Record(second.Ended(LaneEnd.Sent, Noon.AddSeconds(1)));

        // A silo that was thought dead comes with what it sent before, and tells of it twice.
        await Storage.Record(first.Ended(LaneEnd.Sent, Noon.AddSeconds(2)), first.Ended(LaneEnd.Sent, Noon.AddSeconds(3)), second.Ended(LaneEnd.Sent, Noon.AddSeconds(4)));
        await Storage.Record(first.Ended(LaneEnd.Failed, Noon), second.Ended(LaneEnd.Again, Noon), second.Ended(LaneEnd.Failed, Noon));

        var known = await Storage.Known(Lane());
        (known.State, Text(known.Told.ShouldNotBeNull())).ShouldBe((LaneState.Idle, Text(second.Message)));
        (await Listed(NotificationStates.Sent)).Select(one => (one.Revision, one.SentAt)).ShouldBe([(1, Noon.AddSeconds(1)), (0, Noon.AddSeconds(2))], ignoreOrder: true);
        (await Listed(NotificationStates.Failed)).ShouldBeEmpty();
        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsTriedAgain_WaitsUntilThen_WithWhatWentWrong()
    {
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Minute, Noon);

        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.Again, Noon) with { DueAt = Noon.AddMinutes(3), MayHaveArrived = true, Error = "451 busy" });

        (await Storage.Due(Noon.AddMinutes(3).AddMicroseconds(-1))).ShouldBeEmpty();
        var again = await Storage.OnlyDue(Noon.AddMinutes(3));
        (again.Attempts, again.Doubtful, again.MessageId, again.Since).ShouldBe((1, true, MessageIds.Of(Lane().Id, 0), Noon));
        var listed = await OnlyListed(NotificationStates.Pending);
        (listed.Attempts, listed.NextAttemptAt, listed.LastError).ShouldBe((1, Noon.AddMinutes(3), "451 busy"));
        await Lanes.Release(holder, [new ReleasedMailbox(Desk, taken.News)], Noon, Cancellation);
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBe(Noon.AddMinutes(3));

        // Doubt goes with what is known for sure.
        await Storage.Record(again.Ended(LaneEnd.Again, Noon) with { DueAt = Noon });
        (await Storage.OnlyDue(Noon)).ShouldSatisfyAllConditions(one => one.Doubtful.ShouldBeTrue(), one => one.Attempts.ShouldBe(2));
    }

    [Fact]
    public async Task WhatIsPutOff_HasNotBeenTried()
    {
        await Storage.Announce(0, Made(Lane(), escalate: Noon));

        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.PutOff, Noon) with { DueAt = Noon.AddHours(8), MayHaveArrived = true });

        (await Storage.Due(Noon.AddHours(8).AddMicroseconds(-1))).ShouldBeEmpty();
        (await Storage.OnlyDue(Noon.AddHours(8))).ShouldSatisfyAllConditions(one => one.Attempts.ShouldBe(0), one => one.Doubtful.ShouldBeFalse());
        (await Lanes.Escalating(10, Noon.AddHours(1), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsGivenUp_IsKept_AndItsBackupIsToldAtOnce()
    {
        await Storage.Announce(0, Made(Lane(), escalate: Noon.AddHours(1)));
        var due = await Storage.OnlyDue(Noon);

        await Storage.Record(due.Ended(LaneEnd.Failed, Noon.AddMinutes(1)) with { Error = "550 no such mailbox" });

        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
        var known = await Storage.Known(Lane());
        (known.State, known.Told.HasValue, known.Doubtful).ShouldBe((LaneState.Failed, false, false));
        var listed = await OnlyListed(NotificationStates.Failed);
        (listed.Id, listed.Attempts, listed.LastError, listed.SentAt).ShouldBe((due.MessageId, 1, "550 no such mailbox", null));
        (await Lanes.Escalating(10, Noon, Cancellation)).ShouldBeEmpty();
        (await Lanes.Escalating(10, Noon.AddMinutes(1), Cancellation)).ShouldHaveSingleItem().Key.ShouldBe(Lane());
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Noon.AddMinutes(1));
    }

    [Fact]
    public async Task WhatIsGivenUpAfterTheLaneMovedOn_DoesNotTakeTheNextWithIt()
    {
        await Storage.Announce(0, Made(Lane()));
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Again, Noon) with { DueAt = Noon.AddHours(5) });
        await Storage.Announce(1, Made(Lane()));

        await Storage.Record(due.Ended(LaneEnd.Failed, Noon.AddSeconds(1)) with { MayHaveArrived = true });

        var next = await Storage.OnlyDue(Noon.AddSeconds(1));
        (next.Revision, next.Attempts, next.Doubtful, next.Told.HasValue).ShouldBe((1, 0, true, false));
        (await OnlyListed(NotificationStates.Failed)).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task WhatHasNothingToSay_IsOver_UnlessTheLaneMovedOn()
    {
        await Storage.Announce(0, Made(Lane(), escalate: Noon), Made(Lane("erp"), escalate: Noon));
        var (ops, erp) = (await Storage.Due(Noon)) switch { var all => (all.Single(one => one.Key == Lane()), all.Single(one => one.Key == Lane("erp"))) };
        await Storage.Announce(1, Made(Lane("erp")));

        await Storage.Record(ops.Ended(LaneEnd.Nothing, Noon), erp.Ended(LaneEnd.Nothing, Noon));

        (await Storage.Known(Lane())).ShouldSatisfyAllConditions(one => one.State.ShouldBe(LaneState.Idle), one => one.Told.HasValue.ShouldBeFalse());
        (await Storage.OnlyDue(Noon)).Key.ShouldBe(Lane("erp"));
        (await Listed(null)).ShouldHaveSingleItem().State.ShouldBe(NotificationStates.Pending);
    }

    [Fact]
    public async Task WhomAPersonsRetryHasOvertaken_MayOnlyReportSuccess()
    {
        await Storage.Announce(0, Made(Lane()));
        var before = await Storage.OnlyDue(Noon);
        (await Messages.Retry("default", before.MessageId, Noon, Cancellation)).ShouldBe(RetryOutcome.Due);

        foreach (var end in new[] { LaneEnd.Again, LaneEnd.Failed, LaneEnd.PutOff, LaneEnd.Nothing }) await Storage.Record(before.Ended(end, Noon) with { DueAt = Noon.AddDays(1) });
        (await Storage.OnlyDue(Noon)).ShouldSatisfyAllConditions(one => one.Attempts.ShouldBe(0), one => one.Retries.ShouldBe(1));
        (await Listed(NotificationStates.Failed)).ShouldBeEmpty();

        await Storage.Record(before.Ended(LaneEnd.Sent, Noon));
        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
        (await OnlyListed(NotificationStates.Sent)).Id.ShouldBe(before.MessageId);
    }

    [Fact]
    public async Task WhatWasSentAfterAll_IsNoLongerGivenUp()
    {
        await Storage.Announce(0, Made(Lane()));
        var due = await Storage.OnlyDue(Noon);
        await Storage.Record(due.Ended(LaneEnd.Failed, Noon));

        await Storage.Record(due.Ended(LaneEnd.Sent, Noon.AddMinutes(1)));

        (await OnlyListed(null)).State.ShouldBe(NotificationStates.Sent);
        (await Storage.Known(Lane())).State.ShouldBe(LaneState.Idle);
        (await Messages.Retry("default", due.MessageId, Noon, Cancellation)).ShouldBe(RetryOutcome.AlreadySent);
    }

    [Fact]
    public async Task WhatBecomesDueEarlier_IsNewsForWhoeverHasTheMailbox()
    {
        // Its first revision is on the way, and the second one is to wait for the end of quiet hours.
        await Storage.Announce(0, Made(Lane()), Made(Lane(thing: "b")));
        await Storage.Take(holder, Lost, Noon);
        var (due, beside) = (await Storage.Due(Noon)) switch { var all => (all.Single(one => one.Key == Lane()), all.Single(one => one.Key != Lane())) };
        await Storage.Announce(1, Made(Lane(), due: Noon.AddHours(8)));
        var other = Guid.NewGuid();
        await Storage.Take(other, TimeSpan.FromHours(1), Noon);
        var (news, _) = await Lanes.Due(Desk, 10, Noon, Cancellation);
        await Storage.Record(beside.Ended(LaneEnd.Sent, Noon));

        await Storage.Record(due.Ended(LaneEnd.Sent, Noon));

        (await Lanes.Release(other, [new ReleasedMailbox(Desk, news)], Noon, Cancellation)).ShouldBe([Desk]);
        (await Storage.OnlyDue(Noon)).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task TextThatCannotBeStored_BreaksNoBatch()
    {
        await Storage.Announce(0, Made(Lane()), Made(Lane("erp")), Made(Lane("yard")));
        var due = await Storage.Due(Noon);

        await Storage.Record([.. due.Select((one, i) => one.Ended(i == 0 ? LaneEnd.Again : i == 1 ? LaneEnd.Failed : LaneEnd.Sent, Noon) with
        {
            Error = "no\0 \ud800" + new string('x', 5_000),
            DueAt = Noon.AddMinutes(1),
            Letter = new SentLetter(one.Key, "email", Desk, 1, Noon, Utf8("{\"x\":\"\0\"}"), "Departed\0 \udfff"),
        })]);

        var listed = await Listed(null);
        listed.Select(one => one.State).ShouldBe(["pending", "failed", "sent"], ignoreOrder: true);
        foreach (var one in listed.Where(one => one.LastError is not null)) one.LastError.ShouldStartWith("no\ufffd \ufffdx");
        listed.Count(one => one.LastError?.Length is > 100 and <= 512).ShouldBe(2);
        (await Storage.Due(Noon)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsNotThere_IsOnlyLogged_AndOnlyIfItWasSent()
    {
        await Storage.Announce(0, Made(Lane()));
        var due = await Storage.OnlyDue(Noon);
        var (gone, ahead) = (due with { Key = Lane("gone") }, due with { Revision = 7 });

        await Storage.Record(gone.Ended(LaneEnd.Failed, Noon), gone.Ended(LaneEnd.Again, Noon), gone.Ended(LaneEnd.Sent, Noon), ahead.Ended(LaneEnd.Failed, Noon), ahead.Ended(LaneEnd.Nothing, Noon));
        await Storage.Record();

        (await OnlyListed(NotificationStates.Sent)).Id.ShouldBe(gone.MessageId);
        (await Listed(NotificationStates.Failed)).ShouldBeEmpty();
        (await Storage.OnlyDue(Noon)).Attempts.ShouldBe(0);
    }

    private async Task<ListedNotification> OnlyListed(string? state) => (await Listed(state)).ShouldHaveSingleItem();

    private async Task<IReadOnlyList<ListedNotification>> Listed(string? state) =>
        (await Messages.Find(new NotificationQuery("default", state, null, null, null, 100, null), Cancellation)).Items;
}
