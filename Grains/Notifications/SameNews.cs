using System.Globalization;
using System.Text.Json;

namespace Grains.Notifications;

/// <summary>
/// Whether two messages of one thing say the same to a reader. What has been told need not be told again because it was otherwise in between, or because another event says it.
/// </summary>
public static class SameNews
{
    /// <summary>What tells of the message itself, of what holds of the freight as a whole, or of what was before; of a thing, nothing that a reader is told.</summary>
    private static readonly HashSet<string> Beside = new(["revision", "eventId", "recordedAt", "status", "summary", "about", "from", "toldBefore", "told"], StringComparer.Ordinal);

    /// <summary>When it happened is news of a milestone only; of all else it is when it was reported.</summary>
    private const string Milestone = "milestone";
    private const string OccurredAt = "occurredAt";

    private const string MinuteFormat = "yyyy-MM-dd'T'HH:mm zzz";

    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <param name="told">One JSON object in UTF-8, as it was announced; so is <paramref name="now"/>.</param>
    /// <returns>False where either cannot be read: then it is better told twice.</returns>
    public static bool Holds(ReadOnlySpan<byte> told, ReadOnlySpan<byte> now)
    {
        try
        {
            return Said(told) is { } before && Said(now) is { } after && before.Count == after.Count && before.All(field => after.TryGetValue(field.Key, out var value) && value == field.Value);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>All that a reader is told, by name: texts as they are, instants to the minute with their offset, for a day there is another one elsewhere. What is null or empty is left out.</summary>
    private static Dictionary<string, string>? Said(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        var ofMilestone = document.RootElement.TryGetProperty(Milestone, out _);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (!Beside.Contains(field.Name) && (ofMilestone || !field.NameEquals(OccurredAt))) Add(said, field.Name, field.Value);
        }

        return said;
    }

    private static void Add(Dictionary<string, string> said, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject()) Add(said, $"{name}.{field.Name}", field.Value);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            case JsonValueKind.String:
                said[name] = ToMinute(value.GetString()!);
                break;
            default:
                said[name] = value.GetRawText();
                break;
        }
    }

    private static string ToMinute(string text) =>
        DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToString(MinuteFormat, CultureInfo.InvariantCulture) : text;
}
