using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Objects;

/// <summary>A container as Flexport holds it. It bears no stamp of its own.</summary>
internal sealed class ContainerObject
{
    public required long Id { get; init; }
    public required long Shipment { get; init; }
    public required string Number { get; init; }
    public required string Size { get; init; }
    public required string Type { get; init; }
    public string? Seal { get; set; }
    public DateTimeOffset? EstimatedDeparture { get; set; }
    public DateTimeOffset? ActualDeparture { get; set; }
    public DateTimeOffset? EstimatedArrival { get; set; }
    public DateTimeOffset? ActualArrival { get; set; }
    public DateTimeOffset? EstimatedPickup { get; set; }
    public DateTimeOffset? ActualPickup { get; set; }
    public DateTimeOffset? EstimatedDelivery { get; set; }
    public DateTimeOffset? ActualDelivery { get; set; }
    public DateTimeOffset? EstimatedAvailable { get; set; }
    public DateTimeOffset? Available { get; set; }
    public DateTimeOffset? EmptyReturned { get; set; }

    /// <summary>UTC of midnight or noon at the port of unloading.</summary>
    public DateTimeOffset? LastFreeDay { get; set; }

    public ContainerObject Copy() => (ContainerObject)MemberwiseClone();

    /// <summary>As <c>/ocean/shipment_container</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/ocean/shipment_container",
        ["id"] = Id,
        ["container_type"] = Type,
        ["container_number"] = Number,
        ["container_size"] = Size,
        ["seal_number"] = Seal,
        ["estimated_departure_date"] = Text.Local(EstimatedDeparture),
        ["actual_departure_date"] = Text.Local(ActualDeparture),
        ["estimated_arrival_date"] = Text.Local(EstimatedArrival),
        ["actual_arrival_date"] = Text.Local(ActualArrival),
        ["estimated_pickup_date"] = Text.Local(EstimatedPickup),
        ["actual_pickup_date"] = Text.Local(ActualPickup),
        ["estimated_delivery_date"] = Text.Local(EstimatedDelivery),
        ["actual_delivery_date"] = Text.Local(ActualDelivery),
        ["estimated_available_for_pickup_date"] = Text.Local(EstimatedAvailable),
        ["available_for_pickup_date"] = Text.Local(Available),
        ["empty_returned_date"] = Text.Local(EmptyReturned),
        ["last_free_day_date"] = LastFreeDay is { } day ? Text.Utc(day) : null,
        ["shipment"] = Text.ShipmentRef(Shipment),
        ["items"] = new JsonArray(),
    };
}
