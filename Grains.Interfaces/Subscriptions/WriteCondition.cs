namespace Grains.Interfaces.Subscriptions;

/// <summary>What must hold of what is stored for a change to be made. Where it does not hold nothing is changed.</summary>
/// <param name="Versions">It is there and has one of these; null: whatever its version.</param>
/// <param name="Exists">Whether it must be there, or must not be; null: either.</param>
[GenerateSerializer, Immutable, Alias("flexport.WriteCondition")]
public sealed record WriteCondition([property: Id(0)] IReadOnlyList<long>? Versions = null, [property: Id(1)] bool? Exists = null)
{
    /// <summary>Holds always.</summary>
    public static WriteCondition None { get; } = new();

    /// <summary>Holds while it is as it was found.</summary>
    /// <param name="version">Null: it was not there.</param>
    public static WriteCondition Unchanged(long? version) => version is { } found ? new WriteCondition([found]) : new WriteCondition(Exists: false);

    /// <param name="version">Of what is stored; null: nothing is.</param>
    public bool Allows(long? version) => version is { } found ? Exists != false && (Versions is null || Versions.Contains(found)) : Exists != true && Versions is null;
}
