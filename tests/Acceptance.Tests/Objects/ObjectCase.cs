using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;
using TestKit.Objects;

namespace Acceptance.Tests.Objects;

/// <summary>One of Flexport's objects: in which event it comes, where the API shows it, and which value stands where.</summary>
/// <param name="Type">A type that carries such an object.</param>
/// <param name="View">The path of the answer that shows it.</param>
/// <param name="Values">Paths in the object, and below the place in the answer where they are shown. <c>[]</c> is every place of a list.</param>
internal sealed record ObjectCase(string Name, JsonObject Object, string Type, string View, string Place, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The project's own objects, and where a checkout has them beside it the published ones.</summary>
    public static IReadOnlyList<ObjectCase> All { get; } = [.. ObjectEvents.Names.Select(name => Of(name, ObjectEvents.Read(name))), .. Published()];

    public override string ToString() => Name;

    /// <summary>Each value of the object that the answer does not show, and that is not known to be none of its, for a person.</summary>
    public IEnumerable<string> Missing(JsonElement answer)
    {
        var place = JsonObject.Create(Place.Length == 0 ? answer : Find(answer));
        foreach (var (path, value) in Leaves(Object, ""))
        {
            var shown = Values.GetValueOrDefault(path) ?? (path.StartsWith("metadata.", StringComparison.Ordinal) ? path : null);
            if (shown is null)
            {
                if (!ObjectValues.IsLeftOut(path)) yield return $"{Name}: nobody said where {path} ({Text(value)}) is shown";
                continue;
            }

            var found = Read(place, shown).Select(Text).ToList();
            if (!found.Contains(Text(value))) yield return $"{Name}: {path} is {Text(value)}, but {Place} {shown} shows {(found.Count == 0 ? "nothing" : string.Join(", ", found))}";
        }
    }

    /// <summary>All values of the object that say something, with their paths; <c>[]</c> stands for every place of a list.</summary>
    public static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject inner => inner.SelectMany(field => Leaves(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")),
        JsonArray list => list.SelectMany(item => Leaves(item, path + "[]")),
        JsonValue value when Text(value) is { Length: > 0 } => [(path, value)],
        _ => [],
    };

    private JsonElement Find(JsonElement answer)
    {
        var list = answer.GetProperty(Place);
        if (list.ValueKind == JsonValueKind.Object) return list;
        var id = Text(Object["id"]);
        return list.EnumerateArray().Single(item => item.At("id") == id || (Place == "containers" && item.At("number") == Text(Object["container_number"])));
    }

    private static ObjectCase Of(string name, JsonObject found)
    {
        var id = Text(found["id"])!;
        var shipment = Text(Read(found, "shipment.id").FirstOrDefault());
        return Text(found["_object"]) switch
        {
            "/shipment" => new(name, found, "/shipment#updated_route", $"/api/shipments/{id}", "", ObjectValues.Shipment),
            "/shipment_leg" => new(name, found, "/shipment_leg#updated_estimated_time_of_arrival", $"/api/shipments/{shipment}", "legs", ObjectValues.Leg),
            "/ocean/shipment_container" => new(name, found, "/ocean/shipment_container#free_time_to_expire", $"/api/shipments/{shipment}", "containers", ObjectValues.Container),
            "/ocean/shipment_container_leg" => new(name, found, "/ocean/shipment_container_leg#available_for_pickup", $"/api/containers/{Text(Read(found, "shipment_container.id").First())}", "container", ObjectValues.ContainerLeg),
            "/booking" => new(name, found, "/booking#updated", $"/api/shipments/{shipment}", "bookings", ObjectValues.Booking),
            "/document" => new(name, found, "/document#document_created", $"/api/shipments/{shipment}", "documents", ObjectValues.Document),
            "/invoice" => new(name, found, "/invoice#invoice_shared", $"/api/invoices/{id}", "", ObjectValues.Invoice),
            "/purchase_order" => new(name, found, "/purchase_order#updated", $"/api/purchase-orders/{id}", "", ObjectValues.PurchaseOrder),
            "/customs_entry" or "/customs_entries" => new(name, found, "/customs_entry#updated", $"/api/shipments/{shipment}", "customs", ObjectValues.CustomsEntry),
            var other => throw new InvalidDataException($"{name} is a {other}, which no case is for."),
        };
    }

    private static IEnumerable<ObjectCase> Published()
    {
        for (var folder = new DirectoryInfo(Repository.Root).Parent; folder is not null; folder = folder.Parent)
        {
            var payloads = Path.Combine(folder.FullName, "shared", "flexport", "payloads");
            if (!Directory.Exists(payloads)) continue;
            foreach (var file in Directory.EnumerateFiles(payloads, "api-*.json").Where(file => !file.Contains("truncated", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                foreach (var found in Unwrap(JsonNode.Parse(File.ReadAllText(file))!.AsObject())) yield return Of(Path.GetFileName(file), found);
            }
        }
    }

    /// <summary>The objects of an answer of Flexport's, be it one, a page of them, or the object itself.</summary>
    private static IEnumerable<JsonObject> Unwrap(JsonObject file)
    {
        var data = Text(file["_object"]) == "/api/response" ? file["data"]!.AsObject() : file;
        return data["data"] is JsonArray page ? page.Select(item => item!.AsObject()) : [data];
    }

    /// <summary>All values at a path.</summary>
    private static IEnumerable<JsonValue> Read(JsonNode? from, string path)
    {
        IEnumerable<JsonNode?> reached = [from];
        foreach (var step in path.Split('.'))
        {
            var name = step.EndsWith("[]", StringComparison.Ordinal) ? step[..^2] : step;
            reached = reached.Select(node => (node as JsonObject)?[name]);
            if (name.Length < step.Length) reached = reached.SelectMany(node => node as JsonArray ?? []);
        }

        return reached.OfType<JsonValue>();
    }

    /// <summary>Instants in UTC, amounts without needless zeros, all else as it is written.</summary>
    private static string? Text(JsonNode? value)
    {
        if (value is null) return null;
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && text.Contains('.', StringComparison.Ordinal)
            ? amount.ToString("0.########", CultureInfo.InvariantCulture)
            : text;
    }
}
