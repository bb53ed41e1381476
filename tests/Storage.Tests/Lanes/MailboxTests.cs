using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Lanes;

/// <summary>Mailboxes of targets: who has one, what is due in it, and when it is looked at again.</summary>
public abstract class MailboxTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private readonly Guid holder = Guid.NewGuid();

    [Fact]
    public async Task WhatIsDue_IsTakenOnce_TheOldestFirst_AndNoMoreThanIsAskedFor()
    {
        foreach (var (target, minute) in new[] { ("b", 2), ("c", 3), ("a", 1), ("d", 4) })
            await Storage.Announce(0, Made(Lane("ops", target), target, due: Noon.AddMinutes(minute)));

        (await Take(2, Noon.AddMinutes(3))).ShouldBe(["a", "b"]);
        (await Take(2, Noon.AddMinutes(3))).ShouldBe(["c"]);
        (await Take(2, Noon.AddMinutes(3))).ShouldBeEmpty();
        (await Take(2, Noon.AddMinutes(4))).ShouldBe(["d"]);
    }

    [Fact]
    public async Task AMailboxThatNeedsANewerProgram_IsLeftToIt()
    {
        await Storage.Announce(0, Made(Lane(), Desk, needs: Capabilities.Known + 1));
        await Storage.Announce(0, Made(Lane(thing: "milestone:arrived"), Desk));

        (await Take(10, Noon)).ShouldBeEmpty();
        (await NextDue()).ShouldBeNull();

        (await Lanes.NextDue(Capabilities.Known + 1, Cancellation)).ShouldBe(Noon);
        (await Lanes.Take(holder, Minute, 10, Capabilities.Known + 1, Noon, Cancellation)).ShouldHaveSingleItem().Target.ShouldBe(Desk);
    }

    [Fact]
    public async Task WhatIsAnnouncedToALaneOfAnotherTarget_WaitsInThatOnesMailbox()
    {
        await Storage.Announce(0, Made(Lane(), Desk, due: Noon.AddHours(1)));

        // Its contact was changed: also what is only noted goes there.
        await Storage.Announce(1, Made(Lane(), Yard, LaneState.Idle));

        (await Take(10, Noon.AddHours(1))).ShouldBe([Desk, Yard], ignoreOrder: true);
        (await Storage.Due(Noon.AddHours(1), Desk)).ShouldBeEmpty();
        (await Storage.OnlyDue(Noon.AddHours(1), Yard)).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task OneThatWasAbandoned_MayHaveSentWhatWasDue_AndNothingElse()
    {
        var (later, digest) = (Lane(thing: "milestone:arrived"), Lane(thing: "document:1"));
        await Storage.Announce(0, Made(Lane()));
        await Storage.Announce(0, Made(later, due: Noon.AddHours(1)));
        await Storage.Collect(0, Noon, digest);
        (await Storage.Take(holder, Lost, Noon)).WasAbandoned.ShouldBeFalse();

        var again = await Storage.Take(Guid.NewGuid(), Minute, Noon);

        again.ShouldBe(new TakenMailbox(Desk, again.News, true));
        var due = await Storage.Due(Noon.AddHours(1));
        due.Select(one => (one.Key, one.Doubtful, one.Attempts)).ShouldBe([(Lane(), true, 1), (Digest(), false, 0), (later, false, 0)], ignoreOrder: true);
    }

    [Fact]
    public async Task WhoLostOne_MayTakeItAgain_AsOneThatWasAbandoned()
    {
        await Storage.Announce(0, Made(Lane()));
        await Storage.Take(holder, Lost, Noon);

        (await Storage.Take(holder, Minute, Noon)).WasAbandoned.ShouldBeTrue();

        (await Storage.OnlyDue(Noon)).ShouldSatisfyAllConditions(one => one.Doubtful.ShouldBeTrue(), one => one.Attempts.ShouldBe(1));
        (await Take(10, Noon)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ALeaseThatEndsLaterThanOneCan_WasGivenByAClockThatWasAhead()
    {
        await Storage.Announce(0, Made(Lane()));
        await Storage.Take(holder, TimeSpan.FromDays(400), Noon);

        (await Storage.Take(holder, Minute, Noon)).WasAbandoned.ShouldBeTrue();
    }

    [Fact]
    public async Task Renew_KeepsWhatTheHolderHas()
    {
        var other = Guid.NewGuid();
        await Storage.Announce(0, Made(Lane(), "b"));
        (await Storage.Take(holder, Lost, Noon)).Target.ShouldBe("b");
        await Storage.Announce(0, Made(Lane(shipment: "2"), "a", due: Noon.AddMinutes(-1)));
        (await Storage.Take(other, Minute, Noon)).Target.ShouldBe("a");

        (await Lanes.Renew(holder, ["b", "nowhere", "a"], TimeSpan.FromHours(1), Cancellation)).ShouldBe(["b"]);
        (await Lanes.Renew(other, ["a"], TimeSpan.FromHours(1), Cancellation)).ShouldBe(["a"]);
        (await Lanes.Renew(holder, [], Minute, Cancellation)).ShouldBeEmpty();

        (await Lanes.Take(holder, TimeSpan.FromHours(1), 10, Capabilities.Known, Noon, Cancellation)).ShouldNotContain(one => one.Target == "b");
    }

    [Fact]
    public async Task Due_IsTheOldestFirst_WithAllThatIsToldOfIt()
    {
        var (first, second, third) = (Lane(thing: "a"), Lane(thing: "b"), Lane(thing: "c"));
        await Storage.Announce(3, Noon.AddMinutes(-5), new MadeLane(0, second, Desk, false, LaneState.Waiting, Noon.AddMinutes(-2), Base: Noon.AddDays(9)));
        await Storage.Announce(0, Made(first, due: Noon.AddMinutes(-3)), Made(third, due: Noon.AddMinutes(1)));

        var due = await Storage.Due(Noon);

        due.Select(one => one.Key).ShouldBe([first, second]);
        var one = due[1];
        (one.Target, one.Revision, one.AnnouncedAt, one.Since, one.Fits, one.Base, one.Told, one.Doubtful, one.Attempts, one.Retries)
            .ShouldBe((Desk, 3, Noon.AddMinutes(-57), Noon.AddMinutes(-5), false, Noon.AddDays(9), null, false, 0, 0));
        Text(one.Message).ShouldBe("""{"thing":"b","revision":3}""");
        (await Lanes.Due(Desk, 1, Noon.AddDays(1), Cancellation)).Lanes.ShouldHaveSingleItem().Key.ShouldBe(first);
        var nowhere = await Lanes.Due("nowhere", 10, Noon, Cancellation);
        (nowhere.News, nowhere.Lanes.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task AMailboxWithNothingInIt_GoesAway()
    {
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Minute, Noon);
        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.Sent, Noon));

        (await Release(new ReleasedMailbox(Desk, taken.News))).ShouldBeEmpty();

        (await NextDue()).ShouldBeNull();
        (await Take(10, Noon.AddYears(1))).ShouldBeEmpty();
        (await Lanes.Due(Desk, 10, Noon, Cancellation)).News.ShouldBe(0);
    }

    [Fact]
    public async Task AMailboxWithMoreInIt_IsDueWithTheFirstOfThat()
    {
        await Storage.Announce(0, Made(Lane()), Made(Lane(thing: "b"), due: Noon.AddHours(2)), Made(Lane(thing: "c"), due: Noon.AddHours(1)));
        var taken = await Storage.Take(holder, Minute, Noon);
        (await NextDue()).ShouldBeNull();
        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.Sent, Noon));

        (await Release(new ReleasedMailbox(Desk, taken.News))).ShouldBeEmpty();

        (await NextDue()).ShouldBe(Noon.AddHours(1));
        (await Take(10, Noon.AddHours(1).AddMicroseconds(-1))).ShouldBeEmpty();
        (await Storage.Take(holder, Minute, Noon.AddHours(1))).WasAbandoned.ShouldBeFalse();
    }

    [Fact]
    public async Task AMailboxWithNews_StaysWithWhoHasIt_UntilHeHasLooked()
    {
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Minute, Noon);
        var (news, _) = await Lanes.Due(Desk, 10, Noon, Cancellation);
        news.ShouldBe(taken.News);
        await Storage.Announce(0, Made(Lane(thing: "b"), due: Noon.AddHours(1)));

        (await Release(new ReleasedMailbox(Desk, news))).ShouldBe([Desk]);

        (await Take(10, Noon)).ShouldBeEmpty();
        (await Lanes.Renew(holder, [Desk], Minute, Cancellation)).ShouldBe([Desk]);
        (news, _) = await Lanes.Due(Desk, 10, Noon, Cancellation);
        news.ShouldBeGreaterThan(taken.News);
        (await Release(new ReleasedMailbox(Desk, news))).ShouldBeEmpty();
        (await NextDue()).ShouldBe(Noon);
    }

    [Fact]
    public async Task APause_HoldsWhateverComes_AndEndsInTime()
    {
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Minute, Noon);
        await Storage.Announce(0, Made(Lane(thing: "b")));

        (await Release(new ReleasedMailbox(Desk, taken.News, Noon.AddMinutes(5)))).ShouldBeEmpty();
        await Storage.Announce(0, Made(Lane(thing: "c"), due: Noon.AddMinutes(-5)));

        (await NextDue()).ShouldBe(Noon.AddMinutes(5));
        (await Take(10, Noon.AddMinutes(5).AddMicroseconds(-1))).ShouldBeEmpty();
        taken = await Storage.Take(holder, Minute, Noon.AddMinutes(5));
        taken.WasAbandoned.ShouldBeFalse();
        (await Storage.Due(Noon.AddMinutes(5))).Count.ShouldBe(3);

        // A pause ends with the next release.
        (await Release(new ReleasedMailbox(Desk, taken.News))).ShouldBeEmpty();
        (await NextDue()).ShouldBe(Noon.AddMinutes(-5));
    }

    [Fact]
    public async Task AMailboxThatIsPausedForFailures_LetsBackupsBeTold_AndOneThatIsOnlyPausedDoesNot()
    {
        await Storage.Announce(0, Made(Lane(), escalate: Noon.AddMinutes(1)));
        await Pause(isFailing: false);
        (await Lanes.Escalating(10, Noon.AddMinutes(5), Cancellation)).ShouldBeEmpty();
        (await NextDue()).ShouldBe(Noon.AddMinutes(10));

        await Pause(isFailing: true);

        (await Lanes.Escalating(10, Noon.AddMinutes(5), Cancellation)).ShouldHaveSingleItem().Key.ShouldBe(Lane());
        // It is being tried again: what waits its turn meanwhile merely waits.
        (await Lanes.Escalating(10, Noon.AddMinutes(11), Cancellation)).ShouldBeEmpty();
        (await Lanes.Escalating(10, Noon, Cancellation)).ShouldBeEmpty();
        (await NextDue()).ShouldBe(Noon.AddMinutes(1));

        // It got through, so what waits merely waits.
        await Release(new ReleasedMailbox(Desk, (await Storage.Take(holder, Minute, Noon.AddHours(1))).News));
        (await Lanes.Escalating(10, Noon.AddHours(1), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OnlyWhoHasAMailbox_GivesItBack()
    {
        var other = Guid.NewGuid();
        await Storage.Announce(0, Made(Lane()));
        var taken = await Storage.Take(holder, Lost, Noon);
        await Storage.Take(other, TimeSpan.FromHours(1), Noon);

        (await Release(new ReleasedMailbox(Desk, taken.News), new ReleasedMailbox("nowhere", 1))).ShouldBeEmpty();
        (await Release(new ReleasedMailbox(Desk, taken.News, Noon.AddYears(1), true))).ShouldBeEmpty();
        (await Lanes.Release(holder, [], Noon, Cancellation)).ShouldBeEmpty();

        (await Lanes.Renew(other, [Desk], Minute, Cancellation)).ShouldBe([Desk]);
        (await NextDue()).ShouldBeNull();
        await Lanes.Release(other, [new ReleasedMailbox(Desk, taken.News)], Noon, Cancellation);
        (await NextDue()).ShouldBe(Noon);
    }

    [Fact]
    public async Task WhatWaitsBeforeItsTime_IsNoReasonToLookForBackups()
    {
        (await NextDue()).ShouldBeNull();
        await Storage.Announce(0, Made(Lane(), due: Noon.AddHours(3), escalate: Noon.AddHours(1)));

        (await NextDue()).ShouldBe(Noon.AddHours(3));
        (await Lanes.Escalating(10, Noon.AddHours(2), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ArrivalsDuringReleases_AreNeverForgotten()
    {
        var other = await Storage.OpenAgain();
        const int rounds = 60;
        await Storage.Announce(0, Made(Lane(shipment: "0")));

        // One announces all the time, one takes, sends and gives back as long as something is left.
        var announcing = Task.Run(async () =>
        {
            for (var i = 1; i < rounds; i++) await other.Announce(0, Made(Lane(shipment: $"{i}")));
        }, Cancellation);
        var sent = new HashSet<LaneKey>();
        while (sent.Count < rounds)
        {
            foreach (var mailbox in await Lanes.Take(holder, TimeSpan.FromMinutes(5), 10, Capabilities.Known, Noon, Cancellation))
            {
                for (IReadOnlyList<string> kept = [mailbox.Target]; kept.Count > 0;)
                {
                    var (news, due) = await Lanes.Due(mailbox.Target, 3, Noon, Cancellation);
                    foreach (var one in due) sent.Add(one.Key).ShouldBeTrue();
                    await Lanes.Record([.. due.Select(one => one.Ended(LaneEnd.Sent, Noon))], Cancellation);
                    kept = due.Count == 0 ? await Release(new ReleasedMailbox(mailbox.Target, news)) : kept;
                }
            }

            // All is announced, nobody has it, and nothing is due: then whatever was not sent would never be.
            if (announcing.IsCompleted && await NextDue() is null) break;
        }

        await announcing;
        sent.Count.ShouldBe(rounds);
    }

    private async Task Pause(bool isFailing)
    {
        var taken = await Storage.Take(holder, Minute, Noon.AddHours(1));
        await Release(new ReleasedMailbox(Desk, taken.News, Noon.AddMinutes(10), isFailing));
    }

    private async Task<IReadOnlyList<string>> Take(int limit, DateTimeOffset now) =>
        [.. (await Lanes.Take(holder, Minute, limit, Capabilities.Known, now, Cancellation)).Select(one => one.Target)];

    private Task<IReadOnlyList<string>> Release(params ReleasedMailbox[] mailboxes) => Lanes.Release(holder, mailboxes, Noon, Cancellation);

    private Task<DateTimeOffset?> NextDue() => Lanes.NextDue(Capabilities.Known, Cancellation);
}
