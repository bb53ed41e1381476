namespace Grains.Interfaces.Entities;

/// <summary>What became of a delivery. Every value means: durable, so it may be answered with 200.</summary>
public enum ReceiptKind
{
    None = 0,
    /// <summary>Accepted now, as the entity's version <see cref="Receipt.Version"/>.</summary>
    Applied,
    /// <summary>The same event had been accepted before.</summary>
    Duplicate,
    /// <summary>Same event id, other content: the first stands, this one is a dead letter.</summary>
    Conflict,
    /// <summary>The store refused it for its data: kept as a dead letter.</summary>
    DeadLettered,
}

/// <summary>The outcome of a delivery at its entity.</summary>
[GenerateSerializer, Immutable, Alias("flexport.Receipt")]
public readonly record struct Receipt([property: Id(0)] ReceiptKind Kind, [property: Id(1)] long Version);
