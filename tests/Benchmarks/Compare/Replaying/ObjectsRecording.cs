using System.Globalization;
using System.Text.Json.Nodes;
using TestKit.Bodies;

namespace Benchmarks.Compare.Replaying;

/// <summary>Events of dialect B of a chosen size: an estimate of a leg moves, with the leg and the shipment whole; what is missing to the size is in the shipment's metadata.</summary>
internal static class ObjectsRecording
{
    private const int Shipments = 2_000;
    private static readonly DateTimeOffset Begin = new(2031, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonObject From = DialectB.Node("Kestrelhaven", "NL", "Europe/Amsterdam", "port_of_loading");
    private static readonly JsonObject To = DialectB.Node("Port Curlew", "US", "America/New_York", "port_of_unloading");

    /// <param name="size">Of a body, in bytes; a body without metadata has some 1,900, of which a small one leaves parts out.</param>
    public static Recording Make(int events, int size, string secret) => SignedBodies.Sign(events, n => Body(n, size), secret);

    private static byte[] Body(int n, int size)
    {
        var (shipment, round) = (n % Shipments, n / Shipments);
        var at = Begin.AddHours(round).AddSeconds(shipment);
        var whole = DialectB.Shipment(870_000 + shipment, "in_transit_to_arrival_port", dates: ("estimated_arrival_date", DialectA.Text(at.AddDays(20))));
        var leg = DialectB.Leg(9_000_000 + shipment, 870_000 + shipment, "ocean", From, To, departed: "2031-05-01T12:00:00+02:00", arrives: DialectA.Text(at.AddDays(20)));
        if (size < 2_000) Shorten(whole, leg);
        var body = Event(n, at, leg, whole);
        if (body.Length >= size) return body;

        // {"notes":["…"]} instead of {}
        const int AroundTheText = 12;
        whole["metadata"] = new JsonObject { ["notes"] = new JsonArray(Text(Math.Max(0, size - body.Length - AroundTheText))) };
        return Event(n, at, leg, whole);
    }

    private static byte[] Event(int n, DateTimeOffset at, JsonObject leg, JsonObject shipment) =>
        DialectB.ShipmentEvent(5_000_000 + n, "/shipment_leg#updated_estimated_time_of_arrival", at, at, leg, shipment);

    // As Flexport's objects are when little is known: no dates, no places.
    private static void Shorten(JsonObject shipment, JsonObject leg)
    {
        foreach (var name in shipment.Where(field => field.Value is null or JsonArray).Select(field => field.Key).ToList()) shipment.Remove(name);
        foreach (var name in new[] { "legs", "priority", "freight_type", "cargo_ready_date" }) shipment.Remove(name);
        foreach (var name in leg.Where(field => field.Value is null).Select(field => field.Key).ToList()) leg.Remove(name);
        foreach (var name in new[] { "origin", "destination", "ocean_leg" }) leg.Remove(name);
    }

    private static string Text(int length) => string.Concat(Enumerable.Range(0, (length / 10) + 1).Select(i => i.ToString("D9", CultureInfo.InvariantCulture) + " "))[..length];
}
