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
/// <param name="kind"><c>booking</c>, <c>document</c> or <c>container</c>.</param>
internal sealed class Held(string kind, string id)
{
    private readonly List<Action<ToldShipment>> told = [];
    private readonly SortedDictionary<string, ToldShipment> shipments = new(StringComparer.Ordinal);

    /// <summary>An event that names no shipment: every shipment that names this one hears of it, sooner or later.</summary>
    public void Tell(Action<ToldShipment> what)
    {
        told.Add(what);
        foreach (var shipment in shipments.Values) what(shipment);
    }

    /// <summary>A shipment names it.</summary>
    public void Name(ToldShipment shipment)
    {
        if (!shipments.TryAdd(shipment.Id, shipment)) return;
        foreach (var what in told) what(shipment);
    }

    /// <summary>Null where every event named a shipment: then there is nothing to be asked for.</summary>
    public ExpectedEntity? Expected() => told.Count > 0
        ? new($"{kind}s/{id}", new JsonObject { ["id"] = id, ["kind"] = kind, ["shipments"] = Answer.Texts(shipments.Keys) })
        : null;
}
