using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Grains.Subscriptions;

/// <summary>
/// Decides whose lanes an announcement is for. Pure: what comes out follows from the announcements, the lanes and the subscribers alone, and how announcements are cut into parts does not matter. What
/// is said, and whether anything is, is decided when it is sent: see <see cref="Saying"/>.
/// </summary>
internal static class Expander
{
    /// <summary>Where an announcement stands among others is known to who writes them together.</summary>
    private const int Unplaced = -1;

    /// <summary>Whether it is about what the subscriber asks for, as far as that can be told without its message.</summary>
    public static bool MayHear(Subscriber subscriber, OwedAnnouncement announcement) =>
        announcement.AnnouncedAt >= subscriber.Since && Matching.Covers(subscriber, announcement.Key.Source, announcement.Thing);

    /// <summary>Whether a decision about it depends on lanes that are there.</summary>
    public static bool NeedsKnown(OwedAnnouncement announcement) => announcement.Revision > 0 || Estimates.Are(announcement.Thing);

    /// <summary>Of an announcement, what becomes of the lane of one that may hear it; null: nothing.</summary>
    /// <param name="known">The lane, if it is there.</param>
    /// <param name="freight">What it says.</param>
    /// <param name="oldest">What had happened longer than this ago when it was announced is not told, unless it corrects what was.</param>
    /// <param name="now">UTC.</param>
    public static MadeLane? Decide(
        OwedAnnouncement announcement, Subscriber subscriber, KnownLane? known, Func<Freight> freight, TimeSpan oldest, DateTimeOffset now)
    {
        if (known?.Revision >= announcement.Revision) return null;
        var isOld = announcement.AnnouncedAt - announcement.OccurredAt > oldest;
        // What waited when a pause began waits for its end.
        var fits = (!subscriber.IsPaused || known is { State: not LaneState.Idle }) && MayHear(subscriber, announcement) && Matching.Fits(subscriber.Filter, announcement.Thing, freight);
        var isOpen = known is { } lane && (lane.Told is not null || lane.Doubtful || lane.State != LaneState.Idle);
        // Whoever was told of it hears its correction, whatever the filter says now; of what waits, whoever sends it finds out what holds.
        if (!fits && !isOpen) return null;
        // A deadline that fires once more corrects nothing.
        if (Topics.Covers("deadline", announcement.Thing) && (!fits || isOld)) return null;
        var estimate = Estimates.Are(announcement.Thing) ? freight() : null;
        var basis = estimate is null || known?.Told is not null ? null
            // What is too old to be told is where the next one is measured from.
            : isOld && estimate.To is not null ? estimate.To
            : known is null ? estimate.From ?? estimate.To : null;
        var isNews = isOpen || (!isOld && (estimate is null ? !freight().IsWithdrawn : Estimates.Differ(basis ?? known?.Base, estimate.To, subscriber.EstimateThreshold)));
        if (!isNews && estimate is null) return null;
        // What is told of an estimate already is measured from that, so that one that jitters around the threshold is one message, not twenty.
        if (isOpen && known is { State: LaneState.Idle, Doubtful: false, Told: { } told } && estimate is not null)
            isNews = Estimates.Differ(Estimates.Of(told), estimate.To, subscriber.EstimateThreshold);
        var key = new LaneKey(subscriber.Id, subscriber.Generation, announcement.Key, announcement.Thing);
        var (next, due) = !isNews ? (LaneState.Idle, now)
            : subscriber.Timing == Timing.DailyDigest ? (LaneState.Collected, now)
            : (LaneState.Waiting, subscriber.Timing == Timing.OutsideQuietHours ? subscriber.Hours.NotQuiet(now) : now);
        return new MadeLane(Unplaced, key, subscriber.Target, fits && !isOld, next, due, next == LaneState.Waiting ? due + subscriber.Backup?.After : null, basis);
    }

    /// <summary>What becomes of the lane of a backup contact that is there: whoever was told in somebody's place hears the correction, too.</summary>
    public static MadeLane? OfBackup(OwedAnnouncement announcement, Subscriber subscriber, KnownLane known, DateTimeOffset now) =>
        known.Revision >= announcement.Revision || subscriber.Backup is not { } backup || (known.Told is null && !known.Doubtful && known.State == LaneState.Idle)
            ? null
            : new MadeLane(Unplaced, known.Key, backup.Target.Target, Fits: false, LaneState.Waiting, now);

    /// <summary>The digest that collects what is made.</summary>
    public static OpenedDigest DigestOf(string source, Subscriber subscriber, DateTimeOffset now) =>
        new(LaneKey.OfDigest(source, subscriber.Id, subscriber.Generation), subscriber.Target, subscriber.Hours.NextDigest(now).At);
}
