using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Commits;

/// <summary>Commits are read in order, each once, and say by themselves what counts.</summary>
public abstract class CommitReadingTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");

    [Fact]
    public async Task ACommit_SaysWhatItWroteAndAnnounced_InTheOrderOfItsBatch()
    {
        var place = await Storage.Place();
        await Journal.Append(
            Run(Entry(Shipment("b"), 1, "evt-1", null, Owed("milestone:departed", 3)), Entry(Shipment("b"), 2, "evt-2", null, Owed("customs:fda"), Owed("milestone:arrived"))),
            Run(Entry(Shipment("a", "north"), 1, "evt-1")),
            Run(Entry(Shipment("c"), 1, "evt-1", null, Owed("document:bill \uD83D\uDEA2"))));

        var commit = (await Storage.Commits.After(place, CommitParts.Runs | CommitParts.Announcements)).ShouldHaveSingleItem();

        commit.Runs.ShouldBe([new CommittedRun(Shipment("b"), 1, 2), new CommittedRun(Shipment("c"), 1, 1), new CommittedRun(Shipment("a", "north"), 1, 1)], ignoreOrder: true);
        commit.Announcements.Select(one => (one.Key, one.Thing, one.Revision, one.Version)).ShouldBe(
        [
            (Shipment("b"), "milestone:departed", 3, 1L), (Shipment("b"), "customs:fda", 0, 2L), (Shipment("b"), "milestone:arrived", 0, 2L), (Shipment("c"), "document:bill \uD83D\uDEA2", 0, 1L),
        ]);
        commit.Announcements.ShouldAllBe(one => one.OccurredAt == Noon.AddHours(-3) && one.AnnouncedAt == commit.CommittedAt && Text(one.Message) == $"{{\"thing\":\"{one.Thing}\"}}");
        (await Storage.Commits.After(place, CommitParts.None)).ShouldHaveSingleItem().Announcements.ShouldBeEmpty();
        (await Storage.Commits.After(commit.Place, CommitParts.Runs)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatWasRefused_IsNoPartOfACommit()
    {
        await Journal.Append(Run(Key, 1, 3));
        var place = (await Storage.Commits.After(await Storage.Place(), CommitParts.None))[^1].Place;

        await Journal.Append(Run(Entry(Key, 3, "zombie", null, Owed("milestone:arrived"))), Run(Entry(Shipment("other"), 1, "evt-1", null, Owed())), Run(Entry(Shipment("x"), 2, "zombie", null, Owed())));
        (await Journal.Append(Run(Entry(Key, 3, "zombie", null, Owed())))).ShouldBe([Key]);

        var commit = (await Storage.Commits.After(place, CommitParts.Runs | CommitParts.Announcements)).ShouldHaveSingleItem();
        commit.Runs.ShouldBe([new CommittedRun(Shipment("other"), 1, 1)]);
        commit.Announcements.ShouldHaveSingleItem().Key.ShouldBe(Shipment("other"));
    }

    /// <summary>Whoever was held back for long must not take all that waits into memory at once.</summary>
    [Fact]
    public async Task APage_EndsWhereItIsLongEnough_InBytesToo_AndTheNextOneGoesOn()
    {
        var place = await Storage.Place();
        var chance = new Random(7);
        for (var n = 0; n < 6; n++)
        {
            // Nothing can make it shorter.
            var message = new byte[100_000];
            chance.NextBytes(message);
            await Journal.Append(Run(Entry(Shipment($"long-{n}"), 1, "evt-1", null, new Grains.Domain.Announcements.Announcement("document:1", 0, Noon, message))));
        }

        var read = new List<string>();
        // Other tests' transactions on the same server hold the reader back for a moment.
        while (read.Count < 6)
        {
            var page = await Storage.Commits.Read(place, CommitParts.Announcements, 64, Cancellation);
            page.Commits.Count.ShouldBeLessThanOrEqualTo(2);
            if (page.Commits.Count == 0) continue;
            read.AddRange(page.Commits.SelectMany(static one => one.Announcements, static (_, said) => said.Key.Id));
            place = page.Commits[^1].Place;
        }

        read.ShouldBe([.. Enumerable.Range(0, 6).Select(static n => $"long-{n}")]);
        (await Storage.Commits.Read(place, CommitParts.None, 64, Cancellation)).HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task AnAnnouncementThatNobodyWants_LeavesNothingButItsCommit()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, Owed(), Owed("milestone:arrived"))));
        var owing = await Storage.Owed(10);

        (await Storage.Commits.Move(owing.Move, Cancellation)).ShouldBeTrue();

        (await Lanes.OldOwed(10, Cancellation)).ShouldBeEmpty();
        (await Messages.Find(new("default", null, null, null, null, 10, null), Cancellation)).Items.ShouldBeEmpty();
        (await Storage.Owed(10)).Announcements.ShouldBeEmpty();
        (await Messages.List("default", Key, 10, Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task AReader_MovesOnlyFromWhereItStands()
    {
        await Journal.Append(Run(Key, 1, 1));
        await Journal.Append(Run(Key, 2, 2));
        var place = await Storage.Place();
        var commits = await Storage.Commits.After(place, CommitParts.None);

        (await Storage.Commits.Move(new CommitMove(Reader, place, commits[0].Place), Cancellation)).ShouldBeTrue();
        (await Storage.Commits.Move(new CommitMove(Reader, place, commits[1].Place), Cancellation)).ShouldBeFalse();
        (await Storage.Place()).ShouldBe(commits[0].Place);
        (await Storage.Commits.Move(new CommitMove("nobody", place, commits[1].Place), Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task ANewReader_BeginsBehindWhatExists()
    {
        await Journal.Append(Run(Key, 1, 1));
        // Whatever runs on the server now is not behind it.
        await Storage.Commits.After(await Storage.Place(), CommitParts.None);
        var holder = Guid.NewGuid();

        var place = (await Storage.Commits.Lease("feed", holder, TimeSpan.FromMinutes(1), Cancellation)).ShouldNotBeNull();
        await Journal.Append(Run(Key, 2, 2));

        (await Storage.Commits.After(place, CommitParts.Runs)).ShouldHaveSingleItem().Runs.ShouldBe([new CommittedRun(Key, 2, 2)]);
        (await Storage.Commits.Lease("feed", holder, TimeSpan.FromMinutes(1), Cancellation)).ShouldBe(place);
    }

    [Fact]
    public async Task ACommitOfWhichAPartWasDealtWith_IsReadAgain()
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1", null, [.. Enumerable.Range(0, 7).Select(i => Owed($"thing:{i}"))])));
        await Journal.Append(Run(Entry(Key, 2, "evt-2", null, Owed("thing:7"))));

        var things = new List<string>();
        while (await Storage.Owed(3) is { Announcements.Count: > 0 } owing)
        {
            things.AddRange(owing.Announcements.Select(one => one.Thing));
            (await Storage.Expand(owing, ["ops"], Noon)).ShouldBe(owing.Announcements.Count);
        }

        things.ShouldBe(Enumerable.Range(0, 8).Select(i => $"thing:{i}"));
        (await Lanes.Due(Target, 20, Noon, Cancellation)).Lanes.Count.ShouldBe(8);
    }

    /// <summary>Writers that write at the same time, a reader that reads in small pages meanwhile: it sees each commit once, and each entity's versions in order.</summary>
    [Fact]
    public async Task WithManyWriters_EachCommitIsReadOnce_AndEachEntityInOrder()
    {
        const int writers = 4, batches = 60;
        var other = await Storage.OpenAgain();
        var place = await Storage.Place();
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            await Task.Yield();
            var journal = (writer % 2 == 0 ? Storage : other).Journal.Alone;
            for (var version = 1; version <= batches; version++)
                await journal.Append([.. Enumerable.Range(0, 3).Select(i => Run(Entry(Shipment($"w{writer}-{i}"), version, $"evt-{version}", null, Owed(revision: version))))], Guid.Empty, Cancellation);
        }));

        var read = new List<(EntityKey Key, long Version)>();
        for (var ended = false; ;)
        {
            var done = writing.IsCompleted;
            var page = await Storage.Commits.Read(place, CommitParts.Runs | CommitParts.Announcements, 5, Cancellation);
            foreach (var commit in page.Commits)
            {
                place.ShouldBeLessThan(commit.Place, Order);
                place = commit.Place;
                commit.Announcements.Select(one => (one.Key, one.Version)).ShouldBe(commit.Runs.Select(run => (run.Key, run.First)));
                read.AddRange(commit.Runs.Select(run => (run.Key, run.Last)));
            }

            if (page.Commits.Count > 0 || page.IsHeldBack) continue;
            if (ended) break;
            ended = done;
        }

        await writing;
        read.Count.ShouldBe(writers * batches * 3);
        foreach (var entity in read.GroupBy(one => one.Key)) entity.Select(one => one.Version).ShouldBe(Enumerable.Range(1, batches).Select(version => (long)version));
    }

    private static readonly IComparer<CommitPlace> Order = Comparer<CommitPlace>.Create(static (left, right) => (left.Xid, left.Id).CompareTo((right.Xid, right.Id)));
}
