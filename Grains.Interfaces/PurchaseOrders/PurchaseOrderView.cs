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
}
