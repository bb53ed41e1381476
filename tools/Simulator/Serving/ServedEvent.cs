using System.Text.Json;
using Simulator.Worlds;

namespace Simulator.Serving;

/// <summary>An event with what lists of events are filtered by.</summary>
/// <param name="Shipment">The id of the shipment it names, in either dialect.</param>
/// <param name="Resource"><c>data.resource._object</c></param>
internal sealed record ServedEvent(WorldEvent Event, string? Shipment, string? Resource)
{
    /// <summary>What <c>GET /events</c> can be asked for.</summary>
    public static IReadOnlyCollection<string> Filters { get; } =
        ["f.occurred_at.gte", "f.occurred_at.lte", "f.data.shipment.id", "f.data.resource._object", "f.type"];

    public static ServedEvent Of(WorldEvent world)
    {
        using var body = JsonDocument.Parse(world.Body);
        var root = body.RootElement;
        return new ServedEvent(world, At(root, "data", "shipment", "id") ?? At(root, "data", "shipment_id"), At(root, "data", "resource", "_object"));
    }

    public bool Meets(Filter filter) => filter.Field switch
    {
        "occurred_at" when filter.Kind == FilterKind.AtLeast => Event.OccurredAt >= filter.Moment,
        "occurred_at" when filter.Kind == FilterKind.AtMost => Event.OccurredAt <= filter.Moment,
        "type" => filter.Holds(Event.Type),
        "data.shipment.id" => filter.Holds(Shipment),
        "data.resource._object" => filter.Holds(Resource),
        _ => false,
    };

    private static string? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : null;
    }
}
