using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using Orleans.Concurrency;

namespace Grains.Notifications;

/// <inheritdoc cref="IAnnouncementGrain"/>
[Reentrant, StatelessWorker]
internal sealed class AnnouncementGrain(IMessageLog messages, Subscribers subscribers) : Grain, IAnnouncementGrain
{
    public async Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit)
    {
        var records = await messages.List(source, key, limit, CancellationToken.None);
        if (records.All(static record => record.Notifications.All(static one => one.Channel.Length > 0))) return records;
        var book = await subscribers.Read(CancellationToken.None);
        return [.. records.Select(record => record with { Notifications = [.. record.Notifications.Select(one => one.Channel.Length > 0 ? one : one with { Channel = book.ChannelOf(source, one.Subscription) })] })];
    }
}
