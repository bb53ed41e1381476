namespace Acceptance.Tests.Objects;

/// <summary>Which value of an object is shown where, and which are left to the raw body.</summary>
internal static class ObjectValues
{
    /// <summary>Names of fields whose values, or all values below, no view has: links, postal addresses, goods, weights, services, the lines of an invoice.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "_object", "link", "file_link", "ref_type", "mailing_address", "origin_address", "destination_address", "address", "details", "vat_numbers",
        "cargo", "ocean_booking", "calculated_weight", "calculated_volume", "pieces", "chargeable_weight", "chargeable_volume", "is_lcl",
        "product", "units", "total_cost", "size", "notes", "memo", "rate", "quantity", "slug", "category", "wants_export_customs_service",
    };

    /// <summary>
    /// Values that no kind but those below shows as they are: keys, version stamps, dates that mix estimate and actual (contract §5), the last free day (which is
    /// shown in the terminal's zone: FreeTimeTests), companies' keys where the company is shown by its name, lines of money, credit memos (of which the last is shown: InvoiceEffectTests).
    /// </summary>
    private static readonly HashSet<string> SaidOtherwise = new(StringComparer.Ordinal)
    {
        "id", "shipment.id", "leg.id", "flex_id", "last_free_day_date", "cargo_ready_date", "updated_at", "last_updated_at", "departure_date", "arrival_date", "picked_up_in_full_date", "delivered_in_full_date",
        "seller.id", "seller.ref", "buyer.id", "buyer.ref", "recipient.id", "recipient.ref", "issuer.id", "issuer.ref",
        "shipper_entity.id", "shipper_entity.ref", "consignee_entity.id", "consignee_entity.ref",
        "items[].name", "items[].amount.amount", "items[].amount.currency_code", "delivery_date",
        "credit_memos[].amount.amount", "credit_memos[].amount.currency_code", "credit_memos[].reason", "credit_memos[].credited_at",
    };

    /// <summary>Whether a value is left to the raw body on purpose; what is neither shown nor left out fails the test.</summary>
    public static bool IsLeftOut(string path) =>
        SaidOtherwise.Contains(path) || path.Split('.').Any(step => LeftOut.Contains(step.Replace("[]", "", StringComparison.Ordinal)));

    public static Dictionary<string, string> Shipment { get; } = new()
    {
        ["id"] = "id",
        ["name"] = "name",
        ["status"] = "reportedStatus",
        ["transportation_mode"] = "transportationMode",
        ["freight_type"] = "freightType",
        ["incoterm"] = "incoterm",
        ["priority"] = "priority",
        ["created_date"] = "createdAt",
        ["archived_at"] = "archivedAt",
        ["cargo_ready_date"] = "cargoReadyDate",
        ["estimated_departure_date"] = "estimates.departure",
        ["estimated_arrival_date"] = "estimates.arrival",
        ["actual_departure_date"] = "milestones[].occurredAt",
        ["actual_arrival_date"] = "milestones[].occurredAt",
        ["estimated_picked_up_in_full_date"] = "pickup.estimated",
        ["actual_picked_up_in_full_date"] = "pickup.actual",
        ["estimated_delivered_in_full_date"] = "estimatedDelivery",
        ["ocean_shipment.house_bill_number"] = "references.houseBill",
        ["ocean_shipment.master_bill_number"] = "references.masterBill",
        ["ocean_shipment.carrier_booking_number"] = "references.carrierBooking",
        ["air_shipment.house_airway_bill"] = "references.houseAirWaybill",
        ["air_shipment.master_airway_bill"] = "references.masterAirWaybill",
        ["booking.id"] = "bookings[].id",
        ["shippers[].id"] = "parties[].id",
        ["shippers[].name"] = "parties[].name",
        ["shippers[].ref"] = "parties[].ref",
        ["consignees[].id"] = "parties[].id",
        ["consignees[].name"] = "parties[].name",
        ["consignees[].ref"] = "parties[].ref",
        ["buyers[].id"] = "parties[].id",
        ["buyers[].name"] = "parties[].name",
        ["buyers[].ref"] = "parties[].ref",
        ["sellers[].id"] = "parties[].id",
        ["sellers[].name"] = "parties[].name",
        ["sellers[].ref"] = "parties[].ref",
        ["importers_of_record[].id"] = "parties[].id",
        ["importers_of_record[].name"] = "parties[].name",
        ["importers_of_record[].ref"] = "parties[].ref",
        ["items[].purchase_order_number"] = "references.purchaseOrders[]",
    };

    public static Dictionary<string, string> Leg { get; } = new()
    {
        ["id"] = "id",
        ["transportation_mode"] = "transportationMode",
        ["carrier_name"] = "carrierName",
        ["estimated_departure_date"] = "estimates.departure",
        ["estimated_arrival_date"] = "estimates.arrival",
        ["actual_departure_date"] = "actuals.departure",
        ["actual_arrival_date"] = "actuals.arrival",
        ["origin.place.name"] = "origin.name",
        ["origin.place.address.country"] = "origin.country",
        ["destination.place.name"] = "destination.name",
        ["destination.place.address.country"] = "destination.country",
        ["origin.tags[]"] = "originTags[]",
        ["destination.tags[]"] = "destinationTags[]",
        ["ocean_leg.vessel_name"] = "vessel.name",
        ["ocean_leg.vessel_imo"] = "vessel.imo",
        ["ocean_leg.voyage_number"] = "vessel.voyage",
        ["ocean_leg.scac_code"] = "vessel.scac",
        ["deleted_at"] = "deletedAt",
    };

    public static Dictionary<string, string> Container { get; } = new()
    {
        ["id"] = "id",
        ["container_number"] = "number",
        ["container_type"] = "type",
        ["container_size"] = "size",
        ["seal_number"] = "sealNumber",
        ["estimated_departure_date"] = "estimates.departure",
        ["estimated_arrival_date"] = "estimates.arrival",
        ["actual_departure_date"] = "actuals.departure",
        ["actual_arrival_date"] = "actuals.arrival",
        ["estimated_pickup_date"] = "pickup.estimated",
        ["actual_pickup_date"] = "pickup.actual",
        ["estimated_delivery_date"] = "delivery.estimated",
        ["actual_delivery_date"] = "delivery.actual",
        ["estimated_available_for_pickup_date"] = "available.estimated",
        ["available_for_pickup_date"] = "available.actual",
        ["empty_returned_date"] = "emptyReturnedAt",
    };

    public static Dictionary<string, string> ContainerLeg { get; } = new()
    {
        ["shipment_container.id"] = "id",
        ["dates.actual_discharge_date"] = "unloadedAt",
    };

    public static Dictionary<string, string> Booking { get; } = new()
    {
        ["id"] = "id",
        ["name"] = "name",
        ["status"] = "reportedStatus",
        ["transportation_mode"] = "transportationMode",
        ["shipper_entity.name"] = "shipper",
        ["consignee_entity.name"] = "consignee",
        ["cargo_ready_date"] = "cargoReadyDate",
        ["created_at"] = "createdAt",
    };

    public static Dictionary<string, string> Document { get; } = new()
    {
        ["id"] = "id",
        ["document_type"] = "type",
        ["file_name"] = "name",
        ["file_metadata.uploaded_at"] = "uploadedAt",
        ["archived_at"] = "archivedAt",
    };

    public static Dictionary<string, string> Invoice { get; } = new()
    {
        ["id"] = "id",
        ["name"] = "number",
        ["status"] = "status",
        ["type"] = "type",
        ["total.amount"] = "total.amount",
        ["total.currency_code"] = "total.currency",
        ["balance.amount"] = "balance.amount",
        ["balance.currency_code"] = "balance.currency",
        ["due_date"] = "dueDate",
        ["issued_at"] = "issuedAt",
        ["voided_at"] = "voidedAt",
        ["recipient.name"] = "recipient",
        ["issuer.name"] = "issuer",
    };

    public static Dictionary<string, string> PurchaseOrder { get; } = new()
    {
        ["id"] = "id",
        ["name"] = "number",
        ["status"] = "status",
        ["buyer.name"] = "buyer",
        ["seller.name"] = "seller",
        ["incoterm"] = "incoterm",
        ["transportation_mode"] = "transportationMode",
        ["cargo_ready_date"] = "cargoReadyDate",
        ["must_arrive_date"] = "mustArriveDate",
        ["created_at"] = "createdAt",
        ["archived_at"] = "archivedAt",
        ["origin_port.name"] = "origin.name",
        ["destination_port.address.country"] = "destination.country",
        ["destination_port.name"] = "destination.name",
    };

    public static Dictionary<string, string> CustomsEntry { get; } = new()
    {
        ["id"] = "entries[].id",
        ["entry_number"] = "entries[].number",
        ["release_status"] = "entries[].status",
        ["release_date"] = "entries[].releaseDate",
    };
}
