using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;

namespace Grains.Tests.Commits;

/// <summary>A store in memory that keeps its contract and says what it was asked. It fails when it is told to, before or after it has done what it was asked.</summary>
internal sealed class ExpandingStore(TimeProvider time) : ICommitStore, INotificationStore, ISubscriptionStore
{
    private readonly List<ReadCommit> commits = [];
    private readonly Dictionary<(string, EntityKey, string), ToldEstimate> estimates = [];
    private (Guid Holder, DateTimeOffset Until)? lease;

    /// <summary>Called with the name of each call before it is done (false) and after it (true); throws to fail.</summary>
    public Action<string, bool> Fault { get; set; } = static (_, _) => { };

    public List<string> Calls { get; } = [];

    public List<MadeNotification> Notifications { get; } = [];

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

    public Task<OwedPage> Told(IReadOnlyList<OwedAnnouncement> announcements, CancellationToken cancellation) => Do("told", () => new OwedPage(
        announcements,
        [
            .. from announcement in announcements
               from made in Notifications
               where made.Key == announcement.Key && made.Thing == announcement.Thing && made.Revision < announcement.Revision
               select new ToldThing(made.Subscription, made.Key, made.Thing),
        ],
        [.. estimates.Values.Where(estimate => announcements.Any(announcement => (announcement.Key, announcement.Thing) == (estimate.Key, estimate.Thing)))]));

    public Task<bool> Expand(Expansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) => Do("expand", () =>
    {
        _ = expansion.Places();
        if (expansion.NotAfter <= time.GetUtcNow() || !Moves(move)) return false;
        if (move.IsOfOldAnnouncements) Old.RemoveAll(expansion.Announcements.Contains);
        Notifications.AddRange(expansion.Notifications);
        foreach (var estimate in expansion.Estimates) estimates[(estimate.Subscription, estimate.Key, estimate.Thing)] = estimate;
        return true;
    });

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) =>
        Do("changed", () => Subscriptions is { } all && all.Version > known ? all : null);

    public Task<IReadOnlyList<Notification>> Claim(ClaimScope scope, int limit, DateTimeOffset now, TimeSpan duration, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<int> Escalate(int limit, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
    public Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<DateTimeOffset?> NextDue(ClaimScope scope, bool handsOn, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
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
