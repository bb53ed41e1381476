using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Silo.Channels.Wording;

namespace Silo.Channels;

/// <summary>
/// The body of an outgoing webhook, by the schemas in <c>docs/schemas</c>: the message as it was announced, with <c>type</c>, <c>timestamp</c> and <c>version</c> before it, and <c>told</c>, what the
/// receiver was told of the thing before, behind it. The same notification has the same bytes at every attempt.
/// </summary>
internal static class WebhookBody
{
    /// <summary>Bytes: common receivers take no more (AWS, Azure). Where it would be larger, long texts are cut and members of a digest have no <c>about</c> and no <c>summary</c>; then the last members are left out.</summary>
    public const int Largest = 256 * 1024;

    private const int Version = 1;

    /// <summary>Of a text in a body that would be too large; UTF-16 units.</summary>
    private const int LongestText = 200;

    /// <summary>Fields that are written here, whatever a message has by their names.</summary>
    private static readonly string[] Own = ["type", "timestamp", "version", "told"];

    private static readonly string[] OwnAndLong = [.. Own, "about", "summary"];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ReadOnlyMemory<byte> Of(Notification notification)
    {
        using var message = Parse(notification.Message);
        using var told = notification.Told is { Length: > 0 } before ? Parse(before) : null;
        var body = Write(notification, message.RootElement, told?.RootElement, lean: false, int.MaxValue);
        if (body.Length <= Largest) return body;
        body = Write(notification, message.RootElement, told?.RootElement, lean: true, int.MaxValue);
        return body.Length <= Largest ? body : Write(notification, message.RootElement, told?.RootElement, lean: true, Largest);
    }

    private static ReadOnlyMemory<byte> Write(Notification notification, JsonElement message, JsonElement? told, bool lean, int largest)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", WebhookTypes.Of(notification.Thing, Kind(notification.Key.Kind)));
            writer.WriteString("timestamp", notification.AnnouncedAt.ToUniversalTime());
            writer.WriteNumber("version", Version);
            foreach (var field in Fields(message, Own))
            {
                if (field.NameEquals("messages") && field.Value.ValueKind == JsonValueKind.Array) Members(writer, field.Value, lean, largest);
                else Field(writer, field, lean);
            }

            Told(writer, told, lean);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Members(Utf8JsonWriter writer, JsonElement messages, bool lean, int largest)
    {
        writer.WriteStartArray("messages");
        foreach (var message in messages.EnumerateArray())
        {
            // An escaped character has six bytes.
            if (writer.BytesCommitted + writer.BytesPending + (message.GetRawText().Length * 6L) > largest) break;
            Member(writer, message, lean);
        }

        writer.WriteEndArray();
    }

    private static void Member(Utf8JsonWriter writer, JsonElement message, bool lean)
    {
        writer.WriteStartObject();
        writer.WriteString("type", WebhookTypes.Of(Text(message, "thing"), Text(message, "kind")));
        foreach (var field in Fields(message, lean ? OwnAndLong : Own)) Field(writer, field, lean);
        Told(writer, message.ValueKind == JsonValueKind.Object && message.TryGetProperty("told", out var told) ? told : null, lean);
        writer.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter writer, JsonProperty field, bool lean)
    {
        if (lean && field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() is { Length: > LongestText } text) writer.WriteString(field.Name, Graphemes.CutUnits(text, LongestText));
        else field.WriteTo(writer);
    }

    /// <summary>What was told, without what held then of the freight as a whole: that is beside it as it is now.</summary>
    private static void Told(Utf8JsonWriter writer, JsonElement? told, bool lean)
    {
        if (told is not { ValueKind: JsonValueKind.Object } before) return;
        writer.WriteStartObject("told");
        foreach (var field in Fields(before, OwnAndLong)) Field(writer, field, lean);
        writer.WriteEndObject();
    }

    private static IEnumerable<JsonProperty> Fields(JsonElement of, string[] without) =>
        of.ValueKind == JsonValueKind.Object ? of.EnumerateObject().Where(field => !without.Contains(field.Name)) : [];

    private static JsonDocument Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonDocument.Parse(message);
        }
        catch (JsonException)
        {
            // What cannot be read has no fields; that something happened is told all the same.
            return JsonDocument.Parse("{}");
        }
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Kind(EntityKind kind) => kind switch
    {
        EntityKind.PurchaseOrder => "purchase_order",
        EntityKind.Invoice => "invoice",
        _ => "shipment",
    };
}
