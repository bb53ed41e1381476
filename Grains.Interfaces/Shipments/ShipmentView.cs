using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Shipments;

/// <summary>A shipment as it is known. Absent means null; lists are never null.</summary>
/// <param name="Status">Ours, derived: <c>none booked cargo_ready departed arrived customs_cleared delivered</c>.</param>
/// <param name="ReportedStatus">What Flexport itself calls the status (an open set).</param>
/// <param name="LastMilestone">The last one by (occurred, rank, leg id).</param>
/// <param name="CurrentLocation">Where the last milestone that has a place happened.</param>
/// <param name="Version">How many events have been accepted.</param>
/// <param name="UpdatedAt">When the last of them was received, UTC.</param>
/// <param name="EstimatedDelivery">Of all of the cargo, at its destination.</param>
/// <param name="CargoReadyDate">ISO date without zone, as planned; the milestone <c>cargo_ready</c> is what happened.</param>
/// <param name="Pickup">Of all of the cargo, at its origin.</param>
/// <param name="Parties">In the order shipper, consignee, buyer, seller, importer of record, each in the order of Flexport's list.</param>
/// <param name="Metadata">Key to values, as the customer set them at Flexport; keys in ordinal order.</param>
/// <param name="Attention">What is too late, or about to be.</param>
/// <param name="Invoices">Those that name this shipment, by id.</param>
[GenerateSerializer, Immutable, Alias("flexport.ShipmentView")]
public sealed record ShipmentView(
    [property: Id(0)] string Id,
    [property: Id(1)] string Status,
    [property: Id(2)] string? ReportedStatus,
    [property: Id(3)] string? Name,
    [property: Id(4)] string? TransportationMode,
    [property: Id(5)] string? LastMilestone,
    [property: Id(6)] DateTimeOffset? LastMilestoneAt,
    [property: Id(7)] LocationView? CurrentLocation,
    [property: Id(8)] IReadOnlyList<MilestoneView> Milestones,
    [property: Id(9)] VoyageDatesView Estimates,
    [property: Id(10)] VoyageDatesView Actuals,
    [property: Id(11)] IReadOnlyList<LegView> Legs,
    [property: Id(12)] IReadOnlyList<ContainerView> Containers,
    [property: Id(13)] IReadOnlyList<BookingView> Bookings,
    [property: Id(14)] IReadOnlyList<DocumentView> Documents,
    [property: Id(15)] CustomsView Customs,
    [property: Id(16)] IReadOnlyList<DisruptionView> Disruptions,
    [property: Id(17)] long Version,
    [property: Id(18)] DateTimeOffset UpdatedAt,
    [property: Id(19)] DateTimeOffset? EstimatedDelivery,
    [property: Id(20)] string? CargoReadyDate,
    [property: Id(21)] DateTimeOffset? ArchivedAt,
    [property: Id(22)] DateTimeOffset? CreatedAt,
    [property: Id(23)] PlannedView Pickup,
    [property: Id(24)] string? Incoterm,
    [property: Id(25)] string? Priority,
    [property: Id(26)] string? FreightType,
    [property: Id(27)] ReferencesView References,
    [property: Id(28)] IReadOnlyList<PartyView> Parties,
    [property: Id(29)] IReadOnlyDictionary<string, IReadOnlyList<string>> Metadata,
    [property: Id(30)] IReadOnlyList<ShipmentInvoiceView> Invoices,
    [property: Id(31)] DateTimeOffset? ReturnedToShipperAt,
    [property: Id(32)] IReadOnlyList<AttentionView> Attention)
{
    /// <summary>Where the cargo is, from positions alone, whatever customs say: <c>origin in_transit destination_port inland delivered closed</c>.</summary>
    [Id(50)]
    public required string Phase { get; init; }

    /// <summary>Put away at Flexport (<see cref="ArchivedAt"/>): the only form that a cancellation takes.</summary>
    [Id(51)]
    public bool Archived { get; init; }

    /// <summary>Milestones that nobody has dated: Flexport's own status is only possible after them. In the order of rank.</summary>
    [Id(52)]
    public IReadOnlyList<string> Inferred { get; init; } = [];

    /// <summary>How many containers have come how far; null where none is known.</summary>
    [Id(60)]
    public ContainerStagesView? ContainerStages { get; init; }

    /// <summary>Whether the goods share their container with those of others; null when nobody said.</summary>
    [Id(61)]
    public bool? IsLcl { get; init; }

    /// <summary>What was promised of departure, arrival and delivery, and what became of it.</summary>
    [Id(80)] public IReadOnlyList<PromiseView> Promises { get; init; } = [];

    /// <summary>The IANA zone where the main voyage ends, by whose days orders are late; not part of the answer.</summary>
    [Id(89), System.Text.Json.Serialization.JsonIgnore] public string? TerminalZone { get; init; }

    /// <summary>What was said and cannot be read.</summary>
    [Id(81)] public IReadOnlyList<UnreadView> Unread { get; init; } = [];
    /// <summary>What it carries of which order, where that is said.</summary>
    [Id(70)]
    public IReadOnlyList<ShipmentItemView> Items { get; init; } = [];

    /// <summary>The purchase orders that it is linked with, by id.</summary>
    [Id(71)]
    public IReadOnlyList<ShipmentOrderView> Orders { get; init; } = [];

    /// <summary>Whether another forwarder carries it and Flexport only shows it; null where that was not said.</summary>
    [Id(72)]
    public bool? VisibilityOnly { get; init; }

    /// <summary>Ids of the shipments that it is part of.</summary>
    [Id(73)]
    public IReadOnlyList<string> ParentShipments { get; init; } = [];

    /// <summary>Ids of the shipments that are part of it.</summary>
    [Id(74)]
    public IReadOnlyList<string> ChildShipments { get; init; } = [];
}

