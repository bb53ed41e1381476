using CsCheck;
using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using Microsoft.Extensions.Time.Testing;
using static Grains.Tests.Commits.SiloThatExpands;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Commits;

/// <summary>What commits announce is expanded once, whoever dies when, and costs next to nothing where nobody hears it.</summary>
public sealed class ExpansionTests
{
    private readonly FakeTimeProvider time = new(Noon);
    private readonly ExpandingStore store;

    public ExpansionTests() => store = new ExpandingStore(time);

    /// <summary>Steps that chance gives: commits, passes of two silos, a store that fails before or after it has done what it was asked, silos that die and start anew, time that passes.</summary>
    [Fact]
    public void WhateverFailsWhen_EachLaneTakesARevisionOnce_AndTheLast() => Gen.Int[0, 9].Array[10, 120].Sample(steps => Tells(steps), iter: 2_000);

    [Fact]
    public async Task AnAnnouncementThatNobodyWants_MovesTheReaderAndNothingElse_AndNotAtEachCommit()
    {
        using var silo = new SiloThatExpands(store, time, Hears("desk", "customs"));
        store.Commit(Of("milestone:departed"), Of("document:9"));
        await silo.Pass();
        var stood = store.Stands;
        for (var i = 0; i < 20; i++)
        {
            store.Commit(Of($"document:{i}"));
            time.Advance(TimeSpan.FromMilliseconds(40));
            await silo.Pass();
        }

        store.Stands.ShouldBe(stood);
        time.Advance(TimeSpan.FromSeconds(1));
        await silo.Pass();
        store.Stands.Id.ShouldBe(21);
        store.Calls.ShouldNotContain("known");
        store.Calls.ShouldNotContain("expand");
        store.Calls.Count(static call => call == "move").ShouldBe(2);
        silo.Woken.ShouldBe(0);
    }

