using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Silo.Storage.Sqlite;

/// <summary>Writes a batch: claims the heads and adds what belongs to the claimed ones. Runs inside a transaction.</summary>
internal static class SqliteAppend
{
    private const string ClaimFirst = "INSERT INTO entities (source, kind, id, version) VALUES ($source, $kind, $id, $last) ON CONFLICT (source, kind, id) DO NOTHING";

    private const string ClaimNext = "UPDATE entities SET version = $last WHERE source = $source AND kind = $kind AND id = $id AND version = $found";

    private const string AddCommit = "INSERT INTO commits (committed_at, entities, encoding, bodies) VALUES ($at, $entities, $encoding, $bodies) RETURNING id";

    // Until the rows of its entities are written.
    private const string AddUnlisted = "INSERT INTO unlisted (\"commit\", writer, committed_at) VALUES ($commit, $writer, $at)";

    private const string AddEvent = """
        INSERT INTO events
          (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts, "commit", place)
        VALUES ($source, $kind, $id, $version, $event, $type, $occurred, $recorded, $received, $fingerprint, $outcome, $secret, $facts, $commit, $place)
        """;

    private const string AddAnnouncement = """
        INSERT INTO announcements (source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message)
        VALUES ($source, $kind, $id, $thing, $revision, $version, $occurred, $announced, $message)
        ON CONFLICT (source, kind, entity_id, thing, revision) DO NOTHING
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
    /// <returns>The keys whose head was not where the run expected it, and the number of the commit.</returns>
    public static Appended Write(SqliteSession session, IReadOnlyList<EntityRun> batch, byte[] bodies, Guid writer, DateTimeOffset now)
    {
        var refused = new List<EntityKey>();
        var (commit, place) = (0L, 0);
        foreach (var run in batch)
        {
            if (!Claim(session, run))
            {
                refused.Add(run.Key);
                place += run.Entries.Count;
                continue;
            }

            // Where all is refused, there is no commit.
            if (commit == 0) commit = Add(session, batch, bodies, writer);
            foreach (var entry in run.Entries)
            {
                Add(session, entry, commit, place++);
                foreach (var announcement in entry.Announcements) Add(session, entry, announcement, now);
                foreach (var relay in entry.Relays) Add(session, entry, relay);
            }
        }

        return new Appended(commit, refused);
    }

    private static long Add(SqliteSession session, IReadOnlyList<EntityRun> batch, byte[] bodies, Guid writer)
    {
        var at = Micros.Of(DateTimeOffset.UtcNow);
        var commit = session.Query(
            AddCommit, row => row.GetInt64(0), ("$at", at), ("$entities", CommitKeys.Encode(batch)), ("$encoding", (int)BlockEncoding.Segments), ("$bodies", bodies))[0];
        session.Execute(AddUnlisted, ("$commit", commit), ("$writer", writer.ToString("N")), ("$at", at));
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
            ("$commit", commit), ("$place", place));
    }

    private static void Add(SqliteSession session, JournalEntry entry, Announcement announcement, DateTimeOffset now) => session.Execute(
        AddAnnouncement,
        ("$source", entry.Key.Source), ("$kind", (int)entry.Key.Kind), ("$id", entry.Key.Id),
        ("$thing", StorableText.Clean(announcement.Thing, StorableText.Line)), ("$revision", announcement.Revision), ("$version", entry.Version),
        ("$occurred", Micros.Of(announcement.OccurredAt)), ("$announced", Micros.Of(now)), ("$message", SqliteValues.Bytes(announcement.Message)));

    /// <summary>Due at once: when the event was received.</summary>
    private static void Add(SqliteSession session, JournalEntry entry, Relay relay) => session.Execute(
        AddRelay,
        ("$source", entry.Key.Source), ("$kind", (int)entry.Key.Kind), ("$id", entry.Key.Id), ("$version", entry.Version),
        ("$target_kind", (int)relay.To.Kind), ("$target", relay.To.Id), ("$what", (int)relay.What), ("$first", relay.First), ("$last", relay.Last),
        ("$due", Micros.Of(entry.ReceivedAt)));
}
