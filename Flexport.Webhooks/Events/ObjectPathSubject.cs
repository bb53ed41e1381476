using static Flexport.Webhooks.Events.EnvelopeField;

namespace Flexport.Webhooks.Events;

/// <summary>Where an event of dialect B goes (contract §4).</summary>
internal static class ObjectPathSubject
{
    public static Subject Find(ReadOnlySpan<byte> json, ref readonly EnvelopeFields fields)
    {
        var ofType = KindOf(json, fields.Get(EnvelopeField.Type));
        var ofResource = KindOf(json, fields.Get(ResourceObject));
        // A resource that does not say what it is, is what the type names.
        if (fields.Get(ResourceObject).IsAbsent) ofResource = ofType;
        var about = ofType == ObjectKind.None ? ofResource : ofType;

        var search = new SubjectSearch(json, in fields);
        _ = about switch
        {
            // An order spans many shipments and an invoice may be for several: neither is part of the one that is named.
            ObjectKind.PurchaseOrder => Resource(ref search, SubjectKind.PurchaseOrder, ofResource == about)
                || search.For(SubjectKind.PurchaseOrder, PurchaseOrderId, DataPurchaseOrderId, DataPoId),
            ObjectKind.Invoice => Resource(ref search, SubjectKind.Invoice, ofResource == about)
                || search.For(SubjectKind.Invoice, InvoiceId, DataInvoiceId),
            ObjectKind.Booking => Shipment(ref search, ofResource)
                || Resource(ref search, SubjectKind.Booking, ofResource == about)
                || search.For(SubjectKind.Booking, BookingId, DataBookingId),
            ObjectKind.Document => Shipment(ref search, ofResource)
                || Resource(ref search, SubjectKind.Document, ofResource == about)
                || search.For(SubjectKind.Document, DocumentId, DataDocumentId),
            // A leg's own id is not its container's: it stands in only where the container is not named.
            ObjectKind.Container or ObjectKind.ContainerLeg => Shipment(ref search, ofResource)
                || search.For(SubjectKind.Container, ResourceContainerId)
                || Resource(ref search, SubjectKind.Container, ofResource is ObjectKind.Container or ObjectKind.ContainerLeg)
                || search.For(SubjectKind.Container, ContainerId, DataContainerId, DataContainerNumber, ContainerNumber, ContainerPlainNumber),
            ObjectKind.Shipment or ObjectKind.Leg or ObjectKind.CustomsEntry => Shipment(ref search, ofResource),
            _ => Shipment(ref search, ofResource) || NamedSubject.Any(ref search),
        };
        return search.Found;
    }

    private static bool Shipment(ref SubjectSearch search, ObjectKind ofResource) =>
        search.For(SubjectKind.Shipment, ShipmentId)
        || Resource(ref search, SubjectKind.Shipment, ofResource == ObjectKind.Shipment)
        || search.For(SubjectKind.Shipment, ResourceShipmentId, DataShipmentId);

    private static bool Resource(ref SubjectSearch search, SubjectKind kind, bool isOfThatKind) => isOfThatKind && search.For(kind, ResourceId);

    private static ObjectKind KindOf(ReadOnlySpan<byte> json, JsonScalar path)
    {
        Span<byte> buffer = stackalloc byte[EnvelopeReader.MaxTypeBytes];
        return path.IsText && JsonText.TryGetUtf8(json, path, buffer, out var utf8) ? ObjectPath.KindOf(utf8) : ObjectKind.None;
    }
}
