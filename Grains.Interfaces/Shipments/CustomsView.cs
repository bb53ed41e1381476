namespace Grains.Interfaces.Shipments;

/// <summary>Customs, a dimension of its own.</summary>
/// <param name="Status">
/// <c>hold</c> while a hold is open or an entry is held; else <c>cleared</c> when all known entries are released, or there was an import release and no entry is
/// known; else <c>pending</c> when an entry is known; else null.
/// </param>
/// <param name="ClearedAt">The last import release, be it of one entry among several.</param>
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
    [property: Id(8)] DateTimeOffset? InvoicesEnteredAt)
{
    /// <summary>Whether an open hold stops the goods; false while there is only a review that blocks nothing.</summary>
    [Id(30)]
    public bool Blocking { get; init; }
}

/// <summary>
/// A hold or exam. It is open until a release that did not occur before it and that leaves no entry held, or until delivery; an export hold until either
/// release, or departure.
/// </summary>
/// <param name="Type">The event type that reported it.</param>
/// <param name="Meaning">For people, in English.</param>
[GenerateSerializer, Immutable, Alias("flexport.HoldView")]
public sealed record HoldView(
    [property: Id(0)] string Type,
    [property: Id(1)] string Meaning,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] bool Open)
{
    /// <summary>False for a review that stops nothing.</summary>
    [Id(30)]
    public bool Blocking { get; init; } = true;
}

/// <summary>A customs entry.</summary>
/// <param name="Status">As reported (<c>cleared customs_hold pending released</c>).</param>
/// <param name="ReleaseDate">ISO date without zone.</param>
[GenerateSerializer, Immutable, Alias("flexport.CustomsEntryView")]
public sealed record CustomsEntryView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Status,
    [property: Id(3)] string? ReleaseDate)
{
    /// <summary>Since when it holds the goods; null when it does not.</summary>
    [Id(30)]
    public DateTimeOffset? HeldSince { get; init; }
}

/// <summary>
/// What Flexport calls an exception: open until a transit milestone or an explicit close that did not occur before it; where Flexport says whether it is
/// open, that decides.
/// </summary>
/// <param name="Type">The event type that opened it.</param>
/// <param name="Meaning">For people, in English.</param>
[GenerateSerializer, Immutable, Alias("flexport.DisruptionView")]
public sealed record DisruptionView(
    [property: Id(0)] string Type,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] bool Open,
    [property: Id(3)] string Meaning)
{
    /// <summary>What Flexport calls its status (<c>open resolved canceled</c>); null when it said none.</summary>
    [Id(30)]
    public string? ReportedStatus { get; init; }
}
