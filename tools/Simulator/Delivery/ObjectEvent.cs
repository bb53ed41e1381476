using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Delivery;

/// <summary>An object of Flexport's API as the resource of an event that fits it.</summary>
internal static class ObjectEvent
{
    private const long MostId = (1L << 53) - 1;
    private static readonly string[] RecordedFields = ["updated_at", "last_updated_at", "created_at", "issued_at", "archived_at"];

    /// <param name="name">What answers are printed under.</param>
    /// <param name="otherwise">When it was recorded, where the object does not say so.</param>
    /// <returns>The same bytes and id for the same object: sending it again is a duplicate. An event is passed on as it is. Null for what has no <c>_object</c>.</returns>
    public static WorldEvent? Wrap(string name, JsonObject resource, DateTimeOffset otherwise)
    {
        if (Text(resource["_object"]) is not { Length: > 0 } path) return null;
        if (path == "/event") return AsItIs(name, resource, otherwise);

        var recorded = RecordedFields.Select(field => Instant(resource[field])).FirstOrDefault(instant => instant is not null) ?? otherwise;
        var (type, occurredAt) = Fitting(path, resource);
        var occurred = occurredAt ?? recorded;
        var id = IdOf(type, recorded, resource);
        var data = new JsonObject { ["_object"] = "/shipment_event_data", ["containers"] = new JsonArray(), ["location"] = null, ["resource"] = resource.DeepClone() };
        if (path is "/shipment" or "/shipments") data["shipment"] = resource.DeepClone();
        var body = new JsonObject
        {
            ["_object"] = "/event",
            ["id"] = id,
            ["version"] = 2,
            ["type"] = type,
            ["created_at"] = Utc(recorded),
            ["occurred_at"] = Utc(occurred),
            ["data"] = data,
        };
        return new WorldEvent(id.ToString(CultureInfo.InvariantCulture), type, name, recorded, occurred, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    // What the object itself shows to have happened; `#updated` is no type of Flexport's that is known, and must be taken all the same.
    private static (string Type, DateTimeOffset? OccurredAt) Fitting(string path, JsonObject resource) => path switch
    {
        "/shipment" or "/shipments" => (path + "#created", null),
        "/shipment_leg" when Instant(resource["actual_arrival_date"]) is { } arrival => ("/shipment_leg#arrived", arrival),
        "/shipment_leg" when Instant(resource["actual_departure_date"]) is { } departure => ("/shipment_leg#departed", departure),
        "/shipment_leg" => ("/shipment_leg#updated_estimated_time_of_arrival", null),
        "/ocean/shipment_container" when Instant(resource["empty_returned_date"]) is { } returned => (path + "#empty_returned", returned),
        "/ocean/shipment_container" when resource["last_free_day_date"] is not null => (path + "#free_time_to_expire", null),
        "/ocean/shipment_container_leg" or "/shipment_container_leg" => ("/shipment_container_leg#updated_estimated_available_for_pickup", null),
        "/invoice" when Instant(resource["voided_at"]) is { } voided => ("/invoice#invoice_voided", voided),
        "/invoice" when Text(resource["status"]) == "paid" => ("/invoice#invoice_payment_made", null),
        "/invoice" => ("/invoice#invoice_shared", Instant(resource["issued_at"])),
        "/purchase_order" => (resource["archived_at"] is null ? "/purchase_order#updated" : "/purchase_order#archived", null),
        "/document" => ("/document#document_created", null),
        "/customs_entry" or "/customs_entries" when Text(resource["release_status"]) is "released" or "cleared" =>
            ("/shipment#customs_entry_release_status_released", Instant(resource["release_date"])),
        _ => (path + "#updated", null),
    };

    private static WorldEvent AsItIs(string name, JsonObject body, DateTimeOffset otherwise)
    {
        var recorded = Instant(body["created_at"]) ?? otherwise;
        return new WorldEvent(
            body["id"]?.ToString() ?? "no id", Text(body["type"]) ?? "no type", name, recorded, Instant(body["occurred_at"]) ?? recorded, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    // Recorded at another time is another event: the same id with other times would be a conflict.
    private static long IdOf(string type, DateTimeOffset recorded, JsonObject resource)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{Utc(recorded)}\n{resource.ToJsonString()}"));
        return BinaryPrimitives.ReadInt64BigEndian(hash) & MostId;
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static DateTimeOffset? Instant(JsonNode? node) =>
        DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
