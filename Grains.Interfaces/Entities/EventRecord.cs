namespace Grains.Interfaces.Entities;

/// <summary>One accepted event in an entity's history. Times are UTC, but for that of the occurrence, which keeps its offset.</summary>
/// <param name="Outcome"><c>applied</c>: it stated facts; <c>noted</c>: kept, nothing in it was understood.</param>
[GenerateSerializer, Immutable, Alias("flexport.EventRecord")]
public sealed record EventRecord(
    [property: Id(0)] long Version,
    [property: Id(1)] string EventId,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset OccurredAt,
    [property: Id(4)] DateTimeOffset RecordedAt,
    [property: Id(5)] DateTimeOffset ReceivedAt,
    [property: Id(6)] string Outcome)
{
    /// <summary>What it said that cannot be read. Where that is when it occurred, <see cref="OccurredAt"/> is <see cref="RecordedAt"/>.</summary>
    [Id(30)] public IReadOnlyList<UnreadView> Unread { get; init; } = [];
}

/// <summary>A page of an entity's history, newest recorded first, then by event id.</summary>
/// <param name="Next">Opaque cursor of the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("flexport.EventPage")]
public sealed record EventPage([property: Id(0)] IReadOnlyList<EventRecord> Items, [property: Id(1)] string? Next);
