using System.Text.Json.Nodes;
using CsCheck;
using static Grains.Domain.Tests.Histories.HistoryGen;

namespace Grains.Domain.Tests.Histories;

/// <summary>The rest of dialect B: last ways, free time, customs, ends of disruptions, vessels, containers and their legs whole.</summary>
internal static class FreightGen
{
    private static readonly Gen<(bool There, JsonNode? Value)> Dates =
        from name in Gen.OneOf("actual_discharge_date", "actual_load_date", "available_for_pickup_date", "estimated_available_for_pickup_date")
        from date in Field(Instant)
        from shape in Gen.Int[0, 2]
        select date.There ? (true, Shaped(name, date.Value, shape)) : (false, (JsonNode?)null);

    private static JsonNode? Shaped(string name, JsonNode? date, int shape) => shape switch
    {
        0 => new JsonObject { [name] = date?.DeepClone() },
        1 => new JsonArray(new JsonObject { [name] = date?.DeepClone() }),
        _ => new JsonArray(new JsonObject { ["name"] = name, ["date"] = date?.DeepClone() }),
    };

    private static readonly Gen<(string? Name, string Data)> LastWay =
        from name in Gen.OneOf(
            "/shipment_leg#out_for_delivery", "/shipment_leg#delivered", "/shipment_leg#delivery_completed", "/ocean/shipment_leg#loaded_on_truck",
            "/shipment_leg#delivery_appointment_requested", "/shipment_leg#delivery_appointment_scheduled")
        from id in PartId
        from vessel in Field(Word)
        from appointment in Field(Instant)
        from updated in Field(Instant)
        select ((string?)name, Objects.Data(Assemble(
            "/shipment_leg", id,
            ("ocean_leg", (true, new JsonObject { ["vessel_name"] = vessel.Value?.DeepClone() })),
            ("additional_dates", (true, new JsonObject { ["delivery_appointment_scheduled_for_date"] = appointment.Value?.DeepClone() })),
            ("updated_at", updated))));

    private static readonly Gen<(string? Name, string Data)> OfContainer =
        from name in Gen.OneOf("/ocean/shipment_container#free_time_to_expire", "/ocean/shipment_container#free_time_expired", "/ocean/shipment_container#empty_returned")
        from id in PartId
        from number in Field(Gen.OneOf("ABCU1", "ABCU2"))
        from lastFreeDay in Field(Instant)
        from returned in Field(Instant)
        from arrived in Field(Instant)
        from updated in Field(Instant)
        from zone in Gen.OneOf("Asia/Hong_Kong", "America/Los_Angeles", "Nowhere/At_All")
        select ((string?)name, Objects.Data(
            Assemble(
                "/ocean/shipment_container", id, ("container_number", number), ("last_free_day_date", lastFreeDay), ("empty_returned_date", returned),
                ("actual_arrival_date", arrived), ("updated_at", updated)),
            location: new JsonObject { ["place"] = new JsonObject { ["name"] = "Quay", ["address"] = new JsonObject { ["timezone"] = zone } } }));

    private static readonly Gen<(string? Name, string Data)> OfContainerLeg =
        from name in Gen.OneOf(
            "/ocean/shipment_container_leg#available_for_pickup", "/ocean/shipment_container_leg#unloaded_off_board",
            "/shipment_container_leg#delivery_appointment_scheduled", "/shipment_container_leg#updated_estimated_available_for_pickup")
        from id in PartId
        from leg in Field(PartId)
        from dates in Dates
        from updated in Field(Instant)
        select ((string?)name, Objects.Data(Assemble(
            "/ocean/shipment_container_leg", "71", ("dates", dates), ("shipment_container", (true, new JsonObject { ["id"] = id })),
            ("leg", (leg.There, new JsonObject { ["id"] = leg.Value?.DeepClone() })), ("updated_at", updated))));

    private static readonly Gen<(string? Name, string Data)> OfShipmentItself =
        from name in Gen.OneOf(
            "/shipment#created", "/shipment#returned_to_shipper", "/shipment#export_country_customs_exam", "/shipment#export_customs_cleared",
            "/shipment#customs_undergoing_x_ray_exam", "/shipment#filing_submitted_for_in_bond_transportation", "/shipment#ftz_admission",
            "/shipment#documents_sent_to_nominated_broker", "/shipments#commercial_invoices_digitized", "/shipment#weather_delay", "/shipment#port_strike_delay")
        from created in Field(Instant)
        from pickup in Field(Instant)
        from resolved in Field(Instant)
        from status in Field(Gen.OneOf("open", "resolved", "canceled", "dreaming"))
        from box in Field(PartId)
        from lcl in Gen.Bool
        from updated in Field(Instant)
        select ((string?)name, new JsonObject
        {
            ["containers"] = box.Value is { } listed ? new JsonArray(Assemble("/ocean/shipment_container", listed.GetValue<string>())) : new JsonArray(),
            ["shipment"] = Assemble(
                "/shipment", "7001", ("created_date", created), ("estimated_picked_up_in_full_date", pickup), ("actual_picked_up_in_full_date", pickup), ("updated_at", updated),
                ("is_lcl", (lcl, JsonValue.Create(lcl)))),
            ["exception"] = resolved.There ? Assemble("/exception", "1", ("resolved_at", resolved), ("status", status)) : null,
        }.ToJsonString());

    private static readonly Gen<(string? Name, string Data)> OfCustomsEntry =
        from id in PartId
        from status in Field(Gen.OneOf("cleared", "pending", "customs_hold", "released"))
        from released in Field(Gen.OneOf("2026-01-03", "2026-01-04"))
        from updated in Field(Instant)
        select ((string?)null, Objects.Data(Assemble(
            "/customs_entry", id, ("release_status", status), ("release_date", released), ("updated_at", updated))));

    public static Gen<(string? Name, string Data)> Event { get; } = Gen.OneOf(LastWay, OfContainer, OfContainerLeg, OfShipmentItself, OfCustomsEntry);
}
