using Grains.Interfaces.Entities;
using Grains.Lists;
using Orleans.Concurrency;

namespace Grains.Entities;

/// <inheritdoc cref="IEntityListGrain"/>
[Reentrant, StatelessWorker]
internal sealed class EntityListGrain(IListStore store) : Grain, IEntityListGrain
{
    public Task<EntityPage> Find(EntityQuery query) => store.Find(query, CancellationToken.None);

    public Task Rebuild() => store.Ask([], CancellationToken.None);
}
