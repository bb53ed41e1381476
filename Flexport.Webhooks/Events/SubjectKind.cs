namespace Flexport.Webhooks.Events;

/// <summary>What an event is about. The numbers are stored: never renumber.</summary>
public enum SubjectKind
{
    None = 0,
    Shipment = 1,
    PurchaseOrder = 2,
    Invoice = 3,
    Booking = 4,
    Document = 5,
    Container = 6,

    /// <summary>No event's subject: the service's own place where shipments and purchase orders meet by number.</summary>
    OrderNumber = 7,
}
