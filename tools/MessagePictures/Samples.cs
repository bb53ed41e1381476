using System.Diagnostics.CodeAnalysis;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Silo.Channels.Wording;

namespace MessagePictures;

/// <summary>One message of every kind, of invented freight.</summary>
internal static class Samples
{
    private static readonly Uri Public = new("https://freight.example");

    private const string Rotterdam = """ "place":{"name":"Rotterdam","country":"NL","timeZone":"Europe/Amsterdam"} """;
    private const string Yantian = """ "place":{"name":"Yantian","country":"CN","timeZone":"Asia/Shanghai"} """;

    private const string Departed = $$"""{"source":"default","kind":"shipment","id":"460723","name":"Spring lamps","thing":"milestone:departed","milestone":"departed","occurredAt":"2026-02-09T00:00:00+08:00",{{Yantian}},"status":"departed","recordedAt":"2026-02-09T03:12:00Z","eventId":"evt_81"}""";
    private const string Later = $$"""{"source":"default","kind":"shipment","id":"460723","name":"Spring lamps","thing":"milestone:departed","milestone":"departed","occurredAt":"2026-02-11T14:30:00+08:00",{{Yantian}},"status":"departed","recordedAt":"2026-02-12T03:12:00Z","eventId":"evt_88"}""";
    private const string NotDeparted = $$"""{"source":"default","kind":"shipment","id":"460723","name":"Spring lamps","thing":"milestone:departed","milestone":"departed","withdrawn":true,"occurredAt":"2026-02-09T00:00:00+08:00",{{Yantian}},"status":"booked","recordedAt":"2026-02-12T03:12:00Z","eventId":"evt_89"}""";
    private const string Eta = $$"""{"source":"default","kind":"shipment","id":"460723","name":"Spring lamps","thing":"estimate:arrival","to":"2026-03-19T00:00:00+01:00","firstPromised":"2026-03-10T00:00:00+01:00","lastFreeDay":"2026-03-23","lastFreeDayContainer":"QRSU3005620",{{Rotterdam}},"status":"departed","recordedAt":"2026-03-02T08:00:00Z","eventId":"evt_90"}""";
    private const string EtaBefore = $$"""{"to":"2026-03-14T00:00:00+01:00",{{Rotterdam}}}""";
    private const string Hold = """{"source":"default","kind":"shipment","id":"460811","name":"雨燕 desk fans","thing":"customs:customs_agriculture_hold","state":"hold","title":"Agriculture hold","since":"2026-03-03T09:20:00+01:00","blocking":true,"status":"arrived","recordedAt":"2026-03-03T09:00:00Z","eventId":"evt_91"}""";
    private const string Free = $$"""{"source":"default","kind":"shipment","id":"460811","name":"雨燕 desk fans","thing":"deadline:free_time:QRSU3005620","deadline":"free_time","subject":"QRSU3005620","stage":"24h","dueAt":"2026-03-22T23:00:00Z","lastFreeDay":"2026-03-23",{{Rotterdam}},"status":"arrived","recordedAt":"2026-03-22T23:00:01Z","eventId":"deadline-1"}""";
    private const string Order = """{"source":"default","kind":"purchase_order","id":"5001","name":"PO-88120","thing":"deadline:must_arrive:460723","deadline":"must_arrive","subject":"460723","stage":"day+4","mustArriveDate":"2026-03-15","shipmentName":"Spring lamps","expected":"2026-03-19T00:00:00+01:00","place":{"name":"Rotterdam","country":"NL","timeZone":"Europe/Amsterdam"},"status":"open","recordedAt":"2026-03-02T08:00:01Z","eventId":"deadline-2"}""";
    private const string Invoice = """{"source":"default","kind":"invoice","id":"90441","name":"INV-2026-117","thing":"invoice:status","to":"past_due","total":{"amount":4310.00,"currency":"USD"},"balance":{"amount":1200.50,"currency":"USD"},"dueDate":"2026-03-05","status":"past_due","recordedAt":"2026-03-06T08:00:00Z","eventId":"evt_95"}""";
    private const string Document = """{"source":"default","kind":"shipment","id":"460723","name":"Spring lamps","thing":"document:d7","state":"ready","documentType":"bill_of_lading","title":"bill.pdf","status":"departed","recordedAt":"2026-02-13T08:00:00Z","eventId":"evt_96"}""";
    private const string Hostile = """{"source":"default","kind":"shipment","id":"460999","name":"<b>FREE</b> www.evil.example *now* @channel \u202egnihton","thing":"disruption:port_strike_delay","state":"open","title":"شركة الشحن البحري 👨‍👩‍👧‍👦 https://evil.example/pay","since":"2026-03-03T00:00:00+01:00","status":"departed","recordedAt":"2026-03-03T09:00:00Z","eventId":"evt_97"}""";

    public static IEnumerable<(string Name, News News)> All =>
    [
        ("departed", Of("milestone:departed", Departed)),
        ("correction", Of("milestone:departed", Later, told: Departed)),
        ("withdrawal", Of("milestone:departed", NotDeparted, told: Departed)),
        ("estimate", Of("estimate:arrival", Eta, told: EtaBefore)),
        ("customs-hold", Of("customs:customs_agriculture_hold", Hold, id: "460811")),
        ("free-time", Of("deadline:free_time:QRSU3005620", Free, id: "460811")),
        ("must-arrive", Of("deadline:must_arrive:460723", Order, EntityKind.PurchaseOrder, "5001")),
        ("invoice", Of("invoice:status", Invoice, EntityKind.Invoice, "90441", """{"to":"outstanding"}""")),
        ("document", Of("document:d7", Document)),
        ("hostile-texts", Of("disruption:port_strike_delay", Hostile, id: "460999")),
        ("digest", Of("digest:2026-03-06", Digest([Departed, With(Later, Departed), With(Eta, EtaBefore), Hold, Free, Order, Invoice, Document]), EntityKind.None, "")),
        ("digest-500", Of("digest:2026-03-06", Digest([.. Enumerable.Range(0, 500).Select(static i => (i % 3) switch { 0 => Departed.Replace("460723", $"46{i:D4}", StringComparison.Ordinal), 1 => Eta, _ => Free })]), EntityKind.None, "")),
        ("test", Of("test", "{}", EntityKind.None, "")),
    ];

    private static string Digest(string[] messages) => Encoding.UTF8.GetString(
        Grains.Notifications.Lanes.DigestContent.Write("default", "digest:2026-03-06", messages.Length, messages.Select(static message => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(message))));

    private static string With(string message, string told) => $"{message[..^1]},\"told\":{told}}}";

    private static News Of(string thing, [StringSyntax("json")] string message, EntityKind kind = EntityKind.Shipment, string id = "460723", string? told = null) => News.Of(
        new Notification("ntf_1", "default:email", "email", "email", new EntityKey("default", kind, id), thing, told is null ? 0 : 1, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(message), 1)
        {
            Told = told is null ? null : (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(told),
        },
        Public);
}
