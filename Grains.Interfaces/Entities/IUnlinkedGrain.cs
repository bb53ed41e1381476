namespace Grains.Interfaces.Entities;

/// <summary>A booking, document or container that names no shipment yet: keeps its events until one is known.</summary>
public interface IUnlinkedGrain : IEntityGrain<UnlinkedView>;

/// <summary>What is held of something without a shipment.</summary>
/// <param name="Kind"><c>booking</c>, <c>document</c> or <c>container</c>.</param>
/// <param name="UpdatedAt">When the last event was received, UTC.</param>
[GenerateSerializer, Immutable, Alias("flexport.UnlinkedView")]
public sealed record UnlinkedView(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] long Version,
    [property: Id(3)] DateTimeOffset UpdatedAt);
