using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Silo.Channels.Wording;

/// <summary>What a message says, each text as one line. Whatever the message lacks or has besides: reading it never fails.</summary>
/// <param name="About">How people call the entity, such as <c>FLEX-460723</c>.</param>
/// <param name="Kind">Such as <c>Purchase order</c>.</param>
/// <param name="IsWithdrawn">What was said of the thing before is not so, and nothing holds instead.</param>
/// <param name="Scalars">All texts, numbers and truth values of the message by name; those of an object in it by both names: <c>place.name</c>.</param>
internal sealed record MessageFields(string About, string Kind, string Thing, bool IsWithdrawn, string Source, IReadOnlyDictionary<string, string> Scalars)
{
    private const string MilestonePrefix = "milestone:";
    private const int LongestName = 40;

    /// <summary>What the reader was told of the thing before; null: nothing.</summary>
    public MessageFields? Before { get; init; }

    /// <summary>The first word of the thing.</summary>
    public string Class => Thing.Split(':')[0];

    /// <summary>Such as <c>departed</c>; null of what is no milestone.</summary>
    public string? Milestone => Thing.StartsWith(MilestonePrefix, StringComparison.Ordinal) ? Thing[MilestonePrefix.Length..] : null;

    /// <summary>What people call it beside its number.</summary>
    public string? Name => this["name"] is { } name && name != About ? name : null;

    /// <summary>Where it is, short enough for a sentence.</summary>
    public string? Place => Cut(this["place.name"] ?? this["location.name"] ?? this["place.country"] ?? this["location.country"]);

    /// <summary>Such as <c>Rotterdam, NL</c>, in full.</summary>
    public string? WholePlace => (this["place.name"] ?? this["location.name"], this["place.country"] ?? this["location.country"]) switch
    {
        ({ } name, { } country) => $"{name}, {country}",
        var (name, country) => name ?? country,
    };

    /// <summary>The IANA zone of the place; null when nobody said it.</summary>
    public string? TimeZone => this["place.timeZone"] ?? this["location.timeZone"];

    /// <summary>A field's text; null when there is none.</summary>
    public string? this[string name] => Scalars.GetValueOrDefault(name);

    /// <summary>A field's instant or day, as the place's clocks and calendar show it; null when there is none.</summary>
    public PlaceTime? Time(string name) => Instant(name) is { } at ? new PlaceTime(at, TimeZone) : null;

    /// <summary>A field's instant, as it is written; of a day its midnight in UTC.</summary>
    public DateTimeOffset? Instant(string name) =>
        DateTimeOffset.TryParse(this[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public static MessageFields Read(Notification notification)
    {
        var now = Read(notification.Key, notification.Thing, notification.Message);
        if (notification.Told is not { Length: > 0 } told) return now;
        var before = Read(notification.Key, notification.Thing, told);
        // Older messages have no zone: the place is the same.
        if (before.TimeZone is null && now.TimeZone is { } zone) before = before with { Scalars = new Dictionary<string, string>(before.Scalars, StringComparer.Ordinal) { ["place.timeZone"] = zone } };
        return now with { Before = before };
    }

    /// <summary>A text in a sentence: long ones end in an ellipsis.</summary>
    public static string? Cut(string? text) => text is null ? null : Graphemes.Cut(text, LongestName, 3 * LongestName);

    private static MessageFields Read(EntityKey key, string thing, ReadOnlyMemory<byte> message)
    {
        var scalars = new Dictionary<string, string>(StringComparer.Ordinal);
        var withdrawn = false;
        try
        {
            using var document = JsonDocument.Parse(message);
            withdrawn = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("withdrawn", out var said) && said.ValueKind == JsonValueKind.True;
            Add(scalars, "", document.RootElement);
        }
        catch (JsonException)
        {
            // No JSON: that there is something to tell is all that is known.
        }

        return new MessageFields(Call(key), OneLine.Capital(OneLine.Words(key.Kind.ToString())), thing, withdrawn, OneLine.Of(key.Source), scalars);
    }

    private static void Add(Dictionary<string, string> scalars, string prefix, JsonElement of)
    {
        if (of.ValueKind != JsonValueKind.Object) return;
        foreach (var field in of.EnumerateObject())
        {
            if (Scalar(field.Value) is { } text) scalars[prefix + field.Name] = text;
            else if (prefix.Length == 0 && field.Name is not ("about" or "summary")) Add(scalars, field.Name + ".", field.Value);
        }
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value),
        JsonValueKind.Number => OneLine.Of(value.GetRawText()),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => null,
    };

    private static string? Text(JsonElement value)
    {
        try
        {
            return OneLine.Of(value.GetString()) is { Length: > 0 } line ? line : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private static string Call(EntityKey key)
    {
        var id = Cut(OneLine.Of(key.Id))!;
        if (key.Kind == EntityKind.Shipment) return id.Length > 0 && id.All(char.IsAsciiDigit) ? $"FLEX-{id}" : id;
        return $"{OneLine.Capital(OneLine.Words(key.Kind.ToString()))} {id}";
    }
}
