using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>What a delivery says.</summary>
/// <param name="OccurredAt">As sent, else <paramref name="RecordedAt"/>, for an entry of the journal has one; facts have none where what was sent cannot be read.</param>
/// <param name="RecordedAt"><c>created_at</c>, else when it occurred, else when it was received.</param>
/// <param name="Facts">Empty for a note: nothing in it was understood.</param>
public sealed record Report(DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, IReadOnlyList<Fact> Facts);
