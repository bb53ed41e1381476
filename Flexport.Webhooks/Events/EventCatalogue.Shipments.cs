namespace Flexport.Webhooks.Events;

public static partial class EventCatalogue
{
    // Bookings, documents, containers and what else is said of a shipment.
    private static EventType[] Shipments() =>
    [
        Named("booking_confirmed", EventCategory.Booking, EventEffect.BookingConfirmed, "Booking confirmed", "The carrier took the booking.", "booking.confirmed"),
        Named("booking_amended", EventCategory.Booking, EventEffect.BookingAmended, "Booking amended", "Something in the booking changed.", "booking.amended"),
        Documented("/shipment#booking_confirmed", EventCategory.Booking, EventEffect.BookingConfirmed, "Air booking confirmed", "The airline took the booking."),
        Named("document_uploaded", EventCategory.Document, EventEffect.DocumentUploaded, "Document uploaded", "A document was added.", "document.uploaded"),
        Named("bill_of_lading_ready", EventCategory.Document, EventEffect.BillOfLadingReady, "Bill of lading ready", "The bill of lading can be fetched.", "document.bill_of_lading_ready"),
        Documented("/document#document_created", EventCategory.Document, EventEffect.DocumentUploaded, "Document created", "A document was added."),
        Documented("/shipment#documents_sent_to_nominated_broker", EventCategory.Document, EventEffect.DocumentsSentToBroker, "Documents sent to broker", "The customer's own customs broker got the arrival notice."),
        Documented("/shipments#commercial_invoices_digitized", EventCategory.Document, EventEffect.CommercialInvoicesEntered, "Commercial invoices entered", "Every commercial invoice has been typed in."),
        Named("container_loaded", EventCategory.Container, EventEffect.ContainerLoaded, "Container loaded", "A container went on board.", "container.loaded"),
        Named("container_unloaded", EventCategory.Container, EventEffect.ContainerUnloaded, "Container unloaded", "A container was taken off board.", "container.unloaded"),
        Documented("/ocean/shipment_container_leg#loaded_on_board", EventCategory.Container, EventEffect.ContainerLoaded, "Loaded on board", "A container went on board a vessel or train."),
        Documented("/ocean/shipment_container_leg#unloaded_off_board", EventCategory.Container, EventEffect.ContainerUnloaded, "Unloaded off board", "A container was taken off its vessel or train."),
        Documented("/container_load_result#created", EventCategory.Container, EventEffect.None, "Container load result", "It is known what went into a container."),
        Documented("/ocean/shipment_container_leg#available_for_pickup", EventCategory.FreeTime, EventEffect.ContainerAvailable, "Available for pickup", "The container can be fetched from the port."),
        Documented("/ocean/shipment_container#free_time_to_expire", EventCategory.FreeTime, EventEffect.FreeTimeToExpire, "Free time about to end", "The container's last free day is near."),
        Documented("/ocean/shipment_container#free_time_expired", EventCategory.FreeTime, EventEffect.FreeTimeExpired, "Free time over", "The container costs money from now on."),
        Documented("/ocean/shipment_container#empty_returned", EventCategory.FreeTime, EventEffect.EmptyReturned, "Empty returned", "The carrier has its empty container back."),
        Documented("/shipment#created", EventCategory.Shipment, EventEffect.ShipmentCreated, "Shipment created", "A quote was accepted and the goods are being made ready."),
        Documented("/shipment#cargo_ready_date_changed", EventCategory.Shipment, EventEffect.ObjectChanged, "Cargo ready date changed", "The goods will be ready on another day than first said."),
        Documented("/shipment#updated_cargo_ready_date", EventCategory.Shipment, EventEffect.ObjectChanged, "Cargo ready date updated", "The goods will be ready on another day."),
        Documented("/shipment_leg#delivery_appointment_requested", EventCategory.Shipment, EventEffect.LegAppointmentRequested, "Appointment requested", "A delivery appointment was asked for."),
        Documented("/shipment_leg#delivery_appointment_scheduled", EventCategory.Shipment, EventEffect.LegAppointmentScheduled, "Appointment scheduled", "A delivery appointment is set."),
        Documented("/shipment_container_leg#delivery_appointment_scheduled", EventCategory.Shipment, EventEffect.ContainerAppointmentScheduled, "Container appointment scheduled", "A delivery appointment is set for a container (deprecated by Flexport)."),
        Documented("/shipment#returned_to_shipper", EventCategory.Shipment, EventEffect.ReturnedToShipper, "Returned to shipper", "Some containers went back to the shipper."),
    ];
}
