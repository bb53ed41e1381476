using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using Orleans.Concurrency;

namespace Grains.Notifications;

/// <inheritdoc cref="INotificationGrain"/>
/// <remarks>Over which channel something goes that waits is known by its subscription alone.</remarks>
[Reentrant, StatelessWorker]
internal sealed class NotificationGrain(IMessageLog messages, Subscribers subscribers, NotificationDispatcher dispatcher, TimeProvider time) : Grain, INotificationGrain
{
    public async Task<NotificationPage> Find(NotificationQuery query)
    {
        var page = await messages.Find(query, CancellationToken.None);
        if (page.Items.All(static one => one.Channel.Length > 0)) return page;
        var book = await subscribers.Read(CancellationToken.None);
        return page with { Items = [.. page.Items.Select(one => WithChannel(one, book))] };
    }

    public async Task<NotificationFile?> Read(string source, string id)
    {
        var file = await messages.Read(source, id, CancellationToken.None);
        return file is null || file.Notification.Channel.Length > 0 ? file : file with { Notification = WithChannel(file.Notification, await subscribers.Read(CancellationToken.None)) };
    }

    public async Task<RetryOutcome> Retry(string source, string id)
    {
        var outcome = await messages.Retry(source, id, time.GetUtcNow(), CancellationToken.None);
        if (outcome == RetryOutcome.Due) dispatcher.News();
        return outcome;
    }

    private static ListedNotification WithChannel(ListedNotification one, Subscribers.Book book) =>
        one.Channel.Length > 0 ? one : one with { Channel = book.ChannelOf(one.Key.Source, one.Subscription) };
}
