using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit.Bodies;

namespace TestKit.Objects;

/// <summary>
/// Flexport's full objects in the shapes that its API documents, and events around them. The objects are the JSON files of this folder;
/// all companies, numbers and people in them are invented. All of them belong to shipment 820415, but for <c>shipment-air</c> (820416).
/// </summary>
public static class ObjectEvents
{
    /// <summary>Names of the objects, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["booking", "container", "container-leg", "customs-entry", "document", "invoice", "leg", "purchase-order", "shipment-air", "shipment-ocean"];

    /// <summary>One of the objects, the caller's own to change.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public static JsonObject Read(string name)
    {
        using var file = typeof(ObjectEvents).Assembly.GetManifestResourceStream($"TestKit.Objects.{name}.json")
            ?? throw new FileNotFoundException($"There is no object '{name}'.");
        return JsonNode.Parse(file)!.AsObject();
    }

    /// <summary>The body of an event that carries an object.</summary>
    /// <param name="resource">The full object that the type names.</param>
    /// <param name="type">Such as <c>/document#document_created</c>.</param>
    /// <param name="shipment">The full shipment beside it; null where the event names none.</param>
    /// <param name="location">A node.</param>
    /// <param name="containers">Full containers.</param>
    public static byte[] Wrap(
        JsonObject resource,
        string type,
        long id,
        DateTimeOffset occurredAt,
        DateTimeOffset recordedAt,
        JsonObject? shipment = null,
        JsonObject? location = null,
        params JsonObject[] containers) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["_object"] = "/event",
            ["created_at"] = DialectA.Text(recordedAt),
            ["data"] = Data(resource, shipment, location, containers),
            ["id"] = id,
            ["occurred_at"] = DialectA.Text(occurredAt),
            ["type"] = type,
            ["version"] = 2,
        });

    /// <summary>The <c>data</c> of such an event.</summary>
    public static JsonObject Data(JsonObject resource, JsonObject? shipment = null, JsonObject? location = null, params JsonObject[] containers) => new()
    {
        ["_object"] = "/shipment_event_data",
        ["containers"] = new JsonArray([.. containers.Select(container => container.DeepClone())]),
        ["location"] = location?.DeepClone(),
        ["resource"] = resource.DeepClone(),
        ["shipment"] = shipment?.DeepClone(),
    };
}
