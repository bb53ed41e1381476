using Grains.Notifications;
using Grains.Subscriptions;

namespace Grains.Tests.Subscriptions;

/// <summary>What a store keeps of expansions, plainly.</summary>
internal sealed class ExpandedPages(IReadOnlyList<Subscriber> subscribers)
{
    private readonly Dictionary<(string, Interfaces.Entities.EntityKey, string), ToldEstimate> estimates = [];

    public static TimeSpan Week { get; } = TimeSpan.FromDays(7);

    public List<MadeNotification> Notifications { get; } = [];

    public Dictionary<string, MadeDigest> Digests { get; } = [];

    public ExpandedPages Expand(DateTimeOffset now, params IReadOnlyList<OwedAnnouncement> announcements)
    {
        var made = Expander.Decide(Page(announcements), subscribers, Week, now);
        made.Announcements.ShouldBe(announcements);
        Notifications.AddRange(made.Notifications);
        foreach (var digest in made.Digests) Digests.TryAdd(digest.Id, digest);
        foreach (var estimate in made.Estimates)
        {
            var key = (estimate.Subscription, estimate.Key, estimate.Thing);
            if (!(estimates.GetValueOrDefault(key)?.Revision >= estimate.Revision)) estimates[key] = estimate;
        }

        return this;
    }

    private OwedPage Page(IReadOnlyList<OwedAnnouncement> announcements) => new(
        announcements,
        [
            .. from announcement in announcements
               from made in Notifications
               where made.Key == announcement.Key && made.Thing == announcement.Thing && made.Revision < announcement.Revision
               select new ToldThing(made.Subscription, made.Key, made.Thing),
        ],
        [.. estimates.Values.Where(estimate => announcements.Any(announcement => (announcement.Key, announcement.Thing) == (estimate.Key, estimate.Thing)))]);
}
