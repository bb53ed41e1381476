using Grains.Interfaces.Entities;

namespace Grains.Domain.Facts;

/// <summary>When what an event says happened, when it was recorded, both UTC, and which event it is: shared by all that the event says of a part.</summary>
public sealed record Stamp(DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, EventId By);
