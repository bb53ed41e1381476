using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Lists announcements. They stand with their commits; behind them come those that older programs made.</summary>
internal static class SqliteAnnouncements
{
    /// <summary>So many commits of a source's list are looked at, newest first; what was announced before them is found by its entity.</summary>
    private const int MostCommits = 100_000;

    private const string OfEntity = """
        SELECT e.version, c.id, c.committed_at, c.entities, c.refused, c.announcements
        FROM events AS e JOIN commits AS c ON c.id = e."commit"
        WHERE e.source = $source AND e.kind = $kind AND e.entity_id = $id AND e.announces > 0
        ORDER BY e.version DESC
        """;

    // The source's name in the keys spares most of what is of others.
    private const string OfSource = """
        SELECT id, committed_at, entities, refused, announcements
        FROM commits
        WHERE id > (SELECT coalesce(max(id), 0) FROM commits) - $most AND announcements IS NOT NULL AND instr(entities, CAST($source AS BLOB)) > 0
        ORDER BY id DESC
        """;

    private const string OldOfSource = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at FROM old_announcements
        WHERE source = $source AND version > 0
        ORDER BY announced_at DESC, version DESC, kind, entity_id, thing, revision DESC LIMIT $limit
        """;

    // Without the hint it walks the whole source, newest first, in search of the few of one entity.
    private const string OldOfEntity = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at
        FROM old_announcements INDEXED BY old_announcements_once
        WHERE source = $source AND kind = $kind AND entity_id = $id
        ORDER BY announced_at DESC, version DESC, kind, entity_id, thing, revision DESC LIMIT $limit
        """;

    /// <summary>Without what became of them. An entity of another source has none in this one.</summary>
    public static List<AnnouncementRecord> Newest(SqliteSession session, string source, EntityKey? key, int limit)
    {
        if (key is { } other && other.Source != source) return [];
        var list = new ListedAnnouncements(limit);
        if (key is { } one) AddOf(session, list, one);
        else AddOf(session, list, source);
        if (!list.IsFull)
        {
            var old = key is { } entity
                ? session.Query(OldOfEntity, ReadOld, ("$source", source), ("$kind", (int)entity.Kind), ("$id", StorableText.ForLookup(entity.Id)), ("$limit", limit))
                : session.Query(OldOfSource, ReadOld, ("$source", source), ("$limit", limit));
            foreach (var record in old) list.Add(record);
        }

        return list.Newest();
    }

    private static void AddOf(SqliteSession session, ListedAnnouncements list, EntityKey key) => session.QueryWhile(
        OfEntity,
        row =>
        {
            var version = row.GetInt64(0);
            list.Add(SqliteCommits.Row(row, 1).Read().Announcements.Where(one => one.Key == key && one.Version == version));
            return !list.IsFull;
        },
        ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", StorableText.ForLookup(key.Id)));

    private static void AddOf(SqliteSession session, ListedAnnouncements list, string source) => session.QueryWhile(
        OfSource,
        row =>
        {
            list.Add(SqliteCommits.Row(row, 0).Read().Announcements.Where(one => one.Key.Source == source));
            return !list.IsFull;
        },
        ("$source", source), ("$most", MostCommits));

    private static AnnouncementRecord ReadOld(SqliteDataReader row) => new(
        new EntityKey(row.GetString(0), (EntityKind)row.GetInt32(1), row.GetString(2)), row.GetString(3), row.GetInt32(4), row.GetInt64(5), Micros.ToInstant(row.GetInt64(6)),
        Micros.ToInstant(row.GetInt64(7)), []);
}
