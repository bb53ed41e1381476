using Grains.Interfaces.Notifications;
using Orleans.Concurrency;

namespace Grains.Notifications;

/// <inheritdoc cref="INotificationGrain"/>
[Reentrant, StatelessWorker]
internal sealed class NotificationGrain(INotificationStore store, NotificationDispatcher dispatcher, TimeProvider time) : Grain, INotificationGrain
{
    public Task<NotificationPage> Find(NotificationQuery query) => store.Find(query, CancellationToken.None);

    public Task<NotificationFile?> Read(string source, string id) => store.Read(source, id, CancellationToken.None);

    public async Task<RetryOutcome> Retry(string source, string id)
    {
        var outcome = await store.Retry(source, id, time.GetUtcNow(), CancellationToken.None);
        if (outcome == RetryOutcome.Due) dispatcher.Wake();
        return outcome;
    }
}
