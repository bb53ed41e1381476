using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Objects;

/// <summary>A shipment as Flexport holds it.</summary>
internal sealed class ShipmentObject
{
    public required long Id { get; init; }
    public required string Name { get; set; }
    public required string Mode { get; init; }
    public required string FreightType { get; init; }
    public required string Incoterm { get; set; }
    public string Priority { get; set; } = "standard";
    public string Status { get; set; } = "seller_location";
    public long? Booking { get; set; }
    public DateTimeOffset? CreatedDate { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public DateTimeOffset? EstimatedDeparture { get; set; }
    public DateTimeOffset? ActualDeparture { get; set; }
    public DateTimeOffset? EstimatedArrival { get; set; }
    public DateTimeOffset? ActualArrival { get; set; }
    public DateTimeOffset? EstimatedPickup { get; set; }
    public DateTimeOffset? ActualPickup { get; set; }
    public DateTimeOffset? EstimatedDelivery { get; set; }
    public DateTimeOffset? ActualDelivery { get; set; }
    public DateOnly? CargoReadyDate { get; set; }
    public string? HouseBill { get; set; }
    public string? MasterBill { get; set; }
    public string? CarrierBooking { get; set; }
    public IReadOnlyList<Company> Shippers { get; init; } = [];
    public IReadOnlyList<Company> Consignees { get; init; } = [];
    public IReadOnlyList<Company> Buyers { get; init; } = [];
    public IReadOnlyList<Company> Sellers { get; init; } = [];
    public IReadOnlyList<Company> Importers { get; init; } = [];
    public IReadOnlyList<string> OrderNumbers { get; init; } = [];
    public IReadOnlyDictionary<string, string[]> Metadata { get; init; } = new Dictionary<string, string[]>();

    public bool IsOcean => Mode == "ocean";

    public ShipmentObject Copy() => (ShipmentObject)MemberwiseClone();

    /// <summary>A null beside the same stamp as a date says nothing.</summary>
    public void KeepDatesOf(ShipmentObject other)
    {
        (EstimatedDeparture, EstimatedArrival) = (EstimatedDeparture ?? other.EstimatedDeparture, EstimatedArrival ?? other.EstimatedArrival);
        (ActualDeparture, ActualArrival, ActualDelivery) = (ActualDeparture ?? other.ActualDeparture, ActualArrival ?? other.ActualArrival, ActualDelivery ?? other.ActualDelivery);
    }

    /// <summary>As <c>/shipment</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/shipment",
        ["id"] = Id,
        ["name"] = Name,
        ["booking"] = Booking is { } booking ? Text.Ref("/booking", "bookings", booking) : null,
        ["transportation_mode"] = Mode,
        ["freight_type"] = FreightType,
        ["incoterm"] = Incoterm,
        ["priority"] = Priority,
        ["status"] = Status,
        ["created_date"] = CreatedDate is { } made ? Text.Utc(made) : null,
        ["updated_at"] = Text.Utc(UpdatedAt),
        ["archived_at"] = ArchivedAt is { } archived ? Text.Utc(archived) : null,
        ["estimated_departure_date"] = Text.Local(EstimatedDeparture),
        ["actual_departure_date"] = Text.Local(ActualDeparture),
        ["estimated_arrival_date"] = Text.Local(EstimatedArrival),
        ["actual_arrival_date"] = Text.Local(ActualArrival),
        ["estimated_picked_up_in_full_date"] = Text.Local(EstimatedPickup),
        ["actual_picked_up_in_full_date"] = Text.Local(ActualPickup),
        ["estimated_delivered_in_full_date"] = Text.Local(EstimatedDelivery),
        ["actual_delivered_in_full_date"] = Text.Local(ActualDelivery),
        // The bare ones mix both: nobody may rely on them.
        ["departure_date"] = Text.Local(ActualDeparture ?? EstimatedDeparture),
        ["arrival_date"] = Text.Local(ActualArrival ?? EstimatedArrival),
        ["cargo_ready_date"] = Text.Day(CargoReadyDate),
        ["ocean_shipment"] = IsOcean
            ? new JsonObject { ["_object"] = "/ocean/shipment", ["house_bill_number"] = HouseBill, ["master_bill_number"] = MasterBill, ["carrier_booking_number"] = CarrierBooking }
            : null,
        ["air_shipment"] = Mode == "air"
            ? new JsonObject { ["_object"] = "/air/shipment", ["house_airway_bill"] = HouseBill, ["master_airway_bill"] = MasterBill }
            : null,
        ["shippers"] = Text.Companies(Shippers),
        ["consignees"] = Text.Companies(Consignees),
        ["buyers"] = Text.Companies(Buyers),
        ["sellers"] = Text.Companies(Sellers),
        ["importers_of_record"] = Text.Companies(Importers),
        ["items"] = new JsonArray([.. OrderNumbers.Select(number => (JsonNode)new JsonObject { ["_object"] = "/shipment_item", ["purchase_order_number"] = number })]),
        ["legs"] = Text.Collection("/shipment_leg", "shipment_legs", "shipment", Id),
        ["metadata"] = new JsonObject(Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(value => (JsonNode)value)])))),
    };
}
