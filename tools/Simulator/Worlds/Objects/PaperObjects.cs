using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Objects;

/// <summary>A booking as Flexport holds it. It bears no stamp of its own.</summary>
/// <param name="Shipment">Named in the object, or null: then only the shipment names the booking.</param>
internal sealed record BookingObject(
    long Id, string Name, string Status, string Mode, Company Shipper, Company Consignee, DateOnly? CargoReadyDate, DateTimeOffset CreatedAt, long? Shipment)
{
    /// <summary>As <c>/booking</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/booking",
        ["id"] = Id,
        ["name"] = Name,
        ["shipment"] = Shipment is { } shipment ? Text.ShipmentRef(shipment) : null,
        ["status"] = Status,
        ["shipper_entity"] = Text.Company(Shipper),
        ["consignee_entity"] = Text.Company(Consignee),
        ["transportation_mode"] = Mode,
        ["cargo_ready_date"] = Text.Day(CargoReadyDate),
        ["created_at"] = Text.Utc(CreatedAt),
    };
}

/// <summary>A document as Flexport holds it. It bears no stamp of its own.</summary>
internal sealed record DocumentObject(string Id, string Type, string FileName, DateTimeOffset UploadedAt, DateTimeOffset? ArchivedAt, long? Shipment)
{
    /// <summary>As <c>/document</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/document",
        ["id"] = Id,
        ["document_type"] = Type,
        ["file_name"] = FileName,
        ["archived_at"] = ArchivedAt is { } archived ? Text.Utc(archived) : null,
        ["file_metadata"] = new JsonObject { ["_object"] = "/file/metadata", ["size"] = 29_107, ["uploaded_at"] = Text.Utc(UploadedAt) },
        ["shipment"] = Shipment is { } shipment ? Text.ShipmentRef(shipment) : null,
    };
}

/// <summary>A customs entry as Flexport holds it.</summary>
internal sealed record EntryObject(string Id, string Number, string Status, DateOnly? ReleaseDate, long Shipment)
{
    /// <summary>As <c>/customs_entry</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/customs_entry",
        ["id"] = Id,
        ["entry_number"] = Number,
        ["release_status"] = Status,
        ["release_date"] = Text.Day(ReleaseDate),
        ["shipment"] = Text.ShipmentRef(Shipment),
    };
}
