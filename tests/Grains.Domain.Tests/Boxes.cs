using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests;

/// <summary>Containers, the legs that they ride on, and what is said of them there, in dialect B.</summary>
internal static class Boxes
{
    private const string Noted = "/shipment_leg#updated_estimated_time_of_arrival";

    /// <summary>A leg of the voyage; the tags are those of its ends.</summary>
    public static JsonObject Leg(int id, string mode, string from, string to, string? departed = null, string? arrived = null, string zone = "Europe/Oslo") =>
        Objects.Leg($"{id}", mode, departed, arrived, new JsonObject { ["origin"] = Node(zone, from), ["destination"] = Node(zone, to) });

    public static Delivery Known(JsonObject leg, string recorded = "2026-01-01T00:00:00Z") => Say.Event(Noted, Objects.Data(leg), recorded, recorded);

    public static Delivery LegEvent(string type, JsonObject leg, string at) => Say.Event(type, Objects.Data(leg), at, at);

    /// <summary>A container leg says so of itself; dates as JSON.</summary>
    public static Delivery OnLeg(string name, int container, int leg, string at, string dates = "{}", JsonObject? location = null, string? recorded = null) => Say.Event(
        "/ocean/shipment_container_leg#" + name,
        Objects.Data(
            new JsonObject
            {
                ["_object"] = "/ocean/shipment_container_leg",
                ["id"] = (container * 10) + leg,
                ["dates"] = JsonNode.Parse(dates),
                ["shipment_container"] = new JsonObject { ["_object"] = "/api/refs/object", ["ref_type"] = "/ocean/shipment_container", ["id"] = container },
                ["leg"] = new JsonObject { ["_object"] = "/api/refs/object", ["ref_type"] = "/shipment_leg", ["id"] = leg },
            },
            location: location),
        at,
        recorded ?? at);

    /// <summary>A full container in the list of an event, with these fields as JSON.</summary>
    public static Delivery Listed(int container, string fields, string recorded = "2026-01-01T00:00:00Z") =>
        Say.Event("/shipment#updated_route", Objects.Data(containers: [Object(container, fields)]), recorded, recorded);

    public static JsonObject Object(int id, string fields = "{}")
    {
        var container = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = id };
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject()) container[name] = value?.DeepClone();
        return container;
    }

    public static JsonObject Node(string zone, params string[] tags)
    {
        var node = Objects.Node("Saltmarsh Quay", "Norway", [.. tags.Where(tag => tag.Length > 0)]);
        node["place"]!["address"]!["timezone"] = zone;
        return node;
    }
}
