using System.Globalization;
using System.Text;
using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Silo.Channels.Wording;

/// <summary>A day's messages in words: a line for each.</summary>
internal static class DigestNews
{
    public static bool IsDigest(Notification notification) => notification.Thing.StartsWith(NotificationIds.Digest, StringComparison.Ordinal);

    public static News Of(Notification notification)
    {
        using var document = JsonDocument.Parse(notification.Message);
        var messages = document.RootElement.TryGetProperty("messages", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        var count = document.RootElement.TryGetProperty("count", out var number) && number.TryGetInt32(out var all) ? all : messages.Count;
        var lines = messages.ConvertAll(message => News.Of(Member(notification, message)).Title + ".");
        if (count > messages.Count) lines.Add($"And {(count - messages.Count).ToString(CultureInfo.InvariantCulture)} more, which the API lists.");
        return new News($"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? "message" : "messages")} until {Day(notification.Thing)}", lines, []);
    }

    private static Notification Member(Notification digest, JsonElement message) => digest with
    {
        Key = new EntityKey(Text(message, "source"), Kind(Text(message, "kind")), Text(message, "id")),
        Thing = Text(message, "thing"),
        Revision = message.TryGetProperty("revision", out var revision) && revision.TryGetInt32(out var number) ? number : 0,
        Message = Encoding.UTF8.GetBytes(message.GetRawText()),
    };

    private static EntityKind Kind(string name) => name switch
    {
        "purchase_order" => EntityKind.PurchaseOrder,
        "invoice" => EntityKind.Invoice,
        _ => EntityKind.Shipment,
    };

    private static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Day(string thing) => DateOnly.TryParseExact(thing[NotificationIds.Digest.Length..], "yyyy-MM-dd", out var day)
        ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : thing;
}
