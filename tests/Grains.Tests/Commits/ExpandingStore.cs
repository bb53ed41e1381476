using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;

namespace Grains.Tests.Commits;

/// <summary>A store in memory that keeps its contract and says what it was asked. It fails when it is told to, before or after it has done what it was asked.</summary>
internal sealed class ExpandingStore(TimeProvider time) : ICommitStore, ILaneStore, ISubscriptionStore
{
    private readonly List<ReadCommit> commits = [];
    private readonly Dictionary<LaneKey, KnownLane> lanes = [];
    private (Guid Holder, DateTimeOffset Until)? lease;

    /// <summary>Called with the name of each call before it is done (false) and after it (true); throws to fail.</summary>
    public Action<string, bool> Fault { get; set; } = static (_, _) => { };

    public List<string> Calls { get; } = [];

    /// <summary>What lanes were made to tell, in the order in which it was written: a lane takes a revision once.</summary>
    public List<ToldRevision> Told { get; } = [];

    public List<OwedAnnouncement> Old { get; } = [];

    public CommitPlace Stands { get; private set; } = new(100, 0);

    /// <summary>Transactions from this one on are not read.</summary>
    public ulong Oldest { get; set; } = ulong.MaxValue;

    public RunningTransaction? Hanging { get; set; }

    public AllSubscriptions? Subscriptions { get; set; }

    public void Commit(params OwedAnnouncement[] announcements) =>
        commits.Add(new ReadCommit(new CommitPlace(200 + (ulong)commits.Count, commits.Count + 1), time.GetUtcNow(), [], announcements));

    /// <summary>The last commits were never made, and the next ones get their numbers.</summary>
    public void Lose(int last) => commits.RemoveRange(commits.Count - last, last);

    public Task<CommitPlace?> Lease(string reader, Guid holder, TimeSpan duration, CancellationToken cancellation) => Do<CommitPlace?>("lease", () =>
    {
        if (lease is { } held && held.Holder != holder && held.Until > time.GetUtcNow()) return null;
        lease = (holder, time.GetUtcNow() + duration);
        return Stands;
    });

    public Task Release(string reader, Guid holder, CancellationToken cancellation) => Do("release", () =>
    {
        if (lease?.Holder == holder) lease = null;
        return 0;
    });

    public Task<CommitPage> Read(CommitPlace after, CommitParts parts, int limit, CancellationToken cancellation) => Do($"read {parts}", () =>
    {
        var next = commits.FindAll(one => (one.Place.Xid, one.Place.Id).CompareTo((after.Xid, after.Part > 0 ? after.Id - 1 : after.Id)) > 0);
        return new CommitPage(
            [.. next.Where(one => one.Place.Xid < Oldest).Take(limit).Select(one => parts.HasFlag(CommitParts.Announcements) ? one : one with { Announcements = [] })],
            Oldest, next.Exists(one => one.Place.Xid >= Oldest), next.Count(one => one.Place.Xid < Oldest) >= limit);
    });

    public Task<bool> Move(CommitMove move, CancellationToken cancellation) => Do("move", () => Moves(move));

    public Task<RunningTransaction?> Find(ulong transaction, CancellationToken cancellation) => Do("find", () => Hanging);

    public Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) => Do<IReadOnlyList<OwedAnnouncement>>("old", () => [.. Old.Take(limit)]);

    public Task<IReadOnlyList<KnownLane>> Known(IReadOnlyList<(EntityKey Key, string Thing)> things, CancellationToken cancellation) =>
        Do<IReadOnlyList<KnownLane>>("known", () => [.. lanes.Values.Where(lane => things.Contains((lane.Key.Key, lane.Key.Thing)))]);

    public Task<bool> Expand(LaneExpansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) => Do("expand", () =>
    {
        expansion.Lanes.Select(static lane => lane.Key).ShouldBeUnique();
        if (!Moves(move)) return false;
        if (move.IsOfOldAnnouncements && move.From != move.To) Old.RemoveAll(expansion.Announcements.Contains);
        foreach (var made in expansion.Lanes)
        {
            var announcement = expansion.Announcements[made.Place];
            (announcement.Key, announcement.Thing).ShouldBe((made.Key.Key, made.Key.Thing));
            var before = lanes.GetValueOrDefault(made.Key);
            if (before?.Revision >= announcement.Revision) continue;
            // Whatever waits is told at once here.
            lanes[made.Key] = new KnownLane(made.Key, announcement.Revision, LaneState.Idle, made.Next == LaneState.Idle ? before?.Told : announcement.Message, false, made.Base ?? before?.Base);
            if (made.Next != LaneState.Idle) Told.Add(new ToldRevision(made.Key.Subscription, announcement.Key, announcement.Thing, announcement.Revision));
        }

        return true;
    });

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) =>
        Do("changed", () => Subscriptions is { } all && all.Version > known ? all : null);

    public Task<IReadOnlyList<TakenMailbox>> Take(Guid holder, TimeSpan duration, int limit, int capability, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<string>> Renew(Guid holder, IReadOnlyList<string> targets, TimeSpan duration, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<(long News, IReadOnlyList<WaitingLane> Lanes)> Due(string target, int limit, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<string>> Release(Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<DateTimeOffset?> NextDue(int capability, CancellationToken cancellation) => throw new NotSupportedException();
    public Task Record(IReadOnlyList<LaneOutcome> outcomes, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<WaitingLane>> Collected(LaneKey digest, int limit, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<WaitingLane?> Close(LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<WaitingLane>> Escalating(int limit, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task HandOn(IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<int> Expire(DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<SubscriptionBook> Read(string source, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<SaveOutcome> Save(string source, Stakeholder stakeholder, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<SaveOutcome> Save(string source, Subscription subscription, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();

    private bool Moves(CommitMove move)
    {
        if (move.From != Stands) return false;
        Stands = move.To;
        return true;
    }

    private Task<T> Do<T>(string call, Func<T> act)
    {
        Calls.Add(call);
        Fault(call, false);
        var result = act();
        Fault(call, true);
        return Task.FromResult(result);
    }
}

/// <summary>A revision of a thing that a subscription is told.</summary>
internal readonly record struct ToldRevision(string Subscription, EntityKey Key, string Thing, int Revision);
