using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulator.Worlds.Bodies;

/// <summary>How Flexport writes times, days and references.</summary>
internal static class Text
{
    /// <summary>UTC with milliseconds.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>With the place's offset; null stays null.</summary>
    public static string? Local(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What is expected of the service: round-trip format.</summary>
    public static string? RoundTrip(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);

    public static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static JsonObject Ref(string type, string path, long id) => new()
    {
        ["_object"] = "/api/refs/object",
        ["ref_type"] = type,
        ["link"] = $"https://flexport.invalid/{path}/{Number(id)}",
        ["id"] = id,
    };

    public static JsonObject ShipmentRef(long id) => Ref("/shipment", "shipments", id);

    public static JsonObject Collection(string type, string path, string filter, long id) => new()
    {
        ["_object"] = "/api/refs/collection",
        ["ref_type"] = type,
        ["link"] = $"https://flexport.invalid/{path}?f.{filter}.id={Number(id)}",
    };

    public static JsonObject Company(Company company) => new()
    {
        ["_object"] = "/company_entity",
        ["id"] = company.Id,
        ["name"] = company.Name,
        ["ref"] = company.Ref,
    };

    public static JsonArray Companies(IEnumerable<Company> companies) => new([.. companies.Select(company => (JsonNode)Company(company))]);
}
