using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Silo.Tests.Channels.Validation;

/// <summary>Every kind of message that the service sends, with every text that freight data may bring: each topic, its correction and withdrawal, digests, the test message.</summary>
internal static class EveryKind
{
    private const string Digest = "digest:2026-03-02";

    private static readonly int[] DigestSizes = [1, 60, 500];

    /// <summary>Texts that a vessel, a place or a company may be called, by what is special about them.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        ["plain"] = "Rotterdam",
        ["Chinese"] = "雨燕集团有限公司·深圳市盐田港集装箱码头第三期堆场东侧泊位",
        ["Arabic"] = "شركة الشحن البحري المحدودة ميناء جبل علي رصيف الحاويات رقم أربعة",
        ["emoji"] = "👩‍🚀🚢 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 🇩🇰",
        ["4,000 letters"] = string.Concat(Enumerable.Repeat("Evergrande ", 400))[..4000],
        ["4,000 letters without a blank"] = new string('x', 4000),
        ["4,000 Chinese letters"] = string.Concat(Enumerable.Repeat("雨燕", 2000)),
        ["4,000 ampersands"] = new string('&', 4000),
        ["all"] = "<!here> <!channel> <@U012ABC>",
        ["channel"] = "@channel @here #general",
        ["marks"] = "*x* _y_ ~z~ `q`",
        ["address"] = "https://evil.example",
        ["Slack's link"] = "<https://evil.example|Rotterdam>",
        ["HTML"] = "</td><img src=\"https://evil.example/x.png\"><a href='https://evil.example'>Rotterdam</a>",
        ["escaped"] = "&lt;!here&gt; &amp;",
        ["header"] = "Rotterdam\r\nBcc: thief@evil.example\r\n\r\nbody",
        ["encoded word"] = "=?utf-8?B?8J+Yog==?= =?utf-8?Q?x",
        ["controls"] = "Rot\u0000ter\u0007dam\u2028\u202e\u0085",
    };

    private static readonly (string Thing, EntityKind Kind, Func<string, JsonObject> Says)[] Things =
    [
        .. from milestone in new[] { "cargo_ready", "container_loaded", "departed", "arrived", "container_unloaded", "customs_cleared", "delivered" }
           select ($"milestone:{milestone}", EntityKind.Shipment, Says(text => new JsonObject { ["milestone"] = milestone, ["location"] = Place(text) })),
        .. from estimate in new[] { "departure", "arrival", "delivery" }
           select ($"estimate:{estimate}", EntityKind.Shipment, Says(static _ => new JsonObject { ["from"] = "2026-03-01T06:00:00+00:00", ["to"] = "2026-03-03T14:00:00+08:00", ["toldBefore"] = "2026-02-27T06:00:00+00:00" })),
        ("customs:cleared", EntityKind.Shipment, static text => new() { ["state"] = "cleared", ["title"] = text }),
        ("customs:customs_agriculture_hold", EntityKind.Shipment, static text => new() { ["state"] = "hold", ["title"] = text, ["since"] = "2026-03-01T06:00:00+00:00" }),
        ("disruption:port_strike_delay", EntityKind.Shipment, static text => new() { ["state"] = "open", ["title"] = text, ["since"] = "2026-03-01T06:00:00+00:00" }),
        ("document:d7", EntityKind.Shipment, static text => new() { ["state"] = "added", ["documentType"] = "packing_list", ["title"] = text }),
        ("invoice:status", EntityKind.Invoice, static _ => new() { ["from"] = "outstanding", ["to"] = "paid" }),
        .. from movement in new[] { "payment", "payment_failed", "credit", "refund", "due_date" }
           select ($"invoice:{movement}:902", EntityKind.Invoice, Says(text => new JsonObject { ["movement"] = movement, ["amount"] = 12.5m, ["currency"] = text, ["dueDate"] = "2026-05-01" })),
        .. from deadline in new[] { "departure_overdue", "arrival_overdue", "silence", "payment", "cargo_ready" }
           select ($"deadline:{deadline}", EntityKind.Shipment, Says(_ => new JsonObject { ["deadline"] = deadline, ["stage"] = "overdue", ["dueAt"] = "2026-03-03T06:00:00+00:00" })),
        ("deadline:must_arrive:7001", EntityKind.PurchaseOrder, static _ => new() { ["deadline"] = "must_arrive", ["stage"] = "day+4", ["subject"] = "7001" }),
        ("deadline:free_time:ABCU1234567", EntityKind.Shipment, static _ => new() { ["deadline"] = "free_time", ["stage"] = "72h", ["subject"] = "ABCU1234567" }),
        ("deadline:container_return:ABCU1234567", EntityKind.Shipment, static _ => new() { ["deadline"] = "container_return", ["stage"] = "overdue", ["subject"] = "ABCU1234567" }),
        ("deadline:customs_hold:x", EntityKind.Shipment, static text => new() { ["deadline"] = "customs_hold", ["stage"] = "open", ["subject"] = "/shipment#" + text }),
        ("free_time:last_free_day:ABCU1234567", EntityKind.Shipment, static text => new() { ["container"] = text, ["from"] = "2026-03-10", ["to"] = "2026-03-12" }),
        ("free_time:available:ABCU1234567", EntityKind.Shipment, static text => new() { ["container"] = text, ["to"] = "2026-03-03T06:00:00+00:00" }),
        ("appointment:container:ABCU1234567", EntityKind.Shipment, static text => new() { ["container"] = text, ["from"] = null, ["to"] = "2026-03-03T06:00:00+00:00" }),
        ("appointment:leg:803", EntityKind.Shipment, static _ => new() { ["leg"] = "803", ["from"] = "2026-03-03T06:00:00+00:00", ["to"] = "2026-03-04T06:00:00+00:00" }),
        ("shipment:archived", EntityKind.Shipment, static _ => []),
        // What a later program announces, and this one has no words for.
        ("weather:storm", EntityKind.Shipment, static text => new(Enumerable.Range(0, 12).Select(i => KeyValuePair.Create($"more{i}", (JsonNode?)text)))),
    ];

    /// <summary>The kinds by name: things, digests by how many messages they have, the test message, and an entity with such an id.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["test", "id", .. Things.Select(static one => one.Thing), .. DigestSizes.Select(static size => $"{Digest}/{size}")];

    /// <summary>The things that are announced.</summary>
    public static IEnumerable<string> Announced => Things.Select(static one => one.Thing);

    /// <summary>Messages of a kind, with what is special about each: the text in it, and whether it corrects or withdraws.</summary>
    public static IEnumerable<(string Name, Notification Message)> Of(string kind)
    {
        if (kind == "test") return [("", Of("test", EntityKind.None, "", 0, "{\"class\":\"test\",\"thing\":\"test\"}"u8.ToArray()))];
        if (kind == "id") return Texts.Select(static text => (text.Key, Of("milestone:departed", EntityKind.Shipment, text.Value, 0, Write("milestone:departed", EntityKind.Shipment, 0, false, text.Value, static _ => []))));
        if (kind.StartsWith(Digest, StringComparison.Ordinal)) return Texts.Select(text => (text.Key, DigestOf(int.Parse(kind[(Digest.Length + 1)..], CultureInfo.InvariantCulture), text.Value)));
        var (thing, entity, says) = Things.Single(one => one.Thing == kind);
        return
            from text in Texts
            from revision in new[] { 0, 1, 2 }
            let first = Write(thing, entity, 0, false, text.Value, says)
            select (
                $"{text.Key}{(revision switch { 0 => "", 1 => ", corrected", _ => ", withdrawn" })}",
                Of(thing, entity, "460723", revision, Write(thing, entity, revision, revision == 2, text.Value, says)) with { Told = revision == 0 ? null : first });
    }

    private static Notification DigestOf(int count, string text) => Of(Digest, EntityKind.None, "", 0, Grains.Notifications.Lanes.DigestContent.Write("default", Digest, count, Enumerable.Range(0, count).Select(i =>
    {
        var (thing, kind, says) = Things[i % Things.Length];
        return (ReadOnlyMemory<byte>)Write(thing, kind, i % 3, i % 3 == 2, text, says);
    })));

    private static Notification Of(string thing, EntityKind kind, string id, int revision, byte[] message) =>
        ChannelsKit.Departed with { Id = "ntf_" + new string('7', 64), Key = new EntityKey("default", kind, id), Thing = thing, Revision = revision, Message = message };

    /// <summary>A message as the domain writes it (<c>Grains.Domain/Announcements/Subject.cs</c>).</summary>
    private static byte[] Write(string thing, EntityKind kind, int revision, bool withdrawn, string text, Func<string, JsonObject> says)
    {
        var message = new JsonObject
        {
            ["source"] = "default", ["kind"] = kind switch { EntityKind.Invoice => "invoice", EntityKind.PurchaseOrder => "purchase_order", _ => "shipment" }, ["id"] = "460723", ["name"] = text,
            ["thing"] = thing, ["class"] = thing.Split(':')[0], ["revision"] = revision, ["withdrawn"] = withdrawn,
            ["occurredAt"] = "2026-03-01T08:30:00+01:00", ["recordedAt"] = "2026-03-01T09:00:00+00:00",
        };
        foreach (var (name, value) in says(text)) message[name] = withdrawn && name is "to" or "state" ? null : value?.DeepClone();
        message["eventId"] = "evt_1";
        message["status"] = text;
        message["about"] = new JsonObject { ["mode"] = "ocean", ["origin"] = Place(text), ["destination"] = Place(text), ["parties"] = new JsonArray(text) };
        return Encoding.UTF8.GetBytes(message.ToJsonString(Unescaped));
    }

    private static Func<string, JsonObject> Says(Func<string, JsonObject> says) => says;

    private static JsonObject Place(string text) => new() { ["name"] = text, ["country"] = "NL" };

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
