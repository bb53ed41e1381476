using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Histories;

/// <summary>Random histories out of a small world, so that stamps tie, parts meet and reports contradict each other.</summary>
internal static class HistoryGen
{
    internal static readonly Gen<string> Instant = Gen.OneOf(
        "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-02T08:00:00+08:00", "2026-01-03T00:00:00Z", "2026-01-04T12:00:00-05:00", "2026-01-05T00:00:00Z");

    internal static readonly Gen<string> PartId = Gen.OneOf("9", "10", "11", "101");

    internal static readonly Gen<string> Word = Gen.OneOf("alpha", "beta", "\u0000 and \u2028", "Ærø");

    /// <summary>A field that is absent (false), null, or a value.</summary>
    internal static Gen<(bool There, JsonNode? Value)> Field(Gen<string> value) => Gen.Frequency(
        (2, Gen.Const((false, (JsonNode?)null))),
        (1, Gen.Const((true, (JsonNode?)null))),
        (3, value.Select(text => (true, (JsonNode?)JsonValue.Create(text)))));

    private static readonly Gen<JsonObject> Node = Gen.Select(
        Word, Gen.OneOf("port_of_loading", "port_of_unloading", "origin_address"), (name, tag) => Objects.Node(name, "Norway", tag));

    private static readonly Gen<(bool There, JsonNode? Value)> NodeField = Gen.Frequency(
        (2, Gen.Const((false, (JsonNode?)null))), (1, Gen.Const((true, (JsonNode?)null))), (2, Node.Select(node => (true, (JsonNode?)node))));

    internal static JsonObject Assemble(string kind, string id, params (string Name, (bool There, JsonNode? Value) Field)[] fields)
    {
        var assembled = new JsonObject { ["_object"] = kind, ["id"] = id };
        foreach (var (name, field) in fields)
        {
            if (field.There) assembled[name] = field.Value?.DeepClone();
        }

        return assembled;
    }

    private static readonly Gen<JsonObject> Leg =
        from id in PartId
        from mode in Field(Gen.OneOf("ocean", "air", "truck"))
        from departed in Field(Instant)
        from arrived in Field(Instant)
        from expected in Field(Instant)
        from due in Field(Instant)
        from origin in NodeField
        from destination in NodeField
        from deleted in Gen.Frequency((6, Gen.Const((false, (JsonNode?)null))), (2, Field(Instant)))
        select Assemble(
            "/shipment_leg", id, ("transportation_mode", mode), ("actual_departure_date", departed), ("actual_arrival_date", arrived),
            ("estimated_departure_date", expected), ("estimated_arrival_date", due), ("origin", origin), ("destination", destination), ("deleted_at", deleted));

    private static readonly Gen<JsonObject> Shipment =
        from name in Field(Word)
        from status in Field(Word)
        from departed in Field(Instant)
        from delivered in Field(Instant)
        from due in Field(Instant)
        from updated in Field(Instant)
        select Assemble(
            "/shipment", "7001", ("name", name), ("status", status), ("actual_departure_date", departed),
            ("actual_delivered_in_full_date", delivered), ("estimated_arrival_date", due), ("updated_at", updated));

    private static readonly Gen<JsonArray> Containers =
        (from id in PartId
         from number in Field(Gen.OneOf("ABCU1", "ABCU2"))
         from seal in Field(Word)
         select Assemble("/ocean/shipment_container", id, ("container_number", number), ("seal_number", seal)))
        .List[0, 2].Select(boxes => new JsonArray([.. boxes]));

    private static readonly Gen<(string? Name, string Data)> NamedShipmentEvent =
        from name in Gen.OneOf(
            "cargo_ready", "departed", "arrived", "customs_cleared", "delivered", "estimated_departure", "estimated_arrival", "actual_departure", "eta_updated",
            "booking_confirmed", "booking_amended", "document_uploaded", "bill_of_lading_ready", "container_loaded", "container_unloaded")
        from id in PartId
        from ofLeg in Gen.Bool
        from place in Field(Word)
        from due in Instant
        from number in Field(Gen.OneOf("ABCU1", "ABCU2"))
        select ((string?)name, Named(name, id, ofLeg, place, due, number));

