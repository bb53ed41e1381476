using System.Text.Json.Nodes;

namespace Grains.Domain.Tests;

/// <summary>Dialect B's full objects, cut down to what a test says. A field given as null is written as null; one not given is absent.</summary>
internal static class Objects
{
    public static JsonObject Shipment(string id = "7001", string? updatedAt = null, JsonObject? fields = null)
    {
        var shipment = new JsonObject { ["_object"] = "/shipment", ["id"] = id };
        if (updatedAt is not null) shipment["updated_at"] = updatedAt;
        return With(shipment, fields);
    }

    public static JsonObject Leg(string id, string? mode = null, string? departed = null, string? arrived = null, JsonObject? fields = null)
    {
        var leg = new JsonObject { ["_object"] = "/shipment_leg", ["id"] = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture) };
        if (mode is not null) leg["transportation_mode"] = mode;
        if (departed is not null) leg["actual_departure_date"] = departed;
        if (arrived is not null) leg["actual_arrival_date"] = arrived;
        return With(leg, fields);
    }

    public static JsonObject Node(string name, string country, params string[] tags) => new()
    {
        ["_object"] = "/shipment_node",
        ["place"] = new JsonObject
        {
            ["_object"] = "/place",
            ["name"] = name,
            ["address"] = new JsonObject { ["country"] = country, ["timezone"] = "Europe/Oslo" },
        },
        ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]),
    };

    public static string Data(JsonObject? resource = null, JsonObject? shipment = null, JsonObject? location = null, JsonArray? containers = null) => new JsonObject
    {
        ["_object"] = "/shipment_event_data",
        ["resource"] = resource,
        ["shipment"] = shipment,
        ["location"] = location,
        ["containers"] = containers ?? [],
    }.ToJsonString();

    private static JsonObject With(JsonObject target, JsonObject? fields)
    {
        if (fields is null) return target;
        foreach (var (name, value) in fields) target[name] = value?.DeepClone();
        return target;
    }
}
