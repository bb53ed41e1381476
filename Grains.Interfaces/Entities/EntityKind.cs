namespace Grains.Interfaces.Entities;

/// <summary>The kinds of entity. The numbers are stored and equal those of the contract's subject kinds: never renumber.</summary>
public enum EntityKind
{
    None = 0,
    Shipment = 1,
    PurchaseOrder = 2,
    Invoice = 3,
    /// <summary>A booking that names no shipment yet.</summary>
    Booking = 4,
    /// <summary>A document that names no shipment yet.</summary>
    Document = 5,
    /// <summary>A container that names no shipment yet.</summary>
    Container = 6,
    /// <summary>A purchase order's number: where shipments that carry the number and the order that has it find each other.</summary>
    OrderNumber = 7,
}
