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
}