/// <summary>A place. <see cref="Country"/> as reported, which is a name or an ISO 3166 code.</summary>
[GenerateSerializer, Immutable, Alias("flexport.LocationView")]
public sealed record LocationView([property: Id(0)] string? Name, [property: Id(1)] string? Country)
{
    /// <summary>The place's UN/LOCODE, such as <c>NLRTM</c>.</summary>
    [Id(40)]
    public string? Unlocode { get; init; }

    /// <summary>The terminal at the place.</summary>
    [Id(41)]
    public string? Terminal { get; init; }
}

/// <summary>Something that happened, at the shipment, one of its legs or one of its containers.</summary>
/// <param name="Leg">Leg id, where a leg reached it.</param>
/// <param name="Container">Container number (or id), where a container reached it.</param>
/// <param name="OccurredAt">Null when it is only inferred.</param>
/// <param name="RecordedAt">When it was said; of an inferred one, when the status was.</param>
/// <param name="Late">A later one of departed, arrived, delivered was known before this one.</param>
[GenerateSerializer, Immutable, Alias("flexport.MilestoneView")]
public sealed record MilestoneView(
    [property: Id(0)] string Milestone,
    [property: Id(1)] DateTimeOffset? OccurredAt,
    [property: Id(2)] DateTimeOffset RecordedAt,
    [property: Id(3)] string? Leg,
    [property: Id(4)] string? Container,
    [property: Id(5)] LocationView? Location,
    [property: Id(6)] string EventId,
    [property: Id(7)] bool Late)
{
    /// <summary>Nobody has dated it: it follows from what Flexport calls the status. Never announced.</summary>
    [Id(50)]
    public bool Inferred { get; init; }
}

/// <summary>Departure and arrival of the main voyage.</summary>
[GenerateSerializer, Immutable, Alias("flexport.VoyageDatesView")]
public sealed record VoyageDatesView([property: Id(0)] DateTimeOffset? Departure, [property: Id(1)] DateTimeOffset? Arrival);

/// <summary>What is expected and what happened.</summary>
[GenerateSerializer, Immutable, Alias("flexport.PlannedView")]
public sealed record PlannedView([property: Id(0)] DateTimeOffset? Estimated, [property: Id(1)] DateTimeOffset? Actual);

/// <summary>A leg, in the order of travel as far as it is known. Times keep the place's UTC offset.</summary>
/// <param name="Main">Speaks for the shipment's departure or arrival.</param>
[GenerateSerializer, Immutable, Alias("flexport.LegView")]
public sealed record LegView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? TransportationMode,
    [property: Id(2)] string? CarrierName,
    [property: Id(3)] LocationView? Origin,
    [property: Id(4)] LocationView? Destination,
    [property: Id(5)] VoyageDatesView Estimates,
    [property: Id(6)] VoyageDatesView Actuals,
    [property: Id(7)] bool Main,
    [property: Id(8)] DateTimeOffset? DeletedAt,
    [property: Id(9)] VesselView? Vessel,
    [property: Id(10)] LegDeliveryView Delivery,
    [property: Id(11)] IReadOnlyList<string> OriginTags,
    [property: Id(12)] IReadOnlyList<string> DestinationTags)
{
    /// <summary>Of a leg by air.</summary>
    [Id(40)]
    public FlightView? Flight { get; init; }

    /// <summary>Of a leg by truck.</summary>
    [Id(41)]
    public TruckView? Truck { get; init; }
}

