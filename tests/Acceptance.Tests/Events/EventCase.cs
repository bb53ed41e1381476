using System.Text.Json.Nodes;

namespace Acceptance.Tests.Events;

/// <summary>An event of dialect A and what it changes.</summary>
/// <param name="Event">Such as <c>departed</c>.</param>
/// <param name="Entity">The collection that its entity is in, such as <c>shipments</c>.</param>
/// <param name="IdName">The member of <c>data</c> that names the entity.</param>
/// <param name="Says">The other members of <c>data</c>.</param>
/// <param name="Changes">JSON path and expected value, for each field that it changes.</param>
public sealed record EventCase(string Event, string Entity, string IdName, JsonObject Says, params (string Path, string? Value)[] Changes);

/// <summary>Every event of contract §3 with the fields it changes. Companies and places are invented.</summary>
internal static class EventCases
{
    public const string Occurred = "2031-05-02T08:00:00.000Z";
    private const string Later = "2031-06-11T16:30:00.000Z";

    public static IReadOnlyList<EventCase> All { get; } =
    [
        Milestone("cargo_ready"),
        Milestone("departed", ("actuals.departure", Occurred)),
        Milestone("arrived", ("actuals.arrival", Occurred)),
        Milestone("customs_cleared", ("customs.status", "cleared"), ("customs.clearedAt", Occurred)),
        Milestone("delivered"),
        Shipment("estimated_departure", new() { ["estimated_departure"] = Later }, ("estimates.departure", Later)),
        Shipment("estimated_arrival", new() { ["estimated_arrival"] = Later }, ("estimates.arrival", Later)),
        Shipment("actual_departure", new() { ["actual_departure"] = Occurred }, ("actuals.departure", Occurred), ("status", "departed")),
        Shipment("booking_confirmed", new() { ["booking_id"] = "BK-3107" }, ("bookings[0].id", "BK-3107"), ("bookings[0].status", "confirmed"), ("bookings[0].confirmedAt", Occurred), ("status", "booked")),
        Shipment("booking_amended", new() { ["booking_id"] = "BK-3107" }, ("bookings[0].id", "BK-3107"), ("bookings[0].status", "amended"), ("bookings[0].amendedAt", Occurred)),
        Shipment("document_uploaded", new() { ["document_id"] = "DOC-9x", ["document_type"] = "packing_list", ["file_name"] = "lamps.pdf" }, ("documents[0].id", "DOC-9x"), ("documents[0].type", "packing_list"), ("documents[0].name", "lamps.pdf"), ("documents[0].uploadedAt", Occurred)),
        Shipment("bill_of_lading_ready", new() { ["document_id"] = "DOC-10" }, ("documents[0].id", "DOC-10"), ("documents[0].readyAt", Occurred)),
        Shipment("container_loaded", new() { ["container_number"] = "TRNU3100714" }, ("containers[0].number", "TRNU3100714"), ("containers[0].loadedAt", Occurred)),
        Shipment("container_unloaded", new() { ["container_number"] = "TRNU3100714" }, ("containers[0].number", "TRNU3100714"), ("containers[0].unloadedAt", Occurred)),
        Order("po_created", new() { ["po_number"] = "PO-88-17" }, ("number", "PO-88-17"), ("status", "open"), ("createdAt", Occurred)),
        Order("po_updated", new() { ["must_arrive_date"] = "2031-07-01", ["buyer"] = "Curlew Interiors" }, ("mustArriveDate", "2031-07-01"), ("buyer", "Curlew Interiors"), ("changedAt", Occurred)),
        Order("po_archived", new(), ("archivedAt", Occurred)),
        Invoice("invoice_created", new() { ["invoice_number"] = "INV-4", ["total"] = Money("1234.50"), ["balance"] = Money("200.05"), ["due_date"] = "2031-06-30", ["shipment_id"] = "s-1" }, ("number", "INV-4"), ("status", "outstanding"), ("total.amount", "1234.50"), ("total.currency", "EUR"), ("balance.amount", "200.05"), ("dueDate", "2031-06-30"), ("shipments[0]", "s-1"), ("issuedAt", Occurred)),
        Invoice("freight_invoice_ready", new() { ["amount"] = "0.1", ["currency"] = "USD" }, ("total.amount", "0.1"), ("total.currency", "USD"), ("freightReadyAt", Occurred)),
    ];

    private static EventCase Milestone(string name, params (string, string?)[] more) => new(
        name,
        "shipments",
        "shipment_id",
        new() { ["occurred_at"] = Occurred, ["location"] = new JsonObject { ["name"] = "Pier Nine, Kestrelhaven", ["country"] = "NL" } },
        [
            ("status", name), ("lastMilestone", name), ("lastMilestoneAt", Occurred), ("currentLocation.name", "Pier Nine, Kestrelhaven"), ("currentLocation.country", "NL"),
            ("milestones[0].milestone", name), ("milestones[0].occurredAt", Occurred), ("milestones[0].late", "false"), .. more,
        ]);

    private static EventCase Shipment(string name, JsonObject says, params (string, string?)[] changes) => Of(name, "shipments", "shipment_id", says, changes);

    private static EventCase Order(string name, JsonObject says, params (string, string?)[] changes) => Of(name, "purchase-orders", "po_id", says, changes);

    private static EventCase Invoice(string name, JsonObject says, params (string, string?)[] changes) => Of(name, "invoices", "invoice_id", says, changes);

    private static EventCase Of(string name, string entity, string idName, JsonObject says, (string, string?)[] changes)
    {
        says["occurred_at"] = Occurred;
        return new(name, entity, idName, says, changes);
    }

    private static JsonObject Money(string amount) => new() { ["amount"] = amount, ["currency_code"] = "EUR" };
}
