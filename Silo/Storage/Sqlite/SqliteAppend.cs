using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Silo.Storage.Sqlite;

/// <summary>Writes a batch: claims the heads and adds what belongs to the claimed ones. Runs inside a transaction.</summary>
internal static class SqliteAppend
{
    private const string ClaimFirst = "INSERT INTO entities (source, kind, id, version) VALUES ($source, $kind, $id, $last) ON CONFLICT (source, kind, id) DO NOTHING";

    private const string ClaimNext = "UPDATE entities SET version = $last WHERE source = $source AND kind = $kind AND id = $id AND version = $found";

    private const string AddCommit = "INSERT INTO commits (committed_at, entities, encoding, bodies, announcements) VALUES ($at, $entities, $encoding, $bodies, $announcements) RETURNING id";

    private const string NoteRefused = "UPDATE commits SET refused = $refused WHERE id = $commit";

    // Until the rows of its entities are written.
    private const string AddUnlisted = "INSERT INTO unlisted (\"commit\", writer, committed_at) VALUES ($commit, $writer, $at)";

    private const string AddEvent = """
        INSERT INTO events
          (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts, "commit", place, announces)
        VALUES ($source, $kind, $id, $version, $event, $type, $occurred, $recorded, $received, $fingerprint, $outcome, $secret, $facts, $commit, $place, $announces)
        """;

    private const string AddRelay = """
        INSERT INTO relays (source, kind, entity_id, version, target_kind, target_id, what, first_version, last_version, next_attempt_at)
        VALUES ($source, $kind, $id, $version, $target_kind, $target, $what, $first, $last, $due)
        ON CONFLICT (source, kind, entity_id, version, target_kind, target_id) DO NOTHING
        """;

    /// <summary>Ids are proof: unlike other text they are never mended, for two could become one.</summary>
    /// <exception cref="JournalRefusedException">An id cannot be stored as it is.</exception>
    public static void RefuseUnstorableIds(IReadOnlyList<EntityRun> batch)
    {
        foreach (var run in batch)
        {
            if (!StorableText.IsClean(run.Key.Id) || run.Entries.Any(IsUnstorable))
            {
                throw new JournalRefusedException("An id holds U+0000 or half a character.");
            }
        }
    }

    /// <param name="bodies">The block of the bodies of all entries, in their order.</param>
    /// <param name="announcements">What they announce; null: nothing.</param>
    /// <returns>The keys whose head was not where the run expected it, and the number of the commit.</returns>
    public static Appended Write(SqliteSession session, IReadOnlyList<EntityRun> batch, byte[] bodies, byte[]? announcements, Guid writer, DateTimeOffset now)
    {
        var (refused, places) = (new List<EntityKey>(), new List<int>());
        var (commit, place) = (0L, 0);
        for (var i = 0; i < batch.Count; i++)
        {
            var run = batch[i];
            if (!Claim(session, run))
            {
                refused.Add(run.Key);
                places.Add(i);
                place += run.Entries.Count;
                continue;
            }

            // Where all is refused, there is no commit.
            if (commit == 0) commit = Add(session, batch, bodies, announcements, writer, now);
            foreach (var entry in run.Entries)
            {
                Add(session, entry, commit, place++);
                foreach (var relay in entry.Relays) Add(session, entry, relay);
            }
        }

        // Whoever reads commits needs no other table to know what counts.
        if (commit != 0 && places.Count > 0) session.Execute(NoteRefused, ("$commit", commit), ("$refused", JsonSerializer.Serialize(places)));
        return new Appended(commit, refused);
    }

    private static long Add(SqliteSession session, IReadOnlyList<EntityRun> batch, byte[] bodies, byte[]? announcements, Guid writer, DateTimeOffset now)
    {
        var commit = session.Query(
            AddCommit, row => row.GetInt64(0), ("$at", Micros.Of(now)), ("$entities", CommitKeys.Encode(batch)), ("$encoding", (int)BlockEncoding.Segments), ("$bodies", bodies),
            ("$announcements", announcements))[0];
        session.Execute(AddUnlisted, ("$commit", commit), ("$writer", writer.ToString("N")), ("$at", Micros.Of(DateTimeOffset.UtcNow)));
        return commit;
    }

    private static bool IsUnstorable(JournalEntry entry) =>
        !StorableText.IsClean(entry.EventId.Value) || entry.Relays.Any(relay => !StorableText.IsClean(relay.To.Id));

    private static bool Claim(SqliteSession session, EntityRun run)
    {
        var key = run.Key;
        return 1 == (run.FirstVersion == 1
            ? session.Execute(ClaimFirst, ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$last", run.LastVersion))
            : session.Execute(ClaimNext, ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$last", run.LastVersion), ("$found", run.FirstVersion - 1)));
    }

    private static void Add(SqliteSession session, JournalEntry entry, long commit, int place)
    {
        var key = entry.Key;
        session.Execute(
            AddEvent,
            ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$version", entry.Version), ("$event", entry.EventId.Value),
            ("$type", StorableText.Clean(entry.Type, StorableText.Line)), ("$occurred", Micros.Of(entry.OccurredAt)),
            ("$recorded", Micros.Of(entry.RecordedAt)), ("$received", Micros.Of(entry.ReceivedAt)), ("$fingerprint", entry.Fingerprint),
            ("$outcome", entry.Outcome), ("$secret", StorableText.Clean(entry.Secret)), ("$facts", SqliteValues.Bytes(entry.Facts)),
            ("$commit", commit), ("$place", place), ("$announces", entry.Announcements.Count == 0 ? null : entry.Announcements.Count));
    }

    /// <summary>Due at once: when the event was received.</summary>
    private static void Add(SqliteSession session, JournalEntry entry, Relay relay) => session.Execute(
        AddRelay,
        ("$source", entry.Key.Source), ("$kind", (int)entry.Key.Kind), ("$id", entry.Key.Id), ("$version", entry.Version),
        ("$target_kind", (int)relay.To.Kind), ("$target", relay.To.Id), ("$what", (int)relay.What), ("$first", relay.First), ("$last", relay.Last),
        ("$due", Micros.Of(entry.ReceivedAt)));
}
