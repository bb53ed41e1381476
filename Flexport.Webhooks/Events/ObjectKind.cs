namespace Flexport.Webhooks.Events;

/// <summary>The objects of dialect B that decide where an event goes. Not stored.</summary>
public enum ObjectKind
{
    None = 0,
    Shipment,
    Leg,
    PurchaseOrder,
    Invoice,
    Booking,
    Document,
    Container,
    ContainerLeg,
    CustomsEntry,
}
