using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit.Bodies;

/// <summary>
/// Bodies of dialect B: <c>{ _object: "/event", id, version, type, created_at, occurred_at, data }</c>, in the shapes of contract §4 and §5.
/// All companies and places are invented.
/// </summary>
public static class DialectB
{
    /// <summary>An event of the shipment family.</summary>
    /// <param name="type">Such as <c>/shipment_leg#arrived</c>.</param>
    /// <param name="resource">The full object that the type names.</param>
    /// <param name="shipment">The full shipment.</param>
    public static byte[] ShipmentEvent(
        long id, string type, DateTimeOffset occurredAt, DateTimeOffset recordedAt, JsonObject resource, JsonObject shipment, JsonObject? location = null)
    {
        var body = new JsonObject
        {
            ["_object"] = "/event",
            ["created_at"] = DialectA.Text(recordedAt),
            ["data"] = new JsonObject
            {
                ["_object"] = "/shipment_event_data",
                ["containers"] = new JsonArray(),
                ["location"] = location?.DeepClone(),
                ["resource"] = resource.DeepClone(),
                ["shipment"] = shipment.DeepClone(),
            },
            ["id"] = id,
            ["occurred_at"] = DialectA.Text(occurredAt),
            ["type"] = type,
            ["version"] = 2,
        };
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>An event whose type names the shipment itself, such as <c>/shipment#delivered_in_full</c>.</summary>
    public static byte[] ShipmentEvent(long id, string type, DateTimeOffset occurredAt, DateTimeOffset recordedAt, JsonObject shipment) =>
        ShipmentEvent(id, type, occurredAt, recordedAt, shipment, shipment);

    /// <summary>A full shipment. Of its dates only those given are set: Flexport's own lag behind the legs.</summary>
    public static JsonObject Shipment(long id, string status, string mode = "ocean", string name = "Tern & Gannet: lamps, May", params (string Name, string? Value)[] dates)
    {
        var shipment = new JsonObject
        {
            ["_object"] = "/shipment",
            ["id"] = id,
            ["name"] = name,
            ["status"] = status,
            ["transportation_mode"] = mode,
            ["freight_type"] = "door_to_door",
            ["incoterm"] = "FCA",
            ["priority"] = "standard",
            ["archived_at"] = null,
            ["actual_departure_date"] = null,
            ["actual_arrival_date"] = null,
            ["actual_picked_up_in_full_date"] = null,
            ["actual_delivered_in_full_date"] = null,
            ["estimated_departure_date"] = null,
            ["estimated_arrival_date"] = null,
            ["estimated_picked_up_in_full_date"] = null,
            ["estimated_delivered_in_full_date"] = null,
            ["cargo_ready_date"] = "2031-05-02",
            ["shippers"] = new JsonArray(Company(701, "Tern & Gannet Lighting Works")),
            ["consignees"] = new JsonArray(Company(702, "Curlew Interiors")),
            ["legs"] = new JsonObject
            {
                ["_object"] = "/api/refs/collection",
                ["link"] = $"https://flexport.invalid/shipment_legs?f.shipment.id={id}",
                ["ref_type"] = "/shipment_leg",
            },
            ["metadata"] = new JsonObject(),
        };
        foreach (var (date, value) in dates) shipment[date] = value;
        return shipment;
    }

    /// <summary>A leg. Dates are given as Flexport writes them, with the place's UTC offset; null is: not known (any more).</summary>
    public static JsonObject Leg(
        long id, long shipment, string mode, JsonObject origin, JsonObject destination, string? departed = null, string? arrived = null, string? departs = null, string? arrives = null) => new()
        {
            ["_object"] = "/shipment_leg",
            ["id"] = id,
            ["transportation_mode"] = mode,
            ["carrier_name"] = mode == "ocean" ? "Petrel Ocean Lines" : "Plover Haulage",
            ["actual_departure_date"] = departed,
            ["actual_arrival_date"] = arrived,
            ["estimated_departure_date"] = departs,
            ["estimated_arrival_date"] = arrives,
            ["origin"] = origin.DeepClone(),
            ["destination"] = destination.DeepClone(),
            ["deleted_at"] = null,
            ["ocean_leg"] = mode == "ocean"
                ? new JsonObject { ["_object"] = "/ocean/shipment_leg", ["vessel_name"] = "Storm Petrel", ["voyage_number"] = "031W", ["scac_code"] = "PTRL" }
                : null,
            ["shipment"] = new JsonObject
            {
                ["_object"] = "/api/refs/object",
                ["id"] = shipment,
                ["link"] = $"https://flexport.invalid/shipments/{shipment}",
                ["ref_type"] = "/shipment",
            },
        };

    /// <summary>A place on the way.</summary>
    /// <param name="tags">Such as <c>port_of_loading</c>.</param>
    public static JsonObject Node(string name, string countryCode, string timeZone, params string[] tags) => new()
    {
        ["_object"] = "/shipment_node",
        ["place"] = new JsonObject
        {
            ["_object"] = "/place",
            ["name"] = name,
            ["address"] = new JsonObject
            {
                ["_object"] = "/address",
                ["city"] = name,
                ["country_code"] = countryCode,
                ["timezone"] = timeZone,
            },
            ["details"] = new JsonArray(),
        },
        ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]),
        ["terminal"] = null,
    };

    private static JsonObject Company(long id, string name) => new() { ["_object"] = "/company", ["id"] = id, ["name"] = name, ["ref"] = $"C-{id}" };
}