    [Fact]
    public async Task WhereNobodyHearsAnything_NothingIsAskedOfTheStore_ButOnceASecond()
    {
        using var silo = new SiloThatExpands(store, time);
        store.Commit(Of("milestone:departed"));
        await silo.Pass();
        store.Calls.Clear();

        for (var i = 0; i < 39; i++)
        {
            store.Commit(Of("milestone:departed", id: $"{i}"));
            (await silo.Pass()).ShouldBe(ExpansionEnd.Done);
            time.Advance(TimeSpan.FromMilliseconds(25));
        }

        store.Calls.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1));
        await silo.Pass();
        store.Calls.ShouldBe(["lease", "read None", "changed", "move"]);
        store.Stands.Id.ShouldBe(40);
    }

    /// <summary>A silo that crashes while it catches up must not begin anew each time.</summary>
    [Fact]
    public async Task WhileItCatchesUp_TheStoreIsToldHowFarItIs()
    {
        for (var n = 0; n < 64 * 230; n++) store.Commit(Of("customs:1"));
        var before = store.Stands;
        using var silo = new SiloThatExpands(store, time, Hears("desk", "document"));
        store.Fault = (call, done) =>
        {
            if (call.StartsWith("read", StringComparison.Ordinal) && done) time.Advance(TimeSpan.FromMilliseconds(100));
        };

        (await silo.Pass()).ShouldBe(ExpansionEnd.More);

        store.Stands.ShouldNotBe(before);
    }

    /// <summary>A replica that lacks the last commits is promoted and hands out their numbers again. Whatever was passed in memory is looked at again after the failure that it comes with.</summary>
    [Fact]
    public async Task WhatIsCommittedAfterAFailover_IsTold()
    {
        using var silo = new SiloThatExpands(store, time, Hears("desk", "document"));
        store.Commit(Of("document:1"));
        await silo.Pass();
        store.Commit(Of("customs:1"));
        store.Commit(Of("customs:2"));
        await silo.Pass();
        store.Fault = static (_, _) => throw new StoreUnavailableException("The server is gone.");
        await Should.ThrowAsync<StoreUnavailableException>(silo.Pass);
        store.Fault = static (_, _) => { };
        store.Lose(2);
        store.Commit(Of("document:2"));

        await silo.Pass();

        store.Told.Select(static one => one.Thing).ShouldBe(["document:1", "document:2"]);
    }

    [Fact]
    public async Task WhoSubscribesBeforeSomethingIsAnnounced_HearsIt_WhateverTheSiloRemembers()
    {
        using var silo = new SiloThatExpands(store, time);
        store.Commit(Of("milestone:departed", id: "before", at: Noon));
        time.Advance(TimeSpan.FromSeconds(2));
        var stakeholder = new Stakeholder("ops", "Ops", "UTC", new TimeOnly(7, 0), null, [new Contact("mail", "email", "ops@example.com")]);
        var subscription = new Subscription("arrivals", "ops", "mail", [Topics.All], SubscriptionFilter.All, 24, Timing.AtOnce, null, time.GetUtcNow());
        store.Subscriptions = new AllSubscriptions(7, new Dictionary<string, SubscriptionBook> { ["default"] = new([stakeholder], [subscription]) });
        store.Commit(Of("milestone:departed", id: "after", at: Noon.AddSeconds(3)));

        await silo.Pass();

        store.Told.Select(static one => (one.Key.Id, one.Subscription)).ShouldBe([("after", "arrivals")]);
        store.Stands.Id.ShouldBe(2);
    }

    [Fact]
    public async Task WhatACommitAnnouncesBeyondAPage_IsToldInParts_AlsoWhenTheSiloDiesBetween()
    {
        store.Commit([.. Enumerable.Range(0, 1_203).Select(static i => Of($"document:{i}"))]);
        store.Commit(Of("milestone:departed"));
        using var first = new SiloThatExpands(store, time, Hears("desk"));
        store.Fault = (call, done) =>
        {
            if (call == "expand" && done && store.Told.Count == 1_000) throw new StoreUnavailableException("It has been done, and nobody knows.");
        };
        await Should.ThrowAsync<StoreUnavailableException>(first.Pass);
        store.Stands.ShouldBe(new CommitPlace(200, 1, 1_000));

        time.Advance(CommitReader.Lease + TimeSpan.FromSeconds(1));
        using var second = new SiloThatExpands(store, time, Hears("desk"));
        (await second.Pass()).ShouldBe(ExpansionEnd.Done);

        store.Told.Select(static one => one.Thing).ShouldBe([.. Enumerable.Range(0, 1_203).Select(static i => $"document:{i}"), "milestone:departed"]);
        store.Stands.ShouldBe(new CommitPlace(201, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AStoreThatHasTooMuchToDo_LosesNothing_AndWhatItRefusesForItsOwnSake_IsSetAside(bool passes)
    {
        using var silo = new SiloThatExpands(store, time, Hears("desk"));
        store.Commit(Of("document:1"), Of("document:2"));
        store.Fault = (call, done) =>
        {
            if (call == "expand" && !done) throw passes ? new OverloadedException("Later.") : new InvalidOperationException("Never.");
        };
        if (passes) await Should.ThrowAsync<OverloadedException>(silo.Pass);
        else await Should.ThrowAsync<InvalidOperationException>(silo.Pass);
        silo.Log.Count(static line => line.Contains("set aside", StringComparison.Ordinal)).ShouldBe(passes ? 0 : 2);

        store.Fault = static (_, _) => { };
        await silo.Pass();

        store.Told.Select(static one => one.Thing).ShouldBe(["document:1", "document:2"]);
    }

    [Fact]
    public async Task WhatOlderProgramsAnnounced_IsToldFirst_AndThenNeverAskedForAgain()
    {
        store.Old.AddRange(Enumerable.Range(0, 700).Select(static i => Of($"document:{i}")));
        store.Commit(Of("document:0", 1, fields: "\"withdrawn\":true"));
        using var silo = new SiloThatExpands(store, time, Hears("desk"));

        await silo.Pass();

        store.Told.Select(static one => (one.Thing, one.Revision)).ShouldBe([.. Enumerable.Range(0, 700).Select(static i => ($"document:{i}", 0)), ("document:0", 1)]);
        store.Old.ShouldBeEmpty();
        store.Calls.Clear();
        time.Advance(TimeSpan.FromSeconds(2));
        store.Commit(Of("milestone:departed"));
        await silo.Pass();
        store.Calls.ShouldNotContain("old");
    }

    [Fact]
    public async Task OneSiloReads_AndAnotherTakesOverSecondsAfterItDied()
    {
        using var first = new SiloThatExpands(store, time, Hears("desk"));
        using var second = new SiloThatExpands(store, time, Hears("desk"));
        (await first.Pass()).ShouldBe(ExpansionEnd.Done);
        (await second.Pass()).ShouldBe(ExpansionEnd.Elsewhere);
        store.Commit(Of("milestone:departed"));

        time.Advance(CommitReader.Lease - TimeSpan.FromMilliseconds(1));
        (await second.Pass()).ShouldBe(ExpansionEnd.Elsewhere);
        time.Advance(CommitReader.Renewal);
        (await second.Pass()).ShouldBe(ExpansionEnd.Done);
        store.Told.Count.ShouldBe(1);

        // The first one was only slow: it finds out by itself.
        store.Commit(Of("milestone:arrived"));
        (await first.Pass()).ShouldBe(ExpansionEnd.Elsewhere);
        await second.Pass();
        await second.Expansion.Release();
        time.Advance(CommitReader.Renewal);
        (await first.Pass()).ShouldBe(ExpansionEnd.Done);
        store.Told.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ATransactionThatHangs_IsToldAfterTenSeconds_WithWhoseItIs_AndGoesOnByItself()
    {
        using var silo = new SiloThatExpands(store, time, Hears("desk"));
        store.Oldest = 150;
        store.Hanging = new RunningTransaction(150, 4711, "psql", "flexport", "reports", Noon.AddHours(-1));
        await silo.Pass();
        time.Advance(TimeSpan.FromMinutes(5));
        await silo.Pass();
        silo.Instruments.HeldBack.ShouldBeNull("nothing waits for it");

        store.Commit(Of("milestone:departed"));
        (await silo.Pass()).ShouldBe(ExpansionEnd.HeldBack);
        time.Advance(TimeSpan.FromSeconds(10));
        await silo.Pass();
        silo.Instruments.HeldBack.ShouldBeNull();
        silo.HeldBackMetric().Seconds.ShouldBe(0);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await silo.Pass();

        silo.Instruments.HeldBack.ShouldNotBeNull().By.ShouldBe(store.Hanging);
        silo.HeldBackMetric().ShouldBe((10.001, "process=4711 application=psql database=flexport user=reports"));
        silo.Log.Count(static line => line.StartsWith("Warning:", StringComparison.Ordinal)).ShouldBe(1);
        silo.Log.ShouldContain(static line => line.Contains("process 4711, application psql, database flexport, user reports, since 2026-03-14T11:00:00", StringComparison.Ordinal));
        store.Told.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(5));
        await silo.Pass();
        silo.Instruments.HeldBackFor.ShouldBe(TimeSpan.FromSeconds(15.001));
        silo.Instruments.Lags[AnnouncementExpansion.Reader].ShouldBe(TimeSpan.FromSeconds(15.001));
        silo.Log.Count(static line => line.StartsWith("Warning:", StringComparison.Ordinal)).ShouldBe(1);

        store.Oldest = ulong.MaxValue;
        (await silo.Pass()).ShouldBe(ExpansionEnd.Done);
        silo.Instruments.HeldBack.ShouldBeNull();
        store.Told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task TransactionsThatTakeTurnsAtBeingTheOldest_AreNotReported()
    {
        using var silo = new SiloThatExpands(store, time, Hears("desk"));
        store.Commit(Of("milestone:departed"));
        for (var oldest = 101UL; oldest < 140; oldest++)
        {
            store.Oldest = oldest;
            await silo.Pass();
            time.Advance(TimeSpan.FromSeconds(3));
        }

        silo.Instruments.HeldBack.ShouldBeNull();
        store.Calls.ShouldNotContain("find");
    }

    [Fact]
    public async Task WhoseItIs_IsUnknown_WhereTheStoreCannotSay_AndTheRestGoesOn()
    {
        using var silo = new SiloThatExpands(store, time, Hears("desk"));
        store.Fault = static (call, _) =>
        {
            if (call == "find") throw new StoreUnavailableException("Not allowed to look.");
        };
        store.Commit(Of("milestone:departed"));
        store.Commit(Of("milestone:arrived"));
        store.Oldest = 201;
        await silo.Pass();
        time.Advance(TimeSpan.FromSeconds(11));
        await silo.Pass();

        var told = silo.Instruments.HeldBack.ShouldNotBeNull();
        (told.By.Process, told.By.User, told.By.Since, told.Seen).ShouldBe((0, null, null, Noon));
        store.Told.ShouldHaveSingleItem().Thing.ShouldBe("milestone:departed");
    }

    private static bool Tells(int[] steps)
    {
        var time = new FakeTimeProvider(Noon);
        var store = new ExpandingStore(time);
        SiloThatExpands[] silos = [Start(), Start()];
        var (revisions, fails) = (new Dictionary<string, int>(), 0);
        store.Fault = (call, done) =>
        {
            if (fails > 0 && --fails == 0) throw new StoreUnavailableException($"{call} {done}");
        };
        for (var i = 0; i < steps.Length; i++)
        {
            switch (steps[i])
            {
                case <= 2:
                    var id = $"{i % 3}";
                    revisions[id] = revisions.GetValueOrDefault(id, -1) + 1;
                    store.Commit(Of("document:9", revisions[id], id), Of("customs:fda", i, id));
                    break;
                case <= 6:
                    // Every call is asked for and answered; the fault lies somewhere among them.
                    fails = steps[i] == 6 ? (i * 7 % 13) + 1 : 0;
                    try
                    {
                        silos[i % 2].Pass().GetAwaiter().GetResult();
                    }
                    catch (StoreUnavailableException)
                    {
                        // Perhaps it was done, perhaps not.
                    }

                    fails = 0;
                    break;
                case 7:
                    silos[i % 2].Dispose();
                    silos[i % 2] = Start();
                    break;
                default:
                    time.Advance(TimeSpan.FromSeconds(steps[i] == 8 ? 1.5 : 6));
                    break;
            }
        }

        for (var n = 0; n < 3; n++)
        {
            time.Advance(TimeSpan.FromSeconds(6));
            silos[n % 2].Pass().GetAwaiter().GetResult();
        }

        // Of revisions that one page has the last is told.
        return store.Told.GroupBy(static one => one.Key.Id).All(entity =>
                entity.Select(static one => one.Revision).SequenceEqual(entity.Select(static one => one.Revision).Distinct().Order()) && entity.Last().Revision == revisions[entity.Key])
            && store.Told.Select(static one => one.Key.Id).Distinct().Count() == revisions.Count;

        SiloThatExpands Start() => new(store, time, Hears("desk", "document"), Hears("nobody", "milestone"));
    }
}
