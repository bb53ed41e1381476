using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Orleans.Concurrency;

namespace Grains.Notifications;

/// <inheritdoc cref="INotificationGrain"/>
[Reentrant, StatelessWorker]
internal sealed class NotificationGrain(IMessageLog messages, NotificationDispatcher dispatcher, TimeProvider time) : Grain, INotificationGrain
{
    public Task<NotificationPage> Find(NotificationQuery query) => messages.Find(query, CancellationToken.None);

    public Task<NotificationFile?> Read(string source, string id) => messages.Read(source, id, CancellationToken.None);

    public async Task<RetryOutcome> Retry(string source, string id)
    {
        var outcome = await messages.Retry(source, id, time.GetUtcNow(), CancellationToken.None);
        if (outcome == RetryOutcome.Due) dispatcher.News();
        return outcome;
    }
}
