using System.Globalization;
using System.Text;
using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Silo.Channels.Wording;

/// <summary>What a digest has collected, in words: by urgency, then by freight, a line for each thing.</summary>
internal static class DigestNews
{
    public static bool IsDigest(Notification notification) => notification.Thing.StartsWith(NotificationIds.Digest, StringComparison.Ordinal);

    public static News Of(Notification notification)
    {
        using var document = JsonDocument.Parse(notification.Message);
        var messages = document.RootElement.TryGetProperty("messages", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        var count = document.RootElement.TryGetProperty("count", out var number) && number.TryGetInt32(out var all) ? Math.Max(all, messages.Count) : messages.Count;
        var members = messages.ConvertAll(message => Read(notification, message));
        var urgent = members.Count(static member => member.News.Urgency == Urgency.Action);
        var title = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "message" : "messages")}{Until(notification.Thing)}");
        var first = members.Count == 1 && count == 1 ? members[0].News.Title : null;
        return new News(
            Graphemes.CutUnits(first is null ? urgent == 0 ? title : string.Create(CultureInfo.InvariantCulture, $"{title}, {urgent} {Needs(urgent)}") : $"{title}: {first}", News.LongestTitle),
            [Summary(members, count)],
            [])
        {
            Urgency = urgent > 0 ? Urgency.Action : Urgency.Other,
            Groups = [.. Groups(members)],
            Left = count - messages.Count,
        };
    }

    private static IEnumerable<NewsGroup> Groups(List<Member> members) =>
        from member in members
        group member by member.News.Urgency into urgency
        orderby urgency.Key
        select new NewsGroup(urgency.Key, [.. from member in urgency group member by member.Key into freight from one in freight select one.News.Title]);

    private static string Summary(List<Member> members, int count)
    {
        var parts = from member in members
                    group member by member.News.Urgency into urgency
                    orderby urgency.Key
                    select string.Create(CultureInfo.InvariantCulture, $"{urgency.Key.Heading().ToLowerInvariant()}: {urgency.Count()}");
        return string.Create(CultureInfo.InvariantCulture, $"What has come in the meantime ({count}): {string.Join(", ", parts)}.");
    }

    private static string Needs(int count) => count == 1 ? "needs action" : "need action";

    private static Member Read(Notification digest, JsonElement message)
    {
        var key = new EntityKey(Text(message, "source"), Kind(Text(message, "kind")), Text(message, "id"));
        return new Member(key, News.Of(digest with
        {
            Key = key,
            // One digest in another would have no end.
            Thing = Text(message, "thing") is { Length: > 0 } thing && !thing.StartsWith(NotificationIds.Digest, StringComparison.Ordinal) ? thing : "news",
            Revision = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("revision", out var revision) && revision.TryGetInt32(out var number) ? number : 0,
            Message = Encoding.UTF8.GetBytes(message.GetRawText()),
            Told = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("told", out var told) && told.ValueKind == JsonValueKind.Object
                ? (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(told.GetRawText())
                : null,
        }));
    }

    private static EntityKind Kind(string name) => name switch
    {
        "purchase_order" => EntityKind.PurchaseOrder,
        "invoice" => EntityKind.Invoice,
        _ => EntityKind.Shipment,
    };

    private static string Text(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Until(string thing) => DateOnly.TryParseExact(thing[NotificationIds.Digest.Length..], "yyyy-MM-dd", out var day)
        ? $" until {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}"
        : "";

    private readonly record struct Member(EntityKey Key, News News);
}
