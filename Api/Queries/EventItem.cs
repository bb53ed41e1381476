using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>One event of a history. Times in ISO 8601, UTC.</summary>
/// <param name="Outcome"><c>applied</c>, or <c>noted</c> when nothing in it was understood.</param>
internal sealed record EventItem(
    string EventId,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    DateTimeOffset ReceivedAt,
    string Outcome,
    long Version)
{
    public static EventItem Of(EventRecord record) =>
        new(record.EventId, record.Type, record.OccurredAt, record.RecordedAt, record.ReceivedAt, record.Outcome, record.Version);
}
