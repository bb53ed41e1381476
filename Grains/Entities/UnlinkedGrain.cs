using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Orleans.Concurrency;

namespace Grains.Entities;

/// <inheritdoc cref="IUnlinkedGrain"/>
[Reentrant]
internal sealed class UnlinkedGrain(UnlinkedRules rules, EntityServices services)
    : EntityGrain<UnlinkedView>(rules, "unlinked", services), IUnlinkedGrain;