/// <summary>The vessel of an ocean leg.</summary>
/// <param name="Imo">The ship's number at the International Maritime Organization.</param>
/// <param name="Voyage">The carrier's voyage number.</param>
/// <param name="Scac">The carrier's Standard Carrier Alpha Code.</param>
[GenerateSerializer, Immutable, Alias("flexport.VesselView")]
public sealed record VesselView(
    [property: Id(0)] string? Name,
    [property: Id(1)] string? Imo,
    [property: Id(2)] string? Voyage,
    [property: Id(3)] string? Scac);

/// <summary>The last way of the goods, by truck.</summary>
/// <param name="DeliveredAt">Arrived at the place of delivery.</param>
/// <param name="AppointmentAt">When delivery is agreed; where only the agreement is known, when that was made.</param>
[GenerateSerializer, Immutable, Alias("flexport.LegDeliveryView")]
public sealed record LegDeliveryView(
    [property: Id(0)] DateTimeOffset? LoadedOnTruckAt,
    [property: Id(1)] PlannedView OutForDelivery,
    [property: Id(2)] DateTimeOffset? DeliveredAt,
    [property: Id(3)] DateTimeOffset? CompletedAt,
    [property: Id(4)] DateTimeOffset? AppointmentRequestedAt,
    [property: Id(5)] DateTimeOffset? AppointmentAt);

/// <summary>A container.</summary>
/// <param name="Size">As reported, such as <c>forty_ft_hc</c>.</param>
/// <param name="LastFreeDay">ISO date in the terminal's zone: from the next day on it costs money.</param>
/// <param name="Available">For pickup, at the terminal.</param>
/// <param name="FreeTimeNoticeAt">When it was said that free time is about to end.</param>
/// <param name="FreeTimeExpiredAt">When it was said that free time is over.</param>
/// <param name="EmptyReturnedAt">When the carrier had it back; null where only a day was said.</param>
[GenerateSerializer, Immutable, Alias("flexport.ContainerView")]
public sealed record ContainerView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Type,
    [property: Id(3)] string? Size,
    [property: Id(4)] string? SealNumber,
    [property: Id(5)] DateTimeOffset? LoadedAt,
    [property: Id(6)] DateTimeOffset? UnloadedAt,
    [property: Id(7)] VoyageDatesView Estimates,
    [property: Id(8)] VoyageDatesView Actuals,
    [property: Id(9)] PlannedView Available,
    [property: Id(10)] PlannedView Pickup,
    [property: Id(11)] PlannedView Delivery,
    [property: Id(12)] DateTimeOffset? AppointmentAt,
    [property: Id(13)] string? LastFreeDay,
    [property: Id(14)] DateTimeOffset? FreeTimeNoticeAt,
    [property: Id(15)] DateTimeOffset? FreeTimeExpiredAt,
    [property: Id(16)] DateTimeOffset? EmptyReturnedAt)
{
    /// <summary>How far it has come: <c>empty_picked_up loaded discharged available gated_out delivered empty_returned</c>; null before that.</summary>
    [Id(30)]
    public string? Stage { get; init; }

    /// <summary>When it left the port of unloading: its free time ended, and the time for its return began.</summary>
    [Id(31)]
    public DateTimeOffset? GatedOutAt { get; init; }

    /// <summary>ISO date in the terminal's zone since when it can be picked up, also where only a day was said.</summary>
    [Id(32)]
    public string? AvailableOn { get; init; }

    /// <summary>ISO date of its delivery, also where only a day was said.</summary>
    [Id(33)]
    public string? DeliveredOn { get; init; }

    /// <summary>ISO date in the terminal's zone when the carrier had it back empty, also where only a day was said.</summary>
    [Id(34)]
    public string? EmptyReturnedOn { get; init; }

    /// <summary>When it went back to its shipper.</summary>
    [Id(35)]
    public DateTimeOffset? ReturnedToShipperAt { get; init; }

    /// <summary>ISO date in the terminal's zone since when it is expected to be available, also where only a day was said.</summary>
    [Id(37)]
    public string? EstimatedAvailableOn { get; init; }

    /// <summary>What was said of it leg by leg, in the order of travel.</summary>
    [Id(36)]
    public IReadOnlyList<ContainerLegView> Legs { get; init; } = [];
}
