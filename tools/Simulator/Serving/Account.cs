using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Serving;

/// <summary>What the API shows: the events and objects of a world, by path.</summary>
internal sealed class Account
{
    // Lists that exist even where the world has nothing in them.
    private static readonly string[] Endpoints =
    [
        "bookings", "customs_entries", "documents", "invoices", "ocean/shipment_container_legs", "ocean/shipment_containers", "purchase_orders", "shipment_legs", "shipments",
    ];

    private readonly Dictionary<string, ServedEvent> eventsById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorldObject> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<WorldObject>> lists = Endpoints.ToDictionary(path => path, _ => new List<WorldObject>(), StringComparer.Ordinal);

    public Account(IReadOnlyList<WorldEvent> events, IReadOnlyList<WorldObject> objects)
    {
        Events = [.. events.Select(ServedEvent.Of)];
        foreach (var one in Events) eventsById.TryAdd(one.Id, one);
        foreach (var one in objects)
        {
            this.objects[one.Path] = one;
            var list = one.Path[..Math.Max(0, one.Path.LastIndexOf('/'))];
            if (!lists.TryGetValue(list, out var members)) lists[list] = members = [];
            members.Add(one);
        }
    }

    public IReadOnlyList<ServedEvent> Events { get; }

    public byte[]? Event(string id) => eventsById.GetValueOrDefault(id)?.Json;

    public byte[]? Object(string path) => objects.TryGetValue(path, out var found) ? Bytes(found) : null;

    /// <summary>The objects of a path such as <c>shipment_legs</c>; null where there is no such list.</summary>
    public IReadOnlyList<WorldObject>? List(string path) => lists.GetValueOrDefault(path);

    public static byte[] Bytes(WorldObject one) => JsonSerializer.SerializeToUtf8Bytes(one.Object);

    public static bool Meets(WorldObject one, Filter filter)
    {
        JsonNode? node = one.Object;
        foreach (var name in filter.Field.Split('.')) node = (node as JsonObject)?[name];
        return filter.Holds(node is JsonValue value ? value.ToString() : null);
    }
}
