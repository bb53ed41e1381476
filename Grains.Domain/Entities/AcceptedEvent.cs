using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>One entry of an entity's journal, as the fold takes it.</summary>
/// <param name="Version">1 for the entity's first event, without gaps.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When Flexport recorded it, or what stood in for that at receipt.</param>
public sealed record AcceptedEvent(
    long Version,
    EventId EventId,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<Fact> Facts);
