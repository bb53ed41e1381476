using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Orleans.Concurrency;

namespace Grains.Notifications;

/// <inheritdoc cref="IAnnouncementGrain"/>
[Reentrant, StatelessWorker]
internal sealed class AnnouncementGrain(INotificationStore store) : Grain, IAnnouncementGrain
{
    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit) =>
        store.List(source, key, limit, CancellationToken.None);
}
