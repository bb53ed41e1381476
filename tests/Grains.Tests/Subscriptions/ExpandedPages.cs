using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;

namespace Grains.Tests.Subscriptions;

/// <summary>A message as it was sent.</summary>
/// <param name="Told">What was told before; null: nothing.</param>
/// <param name="ToldBefore">The estimate that the subscription knew of.</param>
internal sealed record Sent(string Subscription, Interfaces.Entities.EntityKey Key, string Thing, int Revision, ReadOnlyMemory<byte>? Told, DateTimeOffset? ToldBefore);

/// <summary>What a store makes of expansions, plainly; what waits is sent when it is told so, to targets that take everything.</summary>
internal sealed class ExpandedPages(IReadOnlyList<Subscriber> subscribers)
{
    private readonly Dictionary<LaneKey, (MadeLane Made, WaitingLane Lane, LaneState State)> lanes = [];

    public static TimeSpan Week { get; } = TimeSpan.FromDays(7);

    public List<Sent> Sent { get; } = [];

    public Dictionary<LaneKey, OpenedDigest> Digests { get; } = [];

    public IReadOnlyList<MadeLane> Made => [.. lanes.Values.Select(static one => one.Made)];

    public IReadOnlyList<WaitingLane> Lanes => [.. lanes.Values.Select(static one => one.Lane)];

    /// <summary>Each is announced after what came before it has been sent.</summary>
    public ExpandedPages Expand(DateTimeOffset now, params IReadOnlyList<OwedAnnouncement> announcements)
    {
        foreach (var one in announcements) Together(now, one).Send();
        return this;
    }

    /// <summary>All are announced before any is sent.</summary>
    public ExpandedPages Together(DateTimeOffset now, params IReadOnlyList<OwedAnnouncement> announcements)
    {
        foreach (var part in new LanePage(new Hearers(subscribers), [.. lanes.Values.Select(static one => Known(one.Lane, one.State))], Week, now, most: 3).Parts(announcements))
        {
            part.Lanes.Select(static lane => lane.Key).ShouldBeUnique();
            foreach (var made in part.Lanes) Take(made, part.Announcements[made.Place], now);
            foreach (var digest in part.Digests) Digests.TryAdd(digest.Lane, digest);
        }

        return this;
    }

    public ExpandedPages Send()
    {
        foreach (var (key, (made, lane, state)) in lanes.Where(static one => one.Value.State != LaneState.Idle).ToList())
        {
            var subscriber = subscribers.Single(one => one.Id == key.Subscription);
            if (!Saying.HasSomething(lane, subscriber.EstimateThreshold))
            {
                lanes[key] = (made, lane, LaneState.Idle);
                continue;
            }

            Sent.Add(new Sent(key.Subscription, key.Key, key.Thing, lane.Revision, lane.Told, Estimates.Are(key.Thing) ? lane.Told is { } told ? Estimates.Of(told) : lane.Base : null));
            lanes[key] = (made, lane with { Told = lane.Message }, LaneState.Idle);
        }

        return this;
    }

    private static KnownLane Known(WaitingLane lane, LaneState state) => new(lane.Key, lane.Revision, state, lane.Told, lane.Doubtful, lane.Base);

    private void Take(MadeLane made, OwedAnnouncement announcement, DateTimeOffset now)
    {
        var before = lanes.TryGetValue(made.Key, out var there) ? there.Lane : null;
        if (before?.Revision >= announcement.Revision) return;
        var lane = new WaitingLane(
            made.Key, made.Target, announcement.Revision, announcement.Message, announcement.AnnouncedAt, before?.Since ?? now, made.Fits, made.Base ?? before?.Base, before?.Told, false, 0, 0);
        lanes[made.Key] = (made, lane, made.Next == LaneState.Idle && before is not null ? there.State : made.Next);
    }
}
