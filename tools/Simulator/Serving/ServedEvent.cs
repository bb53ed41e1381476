using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds;
using Simulator.Worlds.Bodies;

namespace Simulator.Serving;

/// <summary>An event as lists show it, with what they are filtered by.</summary>
/// <param name="Id">As it was delivered under.</param>
/// <param name="OccurredAt">As its body says.</param>
/// <param name="Shipment">The id of the shipment it names, in either dialect, without <c>FLEX-</c>.</param>
/// <param name="Resource"><c>data.resource._object</c></param>
/// <param name="Json">An <c>/event</c>.</param>
internal sealed record ServedEvent(string Id, string Type, DateTimeOffset OccurredAt, string? Shipment, string? Resource, byte[] Json)
{
    private const string Reference = "FLEX-";

    /// <summary>What <c>GET /events</c> can be asked for.</summary>
    public static IReadOnlyCollection<string> Filters { get; } =
        ["f.occurred_at.gte", "f.occurred_at.lte", "f.data.shipment.id", "f.data.resource._object", "f.type"];

    public static ServedEvent Of(WorldEvent world)
    {
        using var body = JsonDocument.Parse(world.Body);
        var root = body.RootElement;
        var shipment = WithoutReference(At(root, "data", "shipment", "id") ?? At(root, "data", "shipment_id"));
        var resource = At(root, "data", "resource", "_object");
        if (At(root, "_object") == "/event") return new ServedEvent(world.Id, world.Type, world.OccurredAt, shipment, resource, world.Body);

        // The times that the delivered body gave a reader: with other ones it would be another event under the same id.
        var occurredAt = Instant(At(root, "data", "occurred_at")) ?? Instant(At(root, "created_at")) ?? world.OccurredAt;
        return new ServedEvent(world.Id, world.Type, occurredAt, shipment, resource, Whole(world, occurredAt, root));
    }

    public bool Meets(Filter filter) => filter.Field switch
    {
        "occurred_at" when filter.Kind == FilterKind.AtLeast => OccurredAt >= filter.Moment,
        "occurred_at" when filter.Kind == FilterKind.AtMost => OccurredAt <= filter.Moment,
        "type" => filter.Holds(Type),
        "data.shipment.id" => (filter with { Value = WithoutReference(filter.Value)! }).Holds(Shipment),
        "data.resource._object" => filter.Holds(Resource),
        _ => false,
    };

    /// <summary>Dialect A as Flexport's API would list it: the same id, type and data, with both times and an id in every case.</summary>
    private static byte[] Whole(WorldEvent world, DateTimeOffset occurredAt, JsonElement body) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["_object"] = "/event",
        ["id"] = world.Id,
        ["version"] = 2,
        ["type"] = world.Type,
        ["created_at"] = Text.Utc(world.CreatedAt),
        ["occurred_at"] = Text.Utc(occurredAt),
        ["data"] = body.TryGetProperty("data", out var data) ? JsonNode.Parse(data.GetRawText()) : null,
    });

    private static string? WithoutReference(string? id) => id?.StartsWith(Reference, StringComparison.OrdinalIgnoreCase) == true ? id[Reference.Length..] : id;

    private static DateTimeOffset? Instant(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : null;
    }
}
