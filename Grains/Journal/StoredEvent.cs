using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>One event as the journal gives it back.</summary>
public sealed record StoredEvent(
    long Version,
    EventId EventId,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    DateTimeOffset ReceivedAt,
    long Fingerprint,
    ReadOnlyMemory<byte> Facts);

/// <summary>What a cold activation needs first.</summary>
/// <param name="HeadVersion">0 for an entity that the journal does not know.</param>
/// <param name="Events">The whole history, ascending, when it is short (at most <see cref="IJournalStore.ShortHistory"/>); else null: take the snapshot and read the tail.</param>
public sealed record EntityHistory(EntityKey Key, long HeadVersion, IReadOnlyList<StoredEvent>? Events);
