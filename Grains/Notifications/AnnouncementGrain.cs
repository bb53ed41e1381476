using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Orleans.Concurrency;

namespace Grains.Notifications;

/// <inheritdoc cref="IAnnouncementGrain"/>
[Reentrant, StatelessWorker]
internal sealed class AnnouncementGrain(IMessageLog messages) : Grain, IAnnouncementGrain
{
    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit) =>
        messages.List(source, key, limit, CancellationToken.None);
}
