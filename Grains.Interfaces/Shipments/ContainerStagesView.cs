namespace Grains.Interfaces.Shipments;

/// <summary>How many of a shipment's containers have come how far.</summary>
/// <param name="Total">How many containers are known.</param>
/// <param name="Summary">The furthest stage that any has come to, such as <c>3 of 5 delivered</c>; null when none has come to any.</param>
/// <param name="Stages">Those that some are at, in the order of the way.</param>
[GenerateSerializer, Immutable, Alias("flexport.ContainerStagesView")]
public sealed record ContainerStagesView(
    [property: Id(0)] int Total,
    [property: Id(1)] string? Summary,
    [property: Id(2)] IReadOnlyList<ContainerStageView> Stages);

/// <summary>A stage of containers.</summary>
/// <param name="Stage"><c>empty_picked_up loaded discharged available gated_out delivered empty_returned</c>.</param>
/// <param name="Count">How many are at it.</param>
/// <param name="Reached">How many have come to it or beyond.</param>
[GenerateSerializer, Immutable, Alias("flexport.ContainerStageView")]
public sealed record ContainerStageView(
    [property: Id(0)] string Stage,
    [property: Id(1)] int Count,
    [property: Id(2)] int Reached);

/// <summary>What was said of a container on one of its legs.</summary>
/// <param name="Leg">Flexport's id of the leg.</param>
/// <param name="LoadedAt">On board of its vessel or train.</param>
/// <param name="UnloadedAt">Off board, be it at a port of transshipment.</param>
[GenerateSerializer, Immutable, Alias("flexport.ContainerLegView")]
public sealed record ContainerLegView(
    [property: Id(0)] string Leg,
    [property: Id(1)] DateTimeOffset? LoadedAt,
    [property: Id(2)] DateTimeOffset? UnloadedAt);
