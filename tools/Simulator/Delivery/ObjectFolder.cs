using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Delivery;

/// <summary>The events of a folder of JSON files: objects as Flexport's API answers them, alone, in its envelope or in lists.</summary>
/// <param name="Problems">Files that could not be read, one line each.</param>
internal sealed record ObjectFolder(IReadOnlyList<WorldEvent> Events, IReadOnlyList<string> Problems)
{
    /// <summary>Reads all <c>*.json</c> below a folder, in the order of their names.</summary>
    public static ObjectFolder Read(DirectoryInfo folder)
    {
        var (events, problems) = (new List<WorldEvent>(), new List<string>());
        foreach (var file in folder.EnumerateFiles("*.json", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder.FullName, file.FullName);
            try
            {
                var objects = Objects(JsonNode.Parse(File.ReadAllBytes(file.FullName))).ToList();
                if (objects.Count == 0) problems.Add($"{name}: no object in it. An object is {{ \"_object\": … }}, alone, in /api/response or in a list.");
                for (var i = 0; i < objects.Count; i++)
                {
                    var place = objects.Count == 1 ? name : FormattableString.Invariant($"{name}[{i}]");
                    if (ObjectEvent.Wrap(place, objects[i], file.LastWriteTimeUtc) is { } wrapped) events.Add(wrapped);
                    else problems.Add($"{place}: it has no _object, so nobody knows what it is.");
                }
            }
            catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"{name}: {fault.Message}");
            }
        }

        return new ObjectFolder(events, problems);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Objects),
        JsonObject envelope when Kind(envelope) is "/api/response" or "/api/collections/paginated" => Objects(envelope["data"]),
        JsonObject one => [one],
        _ => [],
    };

    private static string? Kind(JsonObject one) => one["_object"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
