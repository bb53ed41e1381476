using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Lists;

namespace Grains.Tests.Lists;

public sealed class ListBacklogTests
{
    [Fact]
    public void OfAnEntity_TheNewestRowWaits_AndAllItsCommits()
    {
        var backlog = new ListBacklog();
        backlog.Add(1, [Run("s2", 1)]);
        backlog.Add(2, [Run("s1", 4), Run("s2", 2)]);

        var taken = backlog.Take();

        taken.Rows.Select(static row => (row.Key.Id, row.Value.Version)).ShouldBe([("s1", 4), ("s2", 2)]);
        taken.Commits.ShouldBe([1, 2]);
    }

    [Fact]
    public void WhatIsPutBack_GivesWayToWhatCameMeanwhile()
    {
        var backlog = new ListBacklog();
        backlog.Add(1, [Run("s1", 1), Run("s2", 1)]);
        var taken = backlog.Take();
        backlog.Add(2, [Run("s2", 2)]);

        backlog.PutBack(taken, from: 1);

        var again = backlog.Take();
        again.Rows.Select(static row => (row.Key.Id, row.Value.Version)).ShouldBe([("s2", 2)]);
        again.Commits.ShouldBe([2, 1]);
    }

    [Fact]
    public void BeyondItsBound_RowsAreForgotten_WithEveryCommitTheyAreOf()
    {
        var backlog = new ListBacklog(most: 2);
        backlog.Add(1, [Run("s1", 1), Run("s2", 1)]).ShouldBe(0);
        backlog.Add(2, [Run("s3", 1)]).ShouldBe(3);
        backlog.Commits().ShouldBeEmpty();
        backlog.Lag.ShouldBe(TimeSpan.Zero);

        backlog.Add(3, [Run("s3", 2)]);

        // Commits 1 and 2 are not listed by writing this: the store still has them.
        backlog.Take().Commits.ShouldBe([3]);
    }

    [Fact]
    public void WhatIsBeingWritten_StillWaits()
    {
        var backlog = new ListBacklog();
        backlog.Add(1, [Run("s1", 1)]);
        backlog.Take();

        backlog.Count.ShouldBe(1);
        backlog.Commits().ShouldBe([1L]);
        backlog.Written();
        backlog.Count.ShouldBe(0);
        backlog.Commits().ShouldBeEmpty();
    }

    private static EntityRun Run(string id, long version)
    {
        var key = new EntityKey("default", EntityKind.Shipment, id);
        var at = DateTimeOffset.UnixEpoch;
        var head = new Head(null, null, null, null, [], "", at, default);
        return new EntityRun(key, [new JournalEntry(key, version, new EventId($"e{version}"), "", at, at, at, 0, "noted", "", default, default, () => head, [], [])]);
    }
}
