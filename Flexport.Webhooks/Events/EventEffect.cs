namespace Flexport.Webhooks.Events;

/// <summary>
/// What an event's type says beside the objects that it carries. This and the catalogue are all that is known of a type: whoever
/// reads events switches on the effect, never on a name. Not stored.
/// </summary>
public enum EventEffect
{
    /// <summary>Nothing that state would need: a note.</summary>
    None = 0,

    /// <summary>Nothing beside its object, which has changed.</summary>
    ObjectChanged,

    // The shipment.
    ShipmentCreated,
    CargoReady,
    Departed,
    Arrived,
    CustomsCleared,
    Delivered,
    ReturnedToShipper,
    DocumentsSentToBroker,
    CommercialInvoicesEntered,
    DisruptionOpened,

    // Its dates, in dialect A.
    DatesMoved,
    EstimatedDeparture,
    EstimatedArrival,
    ActualDeparture,

    // Customs beside the import release.
    CustomsHold,
    ExportHold,
    ExportCleared,
    InBondFiled,
    FreeTradeZoneAdmitted,

    // A leg.
    LegDeparted,
    LegArrived,
    LegLoadedOnTruck,
    LegOutForDelivery,

    /// <summary>It arrived at its place of delivery.</summary>
    LegDelivered,
    LegDeliveryCompleted,
    LegAppointmentRequested,
    LegAppointmentScheduled,

    // A container.
    ContainerLoaded,
    ContainerUnloaded,
    ContainerAvailable,
    ContainerAppointmentScheduled,
    FreeTimeToExpire,
    FreeTimeExpired,
    EmptyReturned,

    // Bookings and documents.
    BookingConfirmed,
    BookingAmended,
    DocumentUploaded,
    BillOfLadingReady,

    // Purchase orders.
    PurchaseOrderCreated,
    PurchaseOrderUpdated,
    PurchaseOrderAcknowledged,
    PurchaseOrderArchived,

    // Invoices.
    InvoiceIssued,
    FreightInvoiceReady,
    InvoicePaymentMade,
    InvoicePaymentFailed,
    InvoiceVoided,
    InvoiceCreditApplied,
    InvoiceRefundApplied,

    /// <summary>It is due on another day; which, its object says.</summary>
    InvoiceDueDateMoved,
}
