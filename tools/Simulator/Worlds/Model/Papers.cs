using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Model;

/// <summary>What is known of a booking.</summary>
internal sealed class ToldBooking
{
    public BookingObject? Booking { get; set; }
    public DateTimeOffset? Confirmed { get; set; }
    public DateTimeOffset? Amended { get; set; }

    /// <summary>The world amends only what was confirmed before, so that the two never compete.</summary>
    private string? Status => Amended is not null ? "amended" : Confirmed is not null ? "confirmed" : Booking?.Status;

    public JsonObject ToJson(string id) => new()
    {
        ["id"] = id,
        ["status"] = Status,
        ["confirmedAt"] = Answer.Time(Confirmed),
        ["amendedAt"] = Answer.Time(Amended),
        ["reportedStatus"] = Booking?.Status,
        ["name"] = Booking?.Name,
        ["transportationMode"] = Booking?.Mode,
        ["shipper"] = Booking?.Shipper.Name,
        ["consignee"] = Booking?.Consignee.Name,
        ["cargoReadyDate"] = Text.Day(Booking?.CargoReadyDate),
        ["createdAt"] = Answer.Time(Booking?.CreatedAt),
    };
}

/// <summary>What is known of a document.</summary>
internal sealed class ToldDocument
{
    public string? Type { get; set; }
    public string? Name { get; set; }
    public DateTimeOffset? Uploaded { get; set; }
    public DateTimeOffset? Ready { get; set; }
    public DateTimeOffset? Archived { get; set; }

    public JsonObject ToJson(string id) => new()
    {
        ["id"] = id,
        ["type"] = Type,
        ["name"] = Name,
        ["uploadedAt"] = Answer.Time(Uploaded),
        ["readyAt"] = Answer.Time(Ready),
        ["archivedAt"] = Answer.Time(Archived),
    };
}

/// <summary>A booking, document or container of which events were told that name no shipment.</summary>
/// <param name="Kind"><c>booking</c>, <c>document</c> or <c>container</c>.</param>
internal sealed class Held(string kind, string id)
{
    public SortedSet<string> Shipments { get; } = new(StringComparer.Ordinal);

    /// <summary>An event was told that named no shipment; only then is there anything to be asked for.</summary>
    public bool IsTold { get; set; }

    public ExpectedEntity? Expected() => IsTold
        ? new($"{kind}s/{id}", new JsonObject { ["id"] = id, ["kind"] = kind, ["shipments"] = Answer.Texts(Shipments) })
        : null;
}
