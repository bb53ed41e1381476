using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Objects;

/// <summary>A purchase order as Flexport holds it.</summary>
internal sealed class OrderObject
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required Company Buyer { get; init; }
    public required Company Seller { get; init; }
    public required string Incoterm { get; init; }
    public required Place Origin { get; init; }
    public required Place Destination { get; init; }
    public string Mode { get; set; } = "ocean";
    public string Status { get; set; } = "open";
    public DateOnly CargoReadyDate { get; set; }
    public DateOnly MustArriveDate { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>As <c>/purchase_order</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/purchase_order",
        ["id"] = Id,
        ["name"] = Name,
        ["seller"] = Text.Company(Seller),
        ["buyer"] = Text.Company(Buyer),
        ["status"] = Status,
        ["incoterm"] = Incoterm,
        ["transportation_mode"] = Mode,
        ["cargo_ready_date"] = Text.Day(CargoReadyDate),
        ["must_arrive_date"] = Text.Day(MustArriveDate),
        ["origin_port"] = Origin.ToJson(),
        ["origin_address"] = null,
        ["destination_port"] = Destination.ToJson(),
        ["destination_address"] = null,
        ["line_items"] = Text.Collection("/purchase_orders/line_item", "purchase_order_line_items", "purchase_order", Id),
        ["archived_at"] = ArchivedAt is { } archived ? Text.Utc(archived) : null,
        ["created_at"] = Text.Utc(CreatedAt),
        ["updated_at"] = Text.Utc(UpdatedAt),
    };
}
