using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Lists;

namespace Cluster.Tests.Kit;

/// <summary>The rows of a real engine, which cannot be written when the test says so.</summary>
internal sealed class FaultyLists(IListStore inner) : IListStore
{
    /// <summary>What goes wrong with these rows; null: nothing.</summary>
    public Func<IReadOnlyList<ListRow>, Exception?> Fault { get; set; } = static _ => null;

    /// <summary>How long a silo must be silent until its rows are written elsewhere; null: as long as the silo asks.</summary>
    public TimeSpan? Silence { get; set; }

    public Task Write(IReadOnlyList<ListRow> rows, CancellationToken cancellation) => Fault(rows) is { } fault ? throw fault : inner.Write(rows, cancellation);

    public Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation) => inner.Find(query, cancellation);

    public Task Settle(Guid writer, IReadOnlyList<long> listed, CancellationToken cancellation) => inner.Settle(writer, listed, cancellation);

    public Task<IReadOnlyList<UnlistedCommit>> Unlisted(Guid writer, TimeSpan silence, int limit, CancellationToken cancellation) =>
        inner.Unlisted(writer, Silence ?? silence, limit, cancellation);

    public Task Ask(IReadOnlyList<EntityKey> entities, CancellationToken cancellation) => inner.Ask(entities, cancellation);

    public Task<IReadOnlyList<EntityKey>> Entities(EntityKey? after, int limit, CancellationToken cancellation) => inner.Entities(after, limit, cancellation);
}
