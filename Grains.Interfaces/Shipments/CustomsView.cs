namespace Grains.Interfaces.Shipments;

/// <summary>Customs, a dimension of its own.</summary>
/// <param name="Status"><c>hold</c> while a hold is open or an entry is held, else <c>cleared</c>, else <c>pending</c> when an entry is known, else null.</param>
/// <param name="ClearedAt">The import release.</param>
/// <param name="ExportClearedAt">The export release.</param>
/// <param name="Holds">Holds and exams, by type; one of each type, the last reported one.</param>
/// <param name="Entries">Customs entries, by id.</param>
/// <param name="BrokerInformedAt">When the customer's own broker got the papers.</param>
/// <param name="InvoicesEnteredAt">When every commercial invoice had been typed in.</param>
[GenerateSerializer, Immutable, Alias("flexport.CustomsView")]
public sealed record CustomsView(
    [property: Id(0)] string? Status,
    [property: Id(1)] DateTimeOffset? ClearedAt,
    [property: Id(2)] DateTimeOffset? ExportClearedAt,
    [property: Id(3)] IReadOnlyList<HoldView> Holds,
    [property: Id(4)] IReadOnlyList<CustomsEntryView> Entries,
    [property: Id(5)] DateTimeOffset? InBondFiledAt,
    [property: Id(6)] DateTimeOffset? FreeTradeZoneAdmittedAt,
    [property: Id(7)] DateTimeOffset? BrokerInformedAt,
    [property: Id(8)] DateTimeOffset? InvoicesEnteredAt);

/// <summary>A hold or exam: open until a release that did not occur before it (an export hold: until either release).</summary>
/// <param name="Type">The event type that reported it.</param>
/// <param name="Meaning">For people, in English.</param>
[GenerateSerializer, Immutable, Alias("flexport.HoldView")]
public sealed record HoldView(
    [property: Id(0)] string Type,
    [property: Id(1)] string Meaning,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] bool Open);

/// <summary>A customs entry.</summary>
/// <param name="Status">As reported (<c>cleared customs_hold pending released</c>).</param>
/// <param name="ReleaseDate">ISO date without zone.</param>
[GenerateSerializer, Immutable, Alias("flexport.CustomsEntryView")]
public sealed record CustomsEntryView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Status,
    [property: Id(3)] string? ReleaseDate);

/// <summary>What Flexport calls an exception: open until a later transit milestone or an explicit close.</summary>
/// <param name="Type">The event type that opened it.</param>
/// <param name="Meaning">For people, in English.</param>
[GenerateSerializer, Immutable, Alias("flexport.DisruptionView")]
public sealed record DisruptionView(
    [property: Id(0)] string Type,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] bool Open,
    [property: Id(3)] string Meaning);
