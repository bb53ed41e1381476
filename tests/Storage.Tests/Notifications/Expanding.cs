using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;

namespace Storage.Tests.Notifications;

/// <summary>Expansions as simple as can be: everybody hears everything. Who hears what is shown in Grains.Tests.</summary>
internal static class Expanding
{
    public static Subscriber Hears(string id, string channel) => new(id, null, channel, channel, [Topics.All], SubscriptionFilter.All);

    /// <summary>Reads a page and expands it for all of them.</summary>
    public static async Task<int> Expand(this INotificationStore store, IReadOnlyList<Subscriber> subscribers, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        await store.Expand(ForAll(await store.Owed(limit, cancellation), subscribers, now), now, cancellation);

    public static Expansion ForAll(OwedPage page, IReadOnlyList<Subscriber> subscribers, DateTimeOffset due) => new(
        page.Announcements,
        [
            .. from one in page.Announcements
               from subscriber in subscribers
               select new MadeNotification(
                   NotificationIds.Of(subscriber.Id, one.Key, one.Thing, one.Revision), subscriber.Id, subscriber.Channel, subscriber.Target, one.Key, one.Thing, one.Revision, due),
        ],
        [],
        [],
        null);

    public static Task<IReadOnlyList<Notification>> Claim(
        this INotificationStore store, string[] channels, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        store.Claim(ClaimScope.Over(channels), limit, now, lease, cancellation);

    public static Task<DateTimeOffset?> NextDue(this INotificationStore store, string[] channels, CancellationToken cancellation) =>
        store.NextDue(ClaimScope.Over(channels), handsOn: true, cancellation);
}
