using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;
using TestKit.Objects;

namespace Acceptance.Tests.Objects;

/// <summary>One of Flexport's objects: in which event it comes, where the API shows it, and which value stands where.</summary>
/// <param name="Type">A type that carries such an object.</param>
/// <param name="View">The path of the answer that shows it.</param>
/// <param name="Values">Paths in the object, and below the place in the answer where they are shown. <c>[]</c> is the first of a list.</param>
internal sealed record ObjectCase(string Name, JsonObject Object, string Type, string View, string Place, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The project's own objects, and where a checkout has them beside it the published ones.</summary>
    public static IReadOnlyList<ObjectCase> All { get; } = [.. ObjectEvents.Names.Select(name => Of(name, ObjectEvents.Read(name))), .. Published()];

    public override string ToString() => Name;

    /// <summary>Each value of the object that the answer does not show, for a person.</summary>
    public IEnumerable<string> Missing(JsonElement answer)
    {
        var place = Place.Length == 0 ? answer : Find(answer);
        foreach (var (said, shown) in Values)
        {
            if (Read(Object, said) is not { } value) continue;
            var found = Text(Read(JsonObject.Create(place), shown));
            if (found != Text(value)) yield return $"{Name}: {said} is {Text(value)}, but {Place} {shown} shows {found ?? "nothing"}";
        }
    }

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
        var shipment = Text(Read(found, "shipment.id"));
        return Text(found["_object"]) switch
        {
            "/shipment" => new(name, found, "/shipment#updated_route", $"/api/shipments/{id}", "", ObjectValues.Shipment),
            "/shipment_leg" => new(name, found, "/shipment_leg#updated_estimated_time_of_arrival", $"/api/shipments/{shipment}", "legs", ObjectValues.Leg),
            "/ocean/shipment_container" => new(name, found, "/ocean/shipment_container#free_time_to_expire", $"/api/shipments/{shipment}", "containers", ObjectValues.Container),
            "/ocean/shipment_container_leg" => new(name, found, "/ocean/shipment_container_leg#available_for_pickup", $"/api/containers/{Text(Read(found, "shipment_container.id"))}", "container", ObjectValues.ContainerLeg),
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

    private static JsonValue? Read(JsonNode? from, string path)
    {
        foreach (var step in path.Split('.'))
        {
            from = (from as JsonObject)?[step.EndsWith("[]", StringComparison.Ordinal) ? step[..^2] : step];
            if (step.EndsWith("[]", StringComparison.Ordinal)) from = from is JsonArray { Count: > 0 } list ? list[0] : null;
        }

        return from is JsonValue value && Text(value) is { Length: > 0 } ? value : null;
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
