using static Flexport.Webhooks.Events.EnvelopeField;

namespace Flexport.Webhooks.Events;

/// <summary>Where an event of dialect A goes (contract §3).</summary>
internal static class NamedSubject
{
    public static Subject Find(ReadOnlySpan<byte> json, ref readonly EnvelopeFields fields, EventType? @event)
    {
        var search = new SubjectSearch(json, in fields);
        _ = @event?.Category switch
        {
            EventCategory.Milestone or EventCategory.Transit => Shipment(ref search),
            EventCategory.PurchaseOrder => PurchaseOrder(ref search) || search.For(SubjectKind.PurchaseOrder, DataId),
            EventCategory.Invoice => Invoice(ref search) || search.For(SubjectKind.Invoice, DataId),
            // Parts of a shipment: kept apart only until a shipment is known.
            EventCategory.Booking => Shipment(ref search) || Booking(ref search) || search.For(SubjectKind.Booking, DataId),
            EventCategory.Document => Shipment(ref search) || Document(ref search) || search.For(SubjectKind.Document, DataId),
            EventCategory.Container => Shipment(ref search) || Container(ref search) || search.For(SubjectKind.Container, DataId),
            _ => Any(ref search),
        };
        return search.Found;
    }

    /// <summary>An unknown type is a note on whatever it names.</summary>
    public static bool Any(ref SubjectSearch search) =>
        Shipment(ref search) || PurchaseOrder(ref search) || Invoice(ref search) || Booking(ref search) || Document(ref search) || Container(ref search);

    private static bool Shipment(ref SubjectSearch search) => search.For(SubjectKind.Shipment, DataShipmentId, ShipmentId);

    private static bool PurchaseOrder(ref SubjectSearch search) =>
        search.For(SubjectKind.PurchaseOrder, DataPoId, DataPurchaseOrderId, PurchaseOrderId);

    private static bool Invoice(ref SubjectSearch search) => search.For(SubjectKind.Invoice, DataInvoiceId, InvoiceId);

    private static bool Booking(ref SubjectSearch search) => search.For(SubjectKind.Booking, DataBookingId, BookingId);

    private static bool Document(ref SubjectSearch search) => search.For(SubjectKind.Document, DataDocumentId, DocumentId);

    private static bool Container(ref SubjectSearch search) =>
        search.For(SubjectKind.Container, DataContainerNumber, DataContainerId, ContainerId, ContainerNumber, ContainerPlainNumber);
}
