using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Makes lanes of announcements, in parts that a store takes at once. Each lane stands once in a part; what a part has made is known to those after it.
/// </summary>
/// <param name="known">The lanes there are of what is announced, as far as a decision depends on them.</param>
/// <param name="most">Lanes in a part.</param>
internal sealed class LanePage(Hearers hearers, IReadOnlyList<KnownLane> known, TimeSpan oldest, DateTimeOffset now, int most)
{
    private readonly ILookup<(EntityKey, string), KnownLane> known = known.ToLookup(static lane => (lane.Key.Key, lane.Key.Thing));

    // What this page has made of lanes, for the next revisions in it.
    private readonly Dictionary<LaneKey, KnownLane> overlay = [];
    private readonly Dictionary<LaneKey, MadeLane> lanes = [];
    private readonly Dictionary<LaneKey, OpenedDigest> digests = [];
    private readonly List<OwedAnnouncement> announcements = [];

    /// <summary>Parts with something in them.</summary>
    public IEnumerable<LaneExpansion> Parts(IEnumerable<OwedAnnouncement> owed)
    {
        foreach (var announcement in owed)
        {
            Freight? read = null;
            Freight Read() => read ??= Freight.Of(announcement);

            var place = -1;
            var there = this.known[(announcement.Key, announcement.Thing)].ToDictionary(static lane => (lane.Key.Subscription, lane.Key.Generation));
            foreach (var subscriber in hearers.Covering(announcement.Key.Source, announcement.Thing))
            {
                var lane = Known(subscriber.Id, subscriber.Generation);
                if (Expander.Decide(announcement, subscriber, lane, Read, oldest, now) is { } made) Add(made, subscriber, lane);
                if (subscriber.Backup is not null && Known(subscriber.Id + NotificationIds.Backup, subscriber.Generation) is { } backup
                    && Expander.OfBackup(announcement, subscriber, backup, now) is { } forBackup) Add(forBackup, subscriber, backup);
                if (lanes.Count < most) continue;
                yield return Take();
                place = -1;
            }

            KnownLane? Known(string subscription, Guid generation)
            {
                if (overlay.Count > 0 && overlay.TryGetValue(new LaneKey(subscription, generation, announcement.Key, announcement.Thing), out var made)) return made;
                return there.GetValueOrDefault((subscription, generation));
            }

            void Add(MadeLane made, Subscriber subscriber, KnownLane? lane)
            {
                if (place < 0)
                {
                    place = announcements.Count;
                    announcements.Add(announcement);
                }

                made = made with { Place = place };
                lanes[made.Key] = lanes.TryGetValue(made.Key, out var before) ? Both(before, made) : made;
                var state = made.Next != LaneState.Idle ? made.Next : lane?.State ?? LaneState.Idle;
                overlay[made.Key] = new KnownLane(made.Key, announcement.Revision, state, lane?.Told, lane?.Doubtful ?? false, made.Base ?? lane?.Base);
                if (made.Next != LaneState.Collected) return;
                var digest = Expander.DigestOf(announcement.Key.Source, subscriber, now);
                digests[digest.Lane] = digest;
            }
        }

        if (lanes.Count > 0) yield return Take();
    }

    /// <summary>What waits since the earlier one waits on.</summary>
    private static MadeLane Both(MadeLane earlier, MadeLane later) => later with
    {
        Next = later.Next == LaneState.Idle ? earlier.Next : later.Next,
        DueAt = earlier.Next == LaneState.Waiting ? earlier.DueAt : later.DueAt,
        EscalateAt = earlier.EscalateAt ?? later.EscalateAt,
        Base = later.Base ?? earlier.Base,
    };

    private LaneExpansion Take()
    {
        var part = new LaneExpansion([.. announcements], [.. lanes.Values], [.. digests.Values]);
        announcements.Clear();
        lanes.Clear();
        digests.Clear();
        return part;
    }
}
