using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;
using TestKit.Bodies;

namespace Acceptance.Tests.Joining;

/// <summary>Three deliveries that belong together, only some of which name the shipment.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Deliveries">Their bodies, to be sent in any order.</param>
/// <param name="Shipments">For each shipment concerned: which of the deliveries, by place, must be in its history.</param>
/// <param name="Joined">Whether a shipment's view shows what all of them say together.</param>
internal sealed record Story(string Name, IReadOnlyList<byte[]> Deliveries, IReadOnlyDictionary<string, int[]> Shipments, Func<JsonElement, bool> Joined)
{
    private static int lastNumber = 4_471_000;

    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);

    public string EventId(int place) => $"{Name}-{place}";

    /// <summary>All kinds of story, each under ids of its own.</summary>
    public static IEnumerable<Story> All(string prefix) => [Booking($"{prefix}-bkg"), Document($"{prefix}-doc"), Container($"{prefix}-cnt"), Invoice($"{prefix}-inv")];

    /// <summary>Confirmed and amended under the booking's id alone; the shipment's own booking event names both.</summary>
    private static Story Booking(string name) => new(
        name,
        [
            Say(name, 0, "booking_confirmed", Begin, ("booking_id", $"{name}-b")),
            Say(name, 1, "booking_amended", Begin.AddHours(2), ("booking_id", $"{name}-b"), ("shipment_id", $"{name}-s")),
            Say(name, 2, "booking_confirmed", Begin.AddHours(1), ("booking_id", $"{name}-b"), ("status", "booked")),
        ],
        new Dictionary<string, int[]> { [$"{name}-s"] = [0, 1, 2] },
        static shipment => shipment.At("bookings[0].confirmedAt") == "2031-05-02T09:00:00.000Z" && shipment.At("bookings[0].amendedAt") == "2031-05-02T10:00:00.000Z");

    /// <summary>Uploaded twice under its own id; that the bill of lading is ready is said to the shipment.</summary>
    private static Story Document(string name) => new(
        name,
        [
            Say(name, 0, "document_uploaded", Begin, ("document_id", $"{name}-d"), ("file_name", "first.pdf")),
            Say(name, 1, "bill_of_lading_ready", Begin.AddHours(2), ("document_id", $"{name}-d"), ("shipment_id", $"{name}-s")),
            Say(name, 2, "document_uploaded", Begin.AddHours(1), ("document_id", $"{name}-d"), ("file_name", "second.pdf")),
        ],
        new Dictionary<string, int[]> { [$"{name}-s"] = [0, 1, 2] },
        static shipment => shipment.At("documents[0].name") == "second.pdf" && shipment.At("documents[0].readyAt") == "2031-05-02T10:00:00.000Z");

    /// <summary>Loaded under its number, in small letters; unloaded under Flexport's id; one event names number, id and shipment.</summary>
    private static Story Container(string name)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"TNNU{Interlocked.Increment(ref lastNumber)}");
        return new(
            name,
            [
                Say(name, 0, "container_loaded", Begin, ("container_number", number.ToLowerInvariant())),
                Say(name, 1, "container_loaded", Begin.AddMinutes(-5), ("container_number", number), ("container_id", $"{name}-c"), ("shipment_id", $"{name}-s")),
                Say(name, 2, "container_unloaded", Begin.AddDays(9), ("container_id", $"{name}-c")),
            ],
            new Dictionary<string, int[]> { [$"{name}-s"] = [0, 1, 2] },
            shipment => shipment.GetProperty("containers").GetArrayLength() == 1
                && shipment.At("containers[0].number") == number
                && shipment.At("containers[0].loadedAt") == "2031-05-02T08:00:00.000Z"
                && shipment.At("containers[0].unloadedAt") == "2031-05-11T08:00:00.000Z");
    }

    /// <summary>An invoice for one shipment becomes one for two; the second has to hear what was said before it was named.</summary>
    private static Story Invoice(string name) => new(
        name,
        [
            Say(name, 0, "invoice_created", Begin, ("invoice_id", $"{name}-i"), ("shipment_id", $"{name}-s"), ("invoice_number", "INV-71")),
            DialectA.Milestone($"{name}-1", $"{name}-s", "cargo_ready", Begin),
            Say(name, 2, "freight_invoice_ready", Begin.AddHours(1), ("invoice_id", $"{name}-i"), ("shipment_id", $"{name}-t"), ("status", "outstanding")),
        ],
        new Dictionary<string, int[]> { [$"{name}-s"] = [0, 1, 2], [$"{name}-t"] = [0, 2] },
        shipment => shipment.At("invoices[0].id") == $"{name}-i" && shipment.At("invoices[0].number") == "INV-71" && shipment.At("invoices[0].status") == "outstanding");

    private static byte[] Say(string name, int place, string happened, DateTimeOffset at, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var data = new JsonObject { ["occurred_at"] = DialectA.Text(at) };
        foreach (var (field, value) in fields) data[field] = value;
        return DialectA.Body($"{name}-{place}", DialectA.Event(happened), Naming.Bare, data, at);
    }
}
