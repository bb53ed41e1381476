using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>One event of a history. Times in ISO 8601, UTC but for <paramref name="OccurredAt"/>.</summary>
/// <param name="OccurredAt">With the offset of the place, where one was said.</param>
/// <param name="Unread">What it said that cannot be read; where that is when it occurred, <paramref name="OccurredAt"/> is when it was recorded.</param>
/// <param name="Outcome"><c>applied</c>, or <c>noted</c> when nothing in it was understood.</param>
internal sealed record EventItem(
    string EventId,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    DateTimeOffset ReceivedAt,
    string Outcome,
    long Version,
    IReadOnlyList<UnreadView> Unread)
{
    public static EventItem Of(EventRecord record) =>
        new(record.EventId, record.Type, record.OccurredAt, record.RecordedAt, record.ReceivedAt, record.Outcome, record.Version, record.Unread);
}
