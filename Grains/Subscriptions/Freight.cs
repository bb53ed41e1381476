using System.Globalization;
using System.Text.Json;
using Grains.Notifications;

namespace Grains.Subscriptions;

/// <summary>What subscriptions filter an announcement by, read from its message: <c>about</c>, and of an estimate <c>from</c> and <c>to</c>. What is not there fits no filter.</summary>
internal sealed class Freight
{
    private readonly JsonElement message;
    private readonly JsonElement about;

    private Freight(JsonElement message)
    {
        this.message = message;
        about = Field(message, "about");
    }

    public string? Mode => Text(about, "mode");

    public string? DocumentType => Text(message, "documentType");

    /// <summary>Whether it says that something said before is not so.</summary>
    public bool IsWithdrawn => Field(message, "withdrawn").ValueKind == JsonValueKind.True;

    public DateTimeOffset? From => Instant(message, "from");

    public DateTimeOffset? To => Instant(message, "to");

    public static Freight Of(OwedAnnouncement announcement)
    {
        try
        {
            using var document = JsonDocument.Parse(announcement.Message);
            return new Freight(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            // Messages are the domain's own; who wants to hear of everything shall.
            return new Freight(default);
        }
    }

    /// <summary>Whether one of the texts of a list is one of these, in letters of any case.</summary>
    public bool HasAny(string list, IReadOnlyList<string> wanted) => Has(Field(about, list), wanted);

    private static bool Has(JsonElement values, IReadOnlyList<string> wanted)
    {
        if (values.ValueKind != JsonValueKind.Array) return false;
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.String && wanted.Contains(value.GetString(), StringComparer.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public bool HasMetadata(string key, string value) => Has(Field(Field(about, "metadata"), key), [value]);

    /// <summary>Whether an end of the voyage, <c>origin</c> or <c>destination</c>, is this place by name or country.</summary>
    public bool Is(string end, string place)
    {
        var there = Field(about, end);
        return Same("name") || Same("country");

        bool Same(string field) => string.Equals(Text(there, field), place, StringComparison.OrdinalIgnoreCase);
    }

    private static JsonElement Field(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement of, string name) => Field(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static DateTimeOffset? Instant(JsonElement of, string name) =>
        Text(of, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : null;
}
