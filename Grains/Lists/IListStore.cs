using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Lists;

/// <summary>
/// The rows of lists: one for each entity, with the words that it is found by and the time at which the clock has to come to it. A projection of the journal: written
/// behind the acknowledgement, and always possible to make again.
/// </summary>
public interface IListStore
{
    /// <summary>Writes rows of distinct entities, sorted by key, in one transaction. A row never overwrites one of a later version.</summary>
    /// <exception cref="Journal.JournalRefusedException">The data of some row is not storable; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">Unreachable: write them again.</exception>
    Task Write(IReadOnlyList<ListRow> rows, CancellationToken cancellation);

    /// <summary>Lists entities by their rows.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    /// <exception cref="StoreUnavailableException">Unreachable, or it took too long.</exception>
    Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation);

    /// <summary>Notes that a writer lives, and that the entities of these commits have their rows.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable: say it again.</exception>
    Task Settle(Guid writer, IReadOnlyList<long> listed, CancellationToken cancellation);

    /// <summary>
    /// The commits of a writer, older than so long, whose entities may lack their rows, oldest first, and behind them what was asked for. Those of writers that have not been heard of for so long become
    /// this writer's before: of several silos one takes them over.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<IReadOnlyList<UnlistedCommit>> Unlisted(Guid writer, TimeSpan silence, int limit, CancellationToken cancellation);

    /// <summary>Asks for rows to be made again: leaves a commit of nobody's that names the entities. Some silo finds it soon, and settles it when all are written.</summary>
    /// <param name="entities">None: all that there are.</param>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task Ask(IReadOnlyList<EntityKey> entities, CancellationToken cancellation);

    /// <summary>The entities that the journal knows, by key.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<IReadOnlyList<EntityKey>> Entities(EntityKey? after, int limit, CancellationToken cancellation);
}

/// <summary>A row of the lists.</summary>
/// <param name="Version">The entity's version that it shows.</param>
public sealed record ListRow(EntityKey Key, long Version, Head Head)
{
    /// <summary>Whether it is only there, and found by nothing.</summary>
    public bool IsBare { get; private init; }

    /// <summary>The same with its times alone, which no store refuses: the clock still comes.</summary>
    public ListRow Bare() => new(Key, Version, new Head(null, null, null, null, [], "", Head.UpdatedAt, Head.Row) { NextDeadlineAt = Head.NextDeadlineAt }) { IsBare = true };
}

/// <summary>A group commit whose entities may lack their rows.</summary>
/// <param name="Id">The store's number of the commit; below 0 it is none, but rows were asked for.</param>
/// <param name="Entities">Those that it wrote; none: all that there are.</param>
public sealed record UnlistedCommit(long Id, IReadOnlyList<EntityKey> Entities);
