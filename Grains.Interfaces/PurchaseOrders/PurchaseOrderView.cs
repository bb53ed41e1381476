using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Interfaces.PurchaseOrders;

/// <summary>A purchase order as it is known. Absent means null.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="Status">As reported (<c>open closed cancelled</c>), <c>open</c> when it was only created.</param>
/// <param name="CargoReadyDate">ISO date without zone.</param>
/// <param name="MustArriveDate">ISO date without zone.</param>
[GenerateSerializer, Immutable, Alias("flexport.PurchaseOrderView")]
public sealed record PurchaseOrderView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Status,
    [property: Id(3)] DateTimeOffset? CreatedAt,
    [property: Id(4)] DateTimeOffset? ChangedAt,
    [property: Id(5)] DateTimeOffset? ArchivedAt,
    [property: Id(6)] string? Buyer,
    [property: Id(7)] string? Seller,
    [property: Id(8)] string? Incoterm,
    [property: Id(9)] string? TransportationMode,
    [property: Id(10)] string? CargoReadyDate,
    [property: Id(11)] string? MustArriveDate,
    [property: Id(12)] long Version,
    [property: Id(13)] DateTimeOffset UpdatedAt,
    [property: Id(14)] DateTimeOffset? AcknowledgedAt,
    [property: Id(15)] LocationView? Origin,
    [property: Id(16)] LocationView? Destination,
    [property: Id(17)] IReadOnlyList<AttentionView> Attention)
{
    /// <summary>What was said and cannot be read.</summary>
    [Id(80)] public IReadOnlyList<UnreadView> Unread { get; init; } = [];

    /// <summary>The shipments that carry its goods, by id, as they told of themselves.</summary>
    [Id(40)]
    public IReadOnlyList<OrderShipmentView> Shipments { get; init; } = [];

    /// <summary>Its lines, in the order's own order.</summary>
    [Id(41)]
    public IReadOnlyList<OrderLineView> Lines { get; init; } = [];
}

/// <summary>A shipment that carries goods of an order.</summary>
/// <param name="Status">As the shipment derives it; null until it has told.</param>
/// <param name="Phase">Where its cargo is, as the shipment tells; null where it does not.</param>
/// <param name="PickedUpAt">When its cargo left its origin, by the first leg or in full.</param>
/// <param name="SlipDays">By how many days it arrives, or arrived, after the order's must-arrive date; negative before it.</param>
[GenerateSerializer, Immutable, Alias("flexport.OrderShipmentView")]
public sealed record OrderShipmentView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Name,
    [property: Id(2)] string? Status,
    [property: Id(3)] string? Phase,
    [property: Id(4)] VoyageDatesView Estimates,
    [property: Id(5)] VoyageDatesView Actuals,
    [property: Id(6)] DateTimeOffset? PickedUpAt,
    [property: Id(7)] DateTimeOffset? DeliveredAt,
    [property: Id(8)] DateTimeOffset? ArchivedAt,
    [property: Id(9)] int? SlipDays);

/// <summary>A line of an order.</summary>
/// <param name="Ordered">Exact; null where it was not said.</param>
/// <param name="Shipped">As the order says; else the sum of what its shipments say that they carry of it.</param>
/// <param name="Unit">As reported, such as <c>EA</c>.</param>
[GenerateSerializer, Immutable, Alias("flexport.OrderLineView")]
public sealed record OrderLineView(
    [property: Id(0)] string? Number,
    [property: Id(1)] string? Sku,
    [property: Id(2)] string? Name,
    [property: Id(3)] decimal? Ordered,
    [property: Id(4)] decimal? Shipped,
    [property: Id(5)] string? Unit);
