using Grains.Interfaces.Invoices;

namespace Grains.Interfaces.Shipments;

/// <summary>The numbers that people look for.</summary>
/// <param name="PurchaseOrders">Numbers of the orders whose goods are in the shipment, in ordinal order, each once.</param>
[GenerateSerializer, Immutable, Alias("flexport.ReferencesView")]
public sealed record ReferencesView(
    [property: Id(0)] string? HouseBill,
    [property: Id(1)] string? MasterBill,
    [property: Id(2)] string? CarrierBooking,
    [property: Id(3)] string? HouseAirWaybill,
    [property: Id(4)] string? MasterAirWaybill,
    [property: Id(5)] IReadOnlyList<string> PurchaseOrders);

/// <summary>A company that has a part in something.</summary>
/// <param name="Role"><c>shipper consignee buyer seller importer_of_record</c>.</param>
/// <param name="Ref">The customer's own reference for it.</param>
[GenerateSerializer, Immutable, Alias("flexport.PartyView")]
public sealed record PartyView(
    [property: Id(0)] string Role,
    [property: Id(1)] string? Id,
    [property: Id(2)] string? Name,
    [property: Id(3)] string? Ref);

/// <summary>A booking.</summary>
/// <param name="Status"><c>archived</c> once Flexport says so, else <c>confirmed</c>, <c>amended</c>, or what Flexport calls it.</param>
/// <param name="ReportedStatus">What Flexport calls it (<c>archived draft submitted booked shipment</c>).</param>
/// <param name="CargoReadyDate">ISO date without zone.</param>
[GenerateSerializer, Immutable, Alias("flexport.BookingView")]
public sealed record BookingView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Status,
    [property: Id(2)] DateTimeOffset? ConfirmedAt,
    [property: Id(3)] DateTimeOffset? AmendedAt,
    [property: Id(4)] string? ReportedStatus,
    [property: Id(5)] string? Name,
    [property: Id(6)] string? TransportationMode,
    [property: Id(7)] string? Shipper,
    [property: Id(8)] string? Consignee,
    [property: Id(9)] string? CargoReadyDate,
    [property: Id(10)] DateTimeOffset? CreatedAt)
{
    /// <summary>When Flexport put it away, where that is said; the status says that it did.</summary>
    [Id(40)]
    public DateTimeOffset? ArchivedAt { get; init; }
}

/// <summary>A document.</summary>
/// <param name="Type">As reported, an open set (<c>commercial_invoice packing_list bill_of_lading …</c>).</param>
/// <param name="ReadyAt">When a bill of lading could be fetched.</param>
[GenerateSerializer, Immutable, Alias("flexport.DocumentView")]
public sealed record DocumentView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Type,
    [property: Id(2)] string? Name,
    [property: Id(3)] DateTimeOffset? UploadedAt,
    [property: Id(4)] DateTimeOffset? ReadyAt,
    [property: Id(5)] DateTimeOffset? ArchivedAt);

/// <summary>An invoice that names the shipment, as far as a shipment's reader needs it; all of it is at the invoice itself.</summary>
/// <param name="Status">As at the invoice.</param>
/// <param name="DueDate">ISO date without zone.</param>
[GenerateSerializer, Immutable, Alias("flexport.ShipmentInvoiceView")]
public sealed record ShipmentInvoiceView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Status,
    [property: Id(3)] MoneyView? Total,
    [property: Id(4)] MoneyView? Balance,
    [property: Id(5)] string? DueDate);
