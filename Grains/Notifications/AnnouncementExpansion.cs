using Grains.Subscriptions;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>Turns announcements into notifications, page by page: what is owed comes from the store, who hears of it is decided here, and written as a whole.</summary>
internal sealed class AnnouncementExpansion(INotificationStore store, Subscribers subscribers, IOptions<NotificationOptions> options, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>So often somebody else may have been faster on a whole page; whatever is left is for the next pass.</summary>
    private const int MostVain = 3;

    public async Task Run(CancellationToken cancellation)
    {
        for (var vain = 0; vain < MostVain;)
        {
            var page = await store.Owed(PageSize, cancellation);
            if (page.Announcements.Count == 0) return;
            var book = await subscribers.Since(page.Subscriptions, cancellation);
            var now = time.GetUtcNow();
            var expanded = await store.Expand(Expander.Decide(page, book.All, options.Value.OldestAnnounced, now), now, cancellation);
            if (page.Announcements.Count < PageSize && expanded == page.Announcements.Count) return;
            // Somebody else has done some of it, or a digest that it was for is too near by now: what is left is decided anew.
            vain = expanded == 0 ? vain + 1 : 0;
        }
    }
}
