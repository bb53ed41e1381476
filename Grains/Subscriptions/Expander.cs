using System.Globalization;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Grains.Subscriptions;

/// <summary>
/// Decides who hears of what. Pure: what comes out follows from the page and the subscribers alone, so silos that decide about the same announcements
/// decide the same, and how announcements are cut into pages does not matter.
/// </summary>
internal static class Expander
{
    private const string Estimate = "estimate";
    private const string Deadline = "deadline";

    /// <summary>A digest is written so long after its time: whoever has just put something into it is done by then.</summary>
    private static readonly TimeSpan DigestPause = TimeSpan.FromMinutes(1);

    /// <summary>So much time is left between a decision and the time of the digest that it is for; else the next one takes it.</summary>
    private static readonly TimeSpan DigestMargin = TimeSpan.FromSeconds(30);

    /// <summary>Whether it is about what the subscriber asks for, as far as that can be told without its message.</summary>
    public static bool MayHear(Subscriber subscriber, OwedAnnouncement announcement) =>
        announcement.AnnouncedAt >= subscriber.Since && Matching.Covers(subscriber, announcement.Key.Source, announcement.Thing);

    /// <summary>Whether a decision about it depends on what was told before.</summary>
    public static bool NeedsTold(OwedAnnouncement announcement) => announcement.Revision > 0 || Topics.Covers(Estimate, announcement.Thing);

    /// <param name="oldest">What had happened longer than this ago when it was announced is not told, unless it corrects what was.</param>
    /// <param name="now">UTC: when what is told at once is due.</param>
    public static Expansion Decide(OwedPage page, IReadOnlyList<Subscriber> subscribers, TimeSpan oldest, DateTimeOffset now)
    {
        var decision = new Decision(page, now);
        foreach (var announcement in page.Announcements)
        {
            Freight? read = null;
            var isOld = announcement.AnnouncedAt - announcement.OccurredAt > oldest;
            foreach (var subscriber in subscribers)
            {
                if (!MayHear(subscriber, announcement)) continue;
                if (!Matching.Fits(subscriber.Filter, announcement.Thing, Read)) continue;
                DateTimeOffset? before = null;
                if (Topics.Covers(Estimate, announcement.Thing) ? decision.Slips(subscriber, announcement, Read(), isOld, out before) : IsNews(subscriber))
                    decision.Tell(subscriber, announcement, before);
            }

            // A deadline that has fired once more corrects nothing.
            bool IsNews(Subscriber subscriber) => announcement.Revision > 0 && !Topics.Covers(Deadline, announcement.Thing)
                ? decision.WasTold(subscriber, announcement) || (!isOld && !Read().IsWithdrawn)
                : !isOld;

            Freight Read() => read ??= Freight.Of(announcement);
        }

        return decision.Made;
    }

    /// <summary>A page's decision while it is being made: what is decided about an announcement counts for those after it.</summary>
    private sealed class Decision
    {
        private readonly OwedPage page;
        private readonly DateTimeOffset now;
        private readonly HashSet<Subject> told;
        private readonly Dictionary<Subject, ToldEstimate> estimates;
        private readonly Dictionary<Subject, ToldEstimate> changed = [];
        private readonly List<MadeNotification> notifications = [];
        private readonly Dictionary<string, MadeDigest> digests = new(StringComparer.Ordinal);
        private DateTimeOffset? notAfter;

        public Decision(OwedPage page, DateTimeOffset now)
        {
            this.page = page;
            this.now = now;
            told = [.. page.Told.Select(static one => new Subject(one.Subscription, one.Key, one.Thing))];
            estimates = page.Estimates.ToDictionary(static one => new Subject(one.Subscription, one.Key, one.Thing));
        }

        public Expansion Made => new(page.Announcements, notifications, [.. changed.Values], [.. digests.Values], notAfter);

        public bool WasTold(Subscriber subscriber, OwedAnnouncement announcement) => told.Contains(Subject.Of(subscriber, announcement));

        /// <summary>
        /// Whether an estimate has slipped by more than the threshold from the one told last. Until one has been told it is compared with the first one
        /// that there was for the subscriber: so one that jitters around the threshold is one message, not twenty. One that is withdrawn is told whatever the
        /// threshold, and so is the next one, for then none is what the subscriber knows of.
        /// </summary>
        /// <param name="before">The one that was told last.</param>
        public bool Slips(Subscriber subscriber, OwedAnnouncement announcement, Freight freight, bool isOld, out DateTimeOffset? before)
        {
            before = null;
            var subject = Subject.Of(subscriber, announcement);
            var known = estimates.GetValueOrDefault(subject);
            if (known is not null && known.Revision >= announcement.Revision) return false;
            var last = known is null ? freight.From ?? freight.To : known.Value;
            before = last;
            var slips = !isOld && (freight.To is { } to && last is { } from ? (to - from).Duration() > subscriber.EstimateThreshold : freight.To != last);
            // What is too old to be told is where the next one is measured from.
            var next = slips || (isOld && freight.To is not null) ? freight.To : last ?? freight.To;
            if (known is null || known.Value != next || slips)
                estimates[subject] = changed[subject] = new ToldEstimate(subscriber.Id, announcement.Key, announcement.Thing, announcement.Revision, next);
            return slips;
        }

        public void Tell(Subscriber subscriber, OwedAnnouncement announcement, DateTimeOffset? before)
        {
            told.Add(Subject.Of(subscriber, announcement));
            var id = NotificationIds.Of(subscriber.Id, announcement.Key, announcement.Thing, announcement.Revision);
            var made = new MadeNotification(
                id, subscriber.Id, subscriber.Channel, subscriber.Target, announcement.Key, announcement.Thing, announcement.Revision, now)
            { ToldBefore = before };
            if (subscriber.Timing == Timing.DailyDigest)
            {
                var digest = DigestFor(subscriber, announcement.Key.Source);
                notifications.Add(made with { Digest = digest.Id, NextAttemptAt = digest.NextAttemptAt });
                return;
            }

            var due = subscriber.Timing == Timing.OutsideQuietHours ? subscriber.Hours.NotQuiet(now) : now;
            notifications.Add(made with { NextAttemptAt = due, EscalateAt = due + subscriber.Backup?.After, Backup = subscriber.Backup?.Target });
        }

        private MadeDigest DigestFor(Subscriber subscriber, string source)
        {
            var (day, at) = subscriber.Hours.NextDigest(now + DigestMargin);
            if (!(notAfter <= at)) notAfter = at;
            var thing = NotificationIds.Digest + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var id = NotificationIds.OfDigest(source, subscriber.Id, thing);
            if (!digests.TryGetValue(id, out var digest))
                digests[id] = digest = new MadeDigest(id, source, subscriber.Id, subscriber.Channel, subscriber.Target, thing, at + DigestPause);
            return digest;
        }
    }

    /// <summary>What a subscription has been told about.</summary>
    private readonly record struct Subject(string Subscription, Interfaces.Entities.EntityKey Key, string Thing)
    {
        public static Subject Of(Subscriber subscriber, OwedAnnouncement announcement) => new(subscriber.Id, announcement.Key, announcement.Thing);
    }
}
