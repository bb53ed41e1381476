using Grains.Interfaces.Entities;

namespace Grains.Deadlines;

/// <summary>Which entities the clock has to come to. When that is stands in their heads, written in the commit of each entry.</summary>
public interface IDeadlineStore
{
    /// <summary>The entities that are due, by their times, then by key. What exists and is not due costs nothing.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<IReadOnlyList<DueEntity>> Due(DateTimeOffset now, DueEntity? after, int limit, CancellationToken cancellation);

    /// <summary>Sets when the clock has to come to entities whose head says otherwise; each only if it is still at that version.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task Correct(IReadOnlyList<CorrectedHead> heads, CancellationToken cancellation);
}

/// <param name="DueAt">UTC.</param>
public sealed record DueEntity(EntityKey Key, DateTimeOffset DueAt);

/// <param name="NextAt">UTC; null when nothing is watched.</param>
public sealed record CorrectedHead(EntityKey Key, long Version, DateTimeOffset? NextAt);
