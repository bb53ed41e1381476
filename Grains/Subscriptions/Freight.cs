using System.Globalization;
using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Grains.Subscriptions;

/// <summary>What subscriptions filter an announcement by, read from its message: <c>about</c>, and of an estimate <c>from</c> and <c>to</c>. What is not there fits no filter.</summary>
internal sealed class Freight
{
    private readonly JsonElement message;
    private readonly JsonElement about;
    private readonly Dictionary<string, HashSet<string>> lists = new(StringComparer.Ordinal);

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

    /// <summary>Whether one of the texts of a list is one of these, however both are spelt, in letters of any case.</summary>
    public bool HasAny(string list, IReadOnlyList<string> wanted)
    {
        var kind = KindOf(list);
        if (!lists.TryGetValue(list, out var known)) lists[list] = known = Texts(Field(about, list), kind);
        return wanted.Any(one => known.Contains(FreightKeys.Term(kind, one)));
    }

    public bool HasMetadata(string key, string value)
    {
        var metadata = Field(about, "metadata");
        if (metadata.ValueKind != JsonValueKind.Object) return false;
        var (wanted, name) = (FreightKeys.Name(value), FreightKeys.Name(key));
        return metadata.EnumerateObject().Any(entry => FreightKeys.Name(entry.Name) == name && Texts(entry.Value, "").Contains(wanted));
    }

    /// <summary>The normal forms of texts.</summary>
    private static HashSet<string> Texts(JsonElement values, string kind) => values.ValueKind != JsonValueKind.Array
        ? []
        : values.EnumerateArray()
            .Where(static value => value.ValueKind == JsonValueKind.String)
            .Select(value => FreightKeys.Term(kind, value.GetString()!))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string KindOf(string list) => list switch
    {
        "shipments" => ListTerms.Shipment,
        "purchaseOrders" => ListTerms.PurchaseOrder,
        "bills" => ListTerms.BillOfLading,
        "containers" => ListTerms.Container,
        _ => ListTerms.Party,
    };

    /// <summary>Whether an end of the voyage, <c>origin</c> or <c>destination</c>, is this place by name or country.</summary>
    public bool Is(string end, string place)
    {
        var there = Field(about, end);
        return Same("name") || Same("country");

        bool Same(string field) => Text(there, field) is { } text && string.Equals(FreightKeys.Name(text), FreightKeys.Name(place), StringComparison.OrdinalIgnoreCase);
    }

    private static JsonElement Field(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement of, string name) => Field(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static DateTimeOffset? Instant(JsonElement of, string name) =>
        Text(of, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : null;
}
