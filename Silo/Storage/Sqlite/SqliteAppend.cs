using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Silo.Storage.Sqlite;

/// <summary>Writes a batch: claims the heads and adds what belongs to the claimed ones. Runs inside a transaction.</summary>
internal static class SqliteAppend
{
    private const string ClaimFirst = """
        INSERT INTO entities (source, kind, id, version, status, search, updated_at, row_json, name, departs_at, arrives_at, terms, next_deadline_at)
        VALUES ($source, $kind, $id, $last, $status, $search, $updated, $row, $name, $departs, $arrives, $terms, $deadline)
        ON CONFLICT (source, kind, id) DO NOTHING
        """;

    private const string ClaimNext = """
        UPDATE entities SET version = $last, status = $status, search = $search, updated_at = $updated, row_json = $row,
          name = $name, departs_at = $departs, arrives_at = $arrives, terms = $terms, next_deadline_at = $deadline
        WHERE source = $source AND kind = $kind AND id = $id AND version = $found
        """;

    private const string AddEvent = """
        INSERT INTO events
          (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts)
        VALUES ($source, $kind, $id, $version, $event, $type, $occurred, $recorded, $received, $fingerprint, $outcome, $secret, $facts)
        """;

    // Right after its event, whose position it shares.
    private const string AddBody = "INSERT INTO bodies (position, encoding, body) VALUES (last_insert_rowid(), $encoding, $body)";

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

    /// <returns>The keys whose head was not where the run expected it.</returns>
    public static List<EntityKey> Write(SqliteSession session, IReadOnlyList<EntityRun> batch, DateTimeOffset now)
    {
        var refused = new List<EntityKey>();
        foreach (var run in batch)
        {
            if (!Claim(session, run))
            {
                refused.Add(run.Key);
                continue;
            }

            foreach (var entry in run.Entries)
            {
                Add(session, entry);
                foreach (var announcement in entry.Announcements) Add(session, entry, announcement, now);
                foreach (var relay in entry.Relays) Add(session, entry, relay);
            }
        }

        return refused;
    }

    private static bool IsUnstorable(JournalEntry entry) =>
        !StorableText.IsClean(entry.EventId.Value) || entry.Relays.Any(relay => !StorableText.IsClean(relay.To.Id));

    private static bool Claim(SqliteSession session, EntityRun run)
    {
        var (key, head, first) = (run.Key, run.Head, run.FirstVersion == 1);
        var words = HeadWords.Of(head);
        // Read before they are overwritten; if the head is not where the run expects it, nothing comes of it.
        var before = first ? "" : SqliteTerms.Of(session, key);
        List<(string, object?)> values =
        [
            ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$last", run.LastVersion),
            ("$status", head.Status is { } status ? HeadWords.Status(status) : null), ("$search", words.Search),
            ("$updated", Micros.Of(head.UpdatedAt)), ("$row", SqliteValues.Bytes(head.Row)), ("$name", words.Name),
            ("$departs", SqliteValues.Time(head.DepartsAt)), ("$arrives", SqliteValues.Time(head.ArrivesAt)), ("$terms", words.Terms), ("$deadline", SqliteValues.Time(head.NextDeadlineAt)),
        ];
        if (!first) values.Add(("$found", run.FirstVersion - 1));
        if (session.Execute(first ? ClaimFirst : ClaimNext, [.. values]) != 1) return false;
        if (before != words.Terms) SqliteTerms.Replace(session, key, before, words.Terms);
        return true;
    }

    private static void Add(SqliteSession session, JournalEntry entry)
    {
        var key = entry.Key;
        session.Execute(
            AddEvent,
            ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$version", entry.Version), ("$event", entry.EventId.Value),
            ("$type", StorableText.Clean(entry.Type, StorableText.Line)), ("$occurred", Micros.Of(entry.OccurredAt)),
            ("$recorded", Micros.Of(entry.RecordedAt)), ("$received", Micros.Of(entry.ReceivedAt)), ("$fingerprint", entry.Fingerprint),
            ("$outcome", entry.Outcome), ("$secret", StorableText.Clean(entry.Secret)), ("$facts", SqliteValues.Bytes(entry.Facts)));
        var (encoding, body) = BodyCodec.Encode(entry.Body);
        session.Execute(AddBody, ("$encoding", (int)encoding), ("$body", SqliteValues.Bytes(body)));
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
