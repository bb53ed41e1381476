namespace Grains.Interfaces.Deadlines;

/// <summary>Something that ought to have happened by now, or is about to be too late. It goes by itself as soon as what is known no longer says so.</summary>
/// <param name="Kind">
/// <c>departure_overdue arrival_overdue free_time container_return customs_hold silence</c> of a shipment, <c>payment</c> of an invoice,
/// <c>cargo_ready must_arrive</c> of a purchase order.
/// </param>
/// <param name="Subject">The container (number, else id), or the hold (event type), customs entry or, of an order, shipment that it is about; null when it is about the whole.</param>
/// <param name="Stage">How far it has come, such as <c>48h</c>, <c>expired</c> or <c>past_due</c>.</param>
/// <param name="Since">When this stage was due, UTC.</param>
/// <param name="NextAt">When the next stage is due, UTC; null after the last one.</param>
[GenerateSerializer, Immutable, Alias("flexport.AttentionView")]
public sealed record AttentionView(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Subject,
    [property: Id(2)] string Stage,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(4)] DateTimeOffset? NextAt)
{
    /// <summary>Who has acknowledged or snoozed this stage; null, as the next three, when nobody has, or when the time to come back has passed.</summary>
    [Id(10)] public string? Who { get; init; }

    /// <summary>What they said is being done about it.</summary>
    [Id(11)] public string? Why { get; init; }

    /// <summary>When it comes back, UTC; null when it is acknowledged until it gets worse.</summary>
    [Id(12)] public DateTimeOffset? Until { get; init; }

    /// <summary>When they said so, UTC.</summary>
    [Id(13)] public DateTimeOffset? AcknowledgedAt { get; init; }
}