    private static string Named(
        string name, string id, bool ofLeg, (bool There, JsonNode? Value) place, string due, (bool There, JsonNode? Value) number)
    {
        var data = new JsonObject { ["booking_id"] = id, ["document_id"] = id, ["container_id"] = id };
        if (name.StartsWith("est", StringComparison.Ordinal) || name.StartsWith("eta", StringComparison.Ordinal)) data["value"] = due;
        if (ofLeg) data["leg_id"] = id;
        if (place.There) data["location"] = place.Value is null ? null : new JsonObject { ["name"] = place.Value.DeepClone(), ["country"] = "Norway" };
        if (number.There) data["container_number"] = number.Value?.DeepClone();
        return data.ToJsonString();
    }

    private static readonly Gen<(string? Name, string Data)> ObjectShipmentEvent =
        from name in Gen.OneOf(
            "/shipment_leg#departed", "/shipment_leg#arrived", "/shipment_leg#updated_estimated_time_of_arrival", "/shipment#delivered_in_full",
            "/shipment#weather_delay", "/shipment#customs_agriculture_hold", "/shipment#customs_entry_release_status_released",
            "/ocean/shipment_container_leg#loaded_on_board", "unknown")
        from leg in Leg
        from shipment in Shipment
        from withShipment in Gen.Bool
        from containers in Containers
        select (name == "unknown" ? null : name, Objects.Data(
            name.Contains("container_leg", StringComparison.Ordinal)
                ? new JsonObject { ["_object"] = "/ocean/shipment_container_leg", ["shipment_container"] = new JsonObject { ["id"] = leg["id"]!.DeepClone() } }
                : leg,
            withShipment ? shipment : null,
            null,
            containers));

    private static readonly Gen<(string? Name, string Data)> OrderEvent =
        from name in Gen.OneOf(
            "po_created", "po_updated", "po_archived", "/purchase_order#updated", "/purchase_order#created",
            "/purchase_order#acknowledged", "/purchase_order#archived")
        from number in Field(Word)
        from status in Field(Gen.OneOf("open", "closed"))
        from buyer in Field(Word)
        from archived in Field(Instant)
        from updated in Field(Instant)
        select ((string?)name, Wrap(name, Assemble(
            "/purchase_order", "5001", ("name", number), ("status", status), ("buyer", buyer), ("archived_at", archived), ("updated_at", updated))));

    private static readonly Gen<(string? Name, string Data)> InvoiceEvent =
        from name in Gen.OneOf(
            "invoice_created", "freight_invoice_ready", "/invoice#invoice_shared", "/invoice#invoice_payment_made", "/invoice#invoice_payment_failed",
            "/invoice#invoice_voided", "/invoice#invoice_credit_applied", "/invoice#invoice_refund_applied", "/invoice#invoice_due_date_adjusted")
        from number in Field(Word)
        from total in Field(Gen.OneOf("12.50", "12.5", "0.1", "79228162514264337593543950335"))
        from balance in Field(Gen.OneOf("1", "-2.00"))
        from shipment in Field(PartId)
        from recipient in Field(Word)
        from voided in Field(Instant)
        from updated in Field(Instant)
        select ((string?)name, Wrap(name, Assemble(
            "/invoice", "inv", ("name", number), ("total", total), ("balance", balance), ("shipment_id", shipment), ("recipient", recipient),
            ("voided_at", voided), ("last_updated_at", updated))));

    private static string Wrap(string name, JsonObject data) =>
        name[0] == '/' ? new JsonObject { ["resource"] = data }.ToJsonString() : data.ToJsonString();

    private static Gen<Delivery[]> Histories(Gen<(string? Name, string Data)> events, int most) =>
        Gen.Select(events, Instant, Instant, Gen.Int[0, 5]).Array[1, most].Select(drawn => drawn.Select((it, i) =>
        {
            var ((name, data), occurred, recorded, idStyle) = it;
            // Ids of both kinds, all distinct; receipt moves on, so nothing may hang on it.
            var id = idStyle == 0 ? $"x{i}" : (100 - i).ToString(CultureInfo.InvariantCulture);
            return Say.Event(name, data, occurred, recorded, id) with { ReceivedAt = Say.At("2026-03-01T00:00:00Z").AddMinutes(i) };
        }).ToArray());

    public static Gen<Delivery[]> OfShipment { get; } = Histories(Gen.OneOf(NamedShipmentEvent, ObjectShipmentEvent, FreightGen.Event), 14);

    public static Gen<Delivery[]> OfPurchaseOrder { get; } = Histories(OrderEvent, 8);

    public static Gen<Delivery[]> OfInvoice { get; } = Histories(InvoiceEvent, 8);
}
