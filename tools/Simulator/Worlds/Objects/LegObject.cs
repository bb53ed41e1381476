using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Objects;

/// <summary>A vessel on a voyage.</summary>
internal sealed record Vessel(string Name, string Imo, string Voyage, string Scac);

/// <summary>A leg as Flexport holds it. It bears no stamp of its own.</summary>
internal sealed class LegObject
{
    public required long Id { get; set; }
    public required long Shipment { get; set; }
    public required string Mode { get; init; }
    public required string Carrier { get; set; }
    public required Place From { get; init; }
    public required Place To { get; init; }
    public required IReadOnlyList<string> FromTags { get; init; }
    public required IReadOnlyList<string> ToTags { get; init; }
    public DateTimeOffset? EstimatedDeparture { get; set; }
    public DateTimeOffset? EstimatedArrival { get; set; }
    public DateTimeOffset? ActualDeparture { get; set; }
    public DateTimeOffset? ActualArrival { get; set; }
    public DateTimeOffset? Appointment { get; set; }
    /// <summary>What its field is called is not published: as its documented neighbour, the appointment's.</summary>
    public DateTimeOffset? EstimatedOutForDelivery { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }
    public Vessel? Vessel { get; set; }

    public bool IsMainMode => Mode is "ocean" or "air";

    public LegObject Copy() => (LegObject)MemberwiseClone();

    /// <summary>The same voyage as a leg of another shipment.</summary>
    public LegObject Copy(long id, long shipment)
    {
        var copy = Copy();
        (copy.Id, copy.Shipment) = (id, shipment);
        return copy;
    }

    public JsonObject Origin() => From.ToNode(FromTags);

    public JsonObject Destination() => To.ToNode(ToTags);

    /// <summary>As <c>/shipment_leg</c>.</summary>
    public JsonObject ToJson()
    {
        var more = new JsonObject();
        if (Appointment is { } agreed) more["delivery_appointment_scheduled_for_date"] = Text.Local(agreed);
        if (EstimatedOutForDelivery is { } expected) more["estimated_out_for_delivery_date"] = Text.Local(expected);
        return new JsonObject
        {
            ["_object"] = "/shipment_leg",
            ["id"] = Id,
            ["shipment"] = Text.ShipmentRef(Shipment),
            ["estimated_departure_date"] = Text.Local(EstimatedDeparture),
            ["actual_departure_date"] = Text.Local(ActualDeparture),
            ["estimated_arrival_date"] = Text.Local(EstimatedArrival),
            ["actual_arrival_date"] = Text.Local(ActualArrival),
            ["additional_dates"] = more,
            ["origin"] = Origin(),
            ["destination"] = Destination(),
            ["transportation_mode"] = Mode,
            ["carrier_name"] = Carrier,
            ["deleted_at"] = DeletedAt is { } deleted ? Text.Utc(deleted) : null,
            ["ocean_leg"] = Vessel is { } vessel
                ? new JsonObject { ["_object"] = "/ocean/shipment_leg", ["vessel_name"] = vessel.Name, ["vessel_imo"] = vessel.Imo, ["voyage_number"] = vessel.Voyage, ["scac_code"] = vessel.Scac }
                : null,
            ["air_leg"] = Mode == "air" ? new JsonObject { ["_object"] = "/air/shipment_leg" } : null,
            ["trucking_leg"] = Mode == "truck" ? new JsonObject { ["_object"] = "/trucking/shipment_leg", ["service_type"] = "ftl" } : null,
        };
    }
}
