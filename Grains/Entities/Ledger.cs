using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Entities;

/// <summary>
/// What an activation knows of its entity: the committed state, the pending one that entries on their way will make true,
/// and every event id ever accepted.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<EventId, Seen> seen = [];

    /// <summary>The activation's line to the journal.</summary>
    public JournalSession Session { get; } = new();

    /// <summary>What the next event builds on.</summary>
    public EntityState Pending { get; private set; } = EntityState.Empty;

    /// <summary>What may be shown.</summary>
    public EntityState Committed { get; private set; } = EntityState.Empty;

    /// <summary>The version of the newest snapshot known.</summary>
    public long SnapshotVersion { get; set; }

    public IReadOnlyDictionary<EventId, Seen> Processed => seen;

    public Seen? Find(EventId eventId) => seen.TryGetValue(eventId, out var first) ? first : null;

    /// <summary>An event on its way.</summary>
    public void Expect(EventId eventId, Seen first, EntityState next)
    {
        seen[eventId] = first;
        Pending = next;
    }

    /// <summary>An event that has become durable, with all before it.</summary>
    public void Confirm(EventId eventId, Seen first, EntityState state)
    {
        seen[eventId] = first with { OnItsWay = null };
        if (state.Version > Committed.Version) Committed = state;
    }

    /// <summary>A state and ids read back from the store.</summary>
    public void Restore(EntityState state, IEnumerable<KeyValuePair<EventId, Seen>> processed)
    {
        foreach (var (eventId, first) in processed) seen[eventId] = first;
        Pending = Committed = state;
    }
}

/// <summary>The first acceptance of an event.</summary>
/// <param name="Fingerprint">See <see cref="Journal.Fingerprint"/>.</param>
/// <param name="Version">The version that it made.</param>
/// <param name="OnItsWay">The first one's outcome, while it is not durable.</param>
internal readonly record struct Seen(long Fingerprint, long Version, Task<Receipt>? OnItsWay);
