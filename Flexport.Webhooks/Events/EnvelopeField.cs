namespace Flexport.Webhooks.Events;

/// <summary>
/// The values of a body that an envelope is made of. Those of one object stand together, so that a repeated key can take all of them back.
/// </summary>
internal enum EnvelopeField
{
    Object,
    Id,
    Type,
    CreatedAt,
    OccurredAt,
    LogisticsEventId,
    LogisticsEventType,

    // data
    DataId,
    DataOccurredAt,
    DataMilestone,
    DataEvent,
    DataShipmentId,
    DataPoId,
    DataPurchaseOrderId,
    DataInvoiceId,
    DataBookingId,
    DataDocumentId,
    DataContainerNumber,
    DataContainerId,

    // data.shipment, .purchase_order, .invoice, .booking, .document, .container
    ShipmentId,
    PurchaseOrderId,
    InvoiceId,
    BookingId,
    DocumentId,
    ContainerId,
    ContainerNumber,
    ContainerPlainNumber,

    // data.resource
    ResourceObject,
    ResourceId,
    ResourceShipmentId,
    ResourceContainerId,
}
