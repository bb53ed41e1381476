namespace Grains.Domain.Entities;

/// <summary>All that is known of an entity: a join of facts, so that order cannot matter. Immutable.</summary>
public sealed record EntityState
{
    public static EntityState Empty { get; } = new();

    /// <summary>How many events it folds.</summary>
    public long Version { get; init; }
}
