namespace Grains.Interfaces.Shipments;

/// <summary>A shipment as it is known. Absent means null; lists are never null.</summary>
/// <param name="Status">Ours, derived: <c>none booked cargo_ready departed arrived customs_cleared delivered</c>.</param>
/// <param name="ReportedStatus">What Flexport itself calls the status (an open set).</param>
/// <param name="LastMilestone">The furthest by (occurred, rank, leg id).</param>
/// <param name="Version">How many events have been accepted.</param>
/// <param name="UpdatedAt">When the last of them was received, UTC.</param>
/// <param name="EstimatedDelivery">Of all of the cargo, at its destination.</param>
/// <param name="CargoReadyDate">ISO date without zone, as planned; the milestone <c>cargo_ready</c> is what happened.</param>
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
    [property: Id(19)] DateTimeOffset? EstimatedDelivery = null,
    [property: Id(20)] string? CargoReadyDate = null,
    [property: Id(21)] DateTimeOffset? ArchivedAt = null);

/// <summary>A place. <see cref="Country"/> as reported, which is a name or an ISO 3166 code.</summary>
[GenerateSerializer, Immutable, Alias("flexport.LocationView")]
public sealed record LocationView([property: Id(0)] string? Name, [property: Id(1)] string? Country);

/// <summary>Something that happened, at the shipment, one of its legs or one of its containers.</summary>
/// <param name="Leg">Leg id, where a leg reached it.</param>
/// <param name="Container">Container number (or id), where a container reached it.</param>
/// <param name="Late">A later one of departed, arrived, delivered was known before this one.</param>
[GenerateSerializer, Immutable, Alias("flexport.MilestoneView")]
public sealed record MilestoneView(
    [property: Id(0)] string Milestone,
    [property: Id(1)] DateTimeOffset OccurredAt,
    [property: Id(2)] DateTimeOffset RecordedAt,
    [property: Id(3)] string? Leg,
    [property: Id(4)] string? Container,
    [property: Id(5)] LocationView? Location,
    [property: Id(6)] string EventId,
    [property: Id(7)] bool Late);

/// <summary>Departure and arrival of the main voyage.</summary>
[GenerateSerializer, Immutable, Alias("flexport.VoyageDatesView")]
public sealed record VoyageDatesView([property: Id(0)] DateTimeOffset? Departure, [property: Id(1)] DateTimeOffset? Arrival);

/// <summary>A leg, in the order of travel as far as it is known. Times keep the place's UTC offset.</summary>
/// <param name="Main">Counts for the shipment's departure and arrival.</param>
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
    [property: Id(8)] DateTimeOffset? DeletedAt);

/// <summary>A container.</summary>
[GenerateSerializer, Immutable, Alias("flexport.ContainerView")]
public sealed record ContainerView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Type,
    [property: Id(3)] string? Size,
    [property: Id(4)] string? SealNumber,
    [property: Id(5)] DateTimeOffset? LoadedAt,
    [property: Id(6)] DateTimeOffset? UnloadedAt);

/// <summary>A booking.</summary>
/// <param name="Status"><c>confirmed</c>, <c>amended</c>, or what Flexport calls it.</param>
[GenerateSerializer, Immutable, Alias("flexport.BookingView")]
public sealed record BookingView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Status,
    [property: Id(2)] DateTimeOffset? ConfirmedAt,
    [property: Id(3)] DateTimeOffset? AmendedAt);

/// <summary>A document.</summary>
[GenerateSerializer, Immutable, Alias("flexport.DocumentView")]
public sealed record DocumentView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Type,
    [property: Id(2)] string? Name,
    [property: Id(3)] DateTimeOffset? UploadedAt,
    [property: Id(4)] DateTimeOffset? ReadyAt);

/// <summary>Customs, a dimension of its own.</summary>
/// <param name="Status"><c>cleared</c>, <c>hold</c>, <c>pending</c>, or null when nothing is known.</param>
[GenerateSerializer, Immutable, Alias("flexport.CustomsView")]
public sealed record CustomsView([property: Id(0)] string? Status, [property: Id(1)] DateTimeOffset? ClearedAt);

/// <summary>What Flexport calls an exception: open until a later transit milestone or an explicit close.</summary>
/// <param name="Type">The event type that opened it.</param>
[GenerateSerializer, Immutable, Alias("flexport.DisruptionView")]
public sealed record DisruptionView(
    [property: Id(0)] string Type,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] bool Open);
