using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>One accepted event, with all that is written in its commit.</summary>
/// <param name="Version">The entity's version after it.</param>
/// <param name="Fingerprint">Of what it says: a repeat has the same, a conflict another.</param>
/// <param name="Outcome"><c>applied</c> or <c>noted</c>.</param>
/// <param name="Facts">Encoded facts; opaque to the store.</param>
/// <param name="Body">The raw bytes as received.</param>
/// <param name="Head">Makes what lists show of the entity after it: asked for, by another thread, only when a row is written.</param>
/// <param name="Announcements">What it owes the stakeholders.</param>
/// <param name="Relays">What it owes other entities.</param>
public sealed record JournalEntry(
    EntityKey Key,
    long Version,
    EventId EventId,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    DateTimeOffset ReceivedAt,
    long Fingerprint,
    string Outcome,
    string Secret,
    ReadOnlyMemory<byte> Facts,
    ReadOnlyMemory<byte> Body,
    Func<Head> Head,
    IReadOnlyList<Announcement> Announcements,
    IReadOnlyList<Relay> Relays);

/// <summary>One contiguous run of an entity's entries, ascending by version, never empty.</summary>
public sealed record EntityRun(EntityKey Key, IReadOnlyList<JournalEntry> Entries)
{
    public long FirstVersion => Entries[0].Version;
    public long LastVersion => Entries[^1].Version;
    public Func<Head> Head => Entries[^1].Head;
}
