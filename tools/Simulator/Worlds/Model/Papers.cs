using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Model;

/// <summary>What is known of a booking.</summary>
internal sealed class ToldBooking
{
    public Latest<BookingObject> Whole { get; } = new();
    public Latest<DateTimeOffset?> Confirmed { get; } = new();
    public Latest<DateTimeOffset?> Amended { get; } = new();

    public bool IsTaken => Confirmed.Value is not null || Amended.Value is not null;

    /// <summary>Whichever occurred last.</summary>
    private string? Status => Amended.Value is not null && !(Confirmed.Value > Amended.Value) ? "amended" : Confirmed.Value is not null ? "confirmed" : Whole.Value?.Status;

    public JsonObject ToJson(string id)
    {
        var booking = Whole.Value;
        return new JsonObject
        {
            ["id"] = id,
            ["status"] = Status,
            ["confirmedAt"] = Answer.Time(Confirmed.Value),
            ["amendedAt"] = Answer.Time(Amended.Value),
            ["reportedStatus"] = booking?.Status,
            ["name"] = booking?.Name,
            ["transportationMode"] = booking?.Mode,
            ["shipper"] = booking?.Shipper.Name,
            ["consignee"] = booking?.Consignee.Name,
            ["cargoReadyDate"] = Text.Day(booking?.CargoReadyDate),
            ["createdAt"] = Answer.Time(booking?.CreatedAt),
        };
    }
}

/// <summary>What is known of a document.</summary>
internal sealed class ToldDocument
{
    public Latest<string> Type { get; } = new();
    public Latest<string> Name { get; } = new();
    public Latest<DateTimeOffset?> Uploaded { get; } = new();
    public Latest<DateTimeOffset?> Ready { get; } = new();
    public Latest<DateTimeOffset?> Archived { get; } = new();

    public JsonObject ToJson(string id) => new()
    {
        ["id"] = id,
        ["type"] = Type.Value,
        ["name"] = Name.Value,
        ["uploadedAt"] = Answer.Time(Uploaded.Value),
        ["readyAt"] = Answer.Time(Ready.Value),
        ["archivedAt"] = Answer.Time(Archived.Value),
    };
}
