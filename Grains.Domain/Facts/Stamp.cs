using Grains.Interfaces.Entities;

namespace Grains.Domain.Facts;

/// <summary>When what an event says happened, when it was recorded, both UTC, and which event it is.</summary>
internal readonly record struct Stamp(DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, EventId By);
