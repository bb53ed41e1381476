namespace Grains.Interfaces.Shipments;

/// <summary>The flight of a leg by air.</summary>
/// <param name="Airline">The airline's IATA code, as reported.</param>
[GenerateSerializer, Immutable, Alias("flexport.FlightView")]
public sealed record FlightView([property: Id(0)] string? Number, [property: Id(1)] string? Airline);

/// <summary>The truck of a leg by road.</summary>
/// <param name="TrackingNumber">The trucker's own.</param>
/// <param name="Service">As reported, such as <c>ltl</c>.</param>
/// <param name="Vehicle">The truck's number or plate.</param>
[GenerateSerializer, Immutable, Alias("flexport.TruckView")]
public sealed record TruckView(
    [property: Id(0)] string? TrackingNumber,
    [property: Id(1)] string? Service,
    [property: Id(2)] string? Driver,
    [property: Id(3)] string? Vehicle);

/// <summary>Goods in a shipment.</summary>
/// <param name="PurchaseOrder">Number of their order.</param>
/// <param name="Line">Number of their line in it.</param>
/// <param name="Units">How many, exact.</param>
[GenerateSerializer, Immutable, Alias("flexport.ShipmentItemView")]
public sealed record ShipmentItemView(
    [property: Id(0)] string? PurchaseOrder,
    [property: Id(1)] string? Line,
    [property: Id(2)] string? Sku,
    [property: Id(3)] string? Name,
    [property: Id(4)] decimal? Units);

/// <summary>A purchase order that a shipment is linked with.</summary>
/// <param name="Number">By which they found each other; null when an id did it.</param>
/// <param name="Named">Whether the shipment itself names the order by its id.</param>
[GenerateSerializer, Immutable, Alias("flexport.ShipmentOrderView")]
public sealed record ShipmentOrderView([property: Id(0)] string Id, [property: Id(1)] string? Number, [property: Id(2)] bool Named);
