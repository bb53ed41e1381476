using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Model;

/// <summary>The shapes that the service's answers are made of.</summary>
internal static class Answer
{
    /// <summary>Stands for any text that is not empty.</summary>
    public const string SomeText = "<some text>";

    public static JsonNode? Time(DateTimeOffset? at) => Text.RoundTrip(at);

    public static JsonObject? Location(Place? place) => place is null ? null : new() { ["name"] = place.Name, ["country"] = place.Country };

    public static JsonObject Dates(DateTimeOffset? departure, DateTimeOffset? arrival) => new() { ["departure"] = Time(departure), ["arrival"] = Time(arrival) };

    public static JsonObject Planned(DateTimeOffset? estimated, DateTimeOffset? actual) => new() { ["estimated"] = Time(estimated), ["actual"] = Time(actual) };

    public static JsonObject Money(decimal amount, string? currency) => new() { ["amount"] = amount, ["currency"] = currency };

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
