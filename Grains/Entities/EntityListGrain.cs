using Grains.Interfaces.Entities;
using Grains.Journal;
using Orleans.Concurrency;

namespace Grains.Entities;

/// <inheritdoc cref="IEntityListGrain"/>
[Reentrant, StatelessWorker]
internal sealed class EntityListGrain(IJournalStore store) : Grain, IEntityListGrain
{
    public Task<EntityPage> Find(EntityQuery query) => store.Find(query, CancellationToken.None);
}
