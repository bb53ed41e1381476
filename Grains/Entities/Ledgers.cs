using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Entities;

/// <summary>Builds an activation's ledger: the whole history when it is short, else the snapshot and the journal's tail. Both give the same.</summary>
internal static class Ledgers
{
    public static async Task<Ledger> Load<TView>(IEntityRules<TView> rules, EntityKey key, SnapshotShelf shelf, EntityServices services)
        where TView : class
    {
        var ledger = new Ledger();
        var history = await services.Loader.Load(key);
        if (history.HeadVersion == 0) return ledger;
        if (history.Events is { } events)
        {
            Fold(rules, key, ledger, events);
            return ledger;
        }

        await shelf.Restore(ledger);
        var page = new List<StoredEvent>();
        await foreach (var stored in services.Store.ReadTail(key, ledger.Committed.Version, CancellationToken.None))
        {
            page.Add(stored);
            if (page.Count < 1000) continue;
            Fold(rules, key, ledger, page);
            page.Clear();
        }

        Fold(rules, key, ledger, page);
        return ledger;
    }

    private static void Fold<TView>(IEntityRules<TView> rules, EntityKey key, Ledger ledger, IReadOnlyList<StoredEvent> events)
        where TView : class
    {
        var state = ledger.Committed;
        foreach (var stored in events)
        {
            if (stored.Version != state.Version + 1)
            {
                throw new InvalidDataException($"The journal of {key} has version {stored.Version} where {state.Version + 1} must follow.");
            }

            // What they owe was written with them.
            state = rules.Apply(key, state, Accepted(stored)).Next;
        }

        ledger.Restore(state, events.Select(stored => KeyValuePair.Create(stored.EventId, new Seen(stored.Fingerprint, stored.Version, null))));
    }

    private static AcceptedEvent Accepted(StoredEvent stored) => new(
        stored.Version,
        stored.EventId,
        stored.Type,
        stored.OccurredAt,
        stored.RecordedAt,
        stored.ReceivedAt,
        StateCodec.DecodeFacts(stored.Facts.Span));
}
