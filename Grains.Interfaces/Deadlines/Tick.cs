namespace Grains.Interfaces.Deadlines;

/// <summary>What a visit of the clock came to.</summary>
/// <param name="Fired">How many deadlines have become durable entries.</param>
/// <param name="Version">The entity's version that <paramref name="NextAt"/> follows from.</param>
/// <param name="NextAt">When the clock has to come next, UTC; null when nothing is watched.</param>
[GenerateSerializer, Immutable, Alias("flexport.Tick")]
public readonly record struct Tick([property: Id(0)] int Fired, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset? NextAt);
