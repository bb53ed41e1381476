using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Tests.Worlds;

/// <summary>The world that the acceptance tests send (WholeAccount): what is not in it, they do not try.</summary>
public sealed class LargeWorld
{
    internal static readonly WorldOptions Options = new(20311, 2_000, 60_000, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 0.3);
    private readonly Lazy<(WorldEvent Event, JsonObject Body)[]> told;

    public LargeWorld()
    {
        World = World.Make(Options);
        told = new(() => [.. World.Events.Select(one => (one, JsonNode.Parse(one.Body)!.AsObject()))]);
    }

    internal World World { get; }

    internal IReadOnlyList<(WorldEvent Event, JsonObject Body)> Told => told.Value;

    internal IEnumerable<JsonObject> Data => Told.Select(one => one.Body["data"]!.AsObject());

    internal IEnumerable<JsonObject> States(string kind) => World.Expected.Where(one => one.Path.StartsWith(kind + "/", StringComparison.Ordinal)).Select(one => one.State);

    /// <summary>Resources of a kind as they were told, in the order of telling.</summary>
    internal IEnumerable<JsonObject> Resources(string kind) => Data.Select(data => data["resource"]).OfType<JsonObject>().Where(one => (string?)one["_object"] == kind);

    internal static DateTimeOffset? Instant(JsonNode? node) => node is null ? null : DateTimeOffset.Parse(node.ToString(), CultureInfo.InvariantCulture);
}
