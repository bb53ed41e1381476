using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Silo.Channels.Wording;

/// <summary>What a notification tells, each text as one line. Whatever the message lacks or has besides: reading it never fails.</summary>
/// <param name="About">How people call the entity, such as <c>FLEX-460723</c>.</param>
/// <param name="Place">Such as <c>Rotterdam, NL</c>.</param>
/// <param name="Fields">All scalar fields of the message by name.</param>
/// <param name="Others">Further fields of the message, for things that are announced since this was written.</param>
internal sealed record Told(
    string About,
    string Kind,
    string? Name,
    string Thing,
    string? Milestone,
    int Revision,
    bool IsWithdrawn,
    DateTimeOffset? OccurredAt,
    DateTimeOffset? RecordedAt,
    string? Place,
    string? PlaceName,
    string? Status,
    string? EventId,
    string Source,
    IReadOnlyList<Fact> Others,
    IReadOnlyDictionary<string, string> Fields)
{
    private const string Prefix = "milestone:";
    private const int MostOthers = 10;

    private static readonly HashSet<string> Known =
    [
        "source", "kind", "id", "name", "thing", "milestone", "revision", "withdrawn", "occurredAt", "recordedAt", "location", "eventId", "status", "class", "about",
    ];

    /// <summary>The first word of the thing.</summary>
    public string Class => Thing.Split(':')[0];

    /// <summary>A field's text; null when there is none.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name);

    /// <summary>A field's instant; null when there is none.</summary>
    public DateTimeOffset? At(string name) =>
        DateTimeOffset.TryParse(Field(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public static Told Read(Notification notification)
    {
        try
        {
            using var message = JsonDocument.Parse(notification.Message);
            return Read(notification, message.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a surrogate pair in it.
            return Read(notification, default);
        }
    }

    private static Told Read(Notification notification, JsonElement message)
    {
        var milestone = notification.Thing.StartsWith(Prefix, StringComparison.Ordinal) ? notification.Thing[Prefix.Length..] : null;
        var location = Field(message, "location");
        var place = Text(location, "name");
        return new Told(
            Call(notification.Key),
            OneLine.Capital(OneLine.Words(notification.Key.Kind.ToString())),
            Text(message, "name"),
            notification.Thing,
            milestone,
            notification.Revision,
            Field(message, "withdrawn").ValueKind == JsonValueKind.True,
            Instant(message, "occurredAt"),
            Instant(message, "recordedAt"),
            (place, Text(location, "country")) switch
            {
                ({ } name, { } country) => $"{name}, {country}",
                var (name, country) => name ?? country,
            },
            place,
            Text(message, "status"),
            Text(message, "eventId"),
            OneLine.Of(notification.Key.Source),
            Unknown(message),
            Scalars(message));
    }

    private static string Call(EntityKey key)
    {
        var id = OneLine.Of(key.Id);
        if (key.Kind == EntityKind.Shipment) return id.Length > 0 && id.All(char.IsAsciiDigit) ? $"FLEX-{id}" : id;
        return $"{OneLine.Capital(OneLine.Words(key.Kind.ToString()))} {id}";
    }

    private static List<Fact> Unknown(JsonElement message) => message.ValueKind != JsonValueKind.Object ? [] :
    [
        .. (from field in message.EnumerateObject()
            where !Known.Contains(field.Name)
            let text = Scalar(field.Value)
            where text is not null
            select new Fact(OneLine.Capital(OneLine.Words(field.Name)), Readable(text))).Take(MostOthers),
    ];

    /// <summary>An instant as people write it, anything else as it is.</summary>
    private static string Readable(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? News.Time(instant) : text;

    private static Dictionary<string, string> Scalars(JsonElement message)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (message.ValueKind != JsonValueKind.Object) return fields;
        foreach (var field in message.EnumerateObject())
        {
            if (Scalar(field.Value) is { } text) fields[field.Name] = text;
        }

        return fields;
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Line(value),
        JsonValueKind.Number => OneLine.Of(value.GetRawText()),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => null,
    };

    private static JsonElement Field(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement of, string name) => Field(of, name) is { ValueKind: JsonValueKind.String } text ? Line(text) : null;

    private static DateTimeOffset? Instant(JsonElement of, string name) =>
        Text(of, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static string? Line(JsonElement text) => OneLine.Of(text.GetString()) is { Length: > 0 } line ? line : null;
}
