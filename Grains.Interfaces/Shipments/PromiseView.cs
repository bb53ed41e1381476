namespace Grains.Interfaces.Shipments;

/// <summary>What was promised of a shipment's departure, arrival or delivery, and what became of it. Times keep the offset that they were said with.</summary>
/// <param name="What"><c>departure</c>, <c>arrival</c> or <c>delivery</c>.</param>
/// <param name="First">The first estimate of the shipment itself or of the leg that speaks for it, said before it happened.</param>
/// <param name="Last">What is expected now; once it has happened, what was expected last before.</param>
/// <param name="SlipDays">From <paramref name="First"/> to <paramref name="Last"/> in days, later being positive: whole days where one of them is noon or midnight, which mean the day.</param>
/// <param name="Actual">When it happened.</param>
/// <param name="OnTimeByFirst">Whether that was not after <paramref name="First"/>, by the same rule; null while nobody can say.</param>
/// <param name="OnTimeByLast">Whether it was not after <paramref name="Last"/>.</param>
/// <param name="Changes">Each change of the estimate, of the shipment itself and of its legs, in the order in which they were recorded: one that comes back is there again. Of more than 200 the last ones.</param>
[GenerateSerializer, Immutable, Alias("flexport.PromiseView")]
public sealed record PromiseView(
    [property: Id(0)] string What,
    [property: Id(1)] EstimateView? First,
    [property: Id(2)] DateTimeOffset? Last,
    [property: Id(3)] decimal? SlipDays,
    [property: Id(4)] DateTimeOffset? Actual,
    [property: Id(5)] bool? OnTimeByFirst,
    [property: Id(6)] bool? OnTimeByLast,
    [property: Id(7)] IReadOnlyList<EstimateView> Changes);

/// <summary>A change of an estimate: what was said then, until that speaker (the shipment itself, or the leg) said something else or took it back.</summary>
/// <param name="At">What was expected.</param>
/// <param name="Leg">The leg that it was said of; null for the shipment itself.</param>
/// <param name="SaidAt">When Flexport recorded it, UTC; of the same said several times in a row, the first time.</param>
/// <param name="EventId">The event that said it then.</param>
/// <param name="Stands">Whether it is what was said last of the shipment itself, or of that leg.</param>
[GenerateSerializer, Immutable, Alias("flexport.EstimateView")]
public sealed record EstimateView(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string? Leg,
    [property: Id(2)] DateTimeOffset SaidAt,
    [property: Id(3)] string EventId,
    [property: Id(4)] bool Stands);
