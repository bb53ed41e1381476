using System.Runtime.InteropServices;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Silo.Storage.Sqlite;

/// <summary>Writes a batch: claims the heads and adds what belongs to the claimed ones. Runs inside a transaction.</summary>
internal static class SqliteAppend
{
    private const string ClaimFirst = """
        INSERT INTO entities (source, kind, id, version, status, search, updated_at, row)
        VALUES ($source, $kind, $id, $last, $status, $search, $updated, $row)
        ON CONFLICT (source, kind, id) DO NOTHING
        """;

    private const string ClaimNext = """
        UPDATE entities SET version = $last, status = $status, search = $search, updated_at = $updated, row = $row
        WHERE source = $source AND kind = $kind AND id = $id AND version = $expected
        """;

    private const string AddEvent = """
        INSERT INTO events (source, kind, id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts)
        VALUES ($source, $kind, $id, $version, $event, $type, $occurred, $recorded, $received, $fingerprint, $outcome, $secret, $facts)
        """;

    // Right after its event, whose position it shares.
    private const string AddBody = "INSERT INTO bodies (position, encoding, body) VALUES (last_insert_rowid(), $encoding, $body)";

    private const string AddAnnouncement = """
        INSERT INTO announcements (source, kind, id, thing, revision, version, occurred_at, announced_at, message)
        VALUES ($source, $kind, $id, $thing, $revision, $version, $occurred, $announced, $message)
        ON CONFLICT (source, kind, id, thing, revision) DO NOTHING
        """;

    /// <returns>The keys whose head was not where the run expected it.</returns>
    public static List<EntityKey> Write(SqliteSession session, IReadOnlyList<EntityRun> batch)
    {
        var refused = new List<EntityKey>();
        foreach (var run in batch)
        {
            if (!Claim(session, run))
            {
                refused.Add(run.Key);
                continue;
            }

            foreach (var entry in run.Entries) Add(session, entry);
        }

        return refused;
    }

    private static bool Claim(SqliteSession session, EntityRun run)
    {
        var (key, head) = (run.Key, run.Head);
        var changed = run.FirstVersion == 1
            ? session.Execute(
                ClaimFirst,
                ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$last", run.LastVersion), ("$status", head.Status),
                ("$search", head.Search), ("$updated", SqliteTime.ToMicroseconds(head.UpdatedAt)), ("$row", Bytes(head.Row)))
            : session.Execute(
                ClaimNext,
                ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$last", run.LastVersion), ("$status", head.Status),
                ("$search", head.Search), ("$updated", SqliteTime.ToMicroseconds(head.UpdatedAt)), ("$row", Bytes(head.Row)),
                ("$expected", run.FirstVersion - 1));
        return changed == 1;
    }

    private static void Add(SqliteSession session, JournalEntry entry)
    {
        var key = entry.Key;
        session.Execute(
            AddEvent,
            ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$version", entry.Version), ("$event", entry.EventId.Value),
            ("$type", entry.Type), ("$occurred", SqliteTime.ToMicroseconds(entry.OccurredAt)), ("$recorded", SqliteTime.ToMicroseconds(entry.RecordedAt)),
            ("$received", SqliteTime.ToMicroseconds(entry.ReceivedAt)), ("$fingerprint", entry.Fingerprint), ("$outcome", entry.Outcome),
            ("$secret", entry.Secret), ("$facts", Bytes(entry.Facts)));
        var (encoding, body) = BodyEncoding.Encode(entry.Body);
        session.Execute(AddBody, ("$encoding", encoding), ("$body", body));
        foreach (var announcement in entry.Announcements)
        {
            session.Execute(
                AddAnnouncement,
                ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$thing", announcement.Thing), ("$revision", announcement.Revision),
                ("$version", entry.Version), ("$occurred", SqliteTime.ToMicroseconds(announcement.OccurredAt)),
                ("$announced", SqliteTime.ToMicroseconds(entry.ReceivedAt)), ("$message", Bytes(announcement.Message)));
        }
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && segment.Count == array.Length ? array : memory.ToArray();
}
