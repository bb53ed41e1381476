using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Lists announcements with what became of them.</summary>
internal static class SqliteAnnouncements
{
    private const string OfSource = """
        SELECT number, source, kind, entity_id, thing, revision, version, occurred_at, announced_at FROM announcements
        WHERE source = $source AND version > 0
        ORDER BY announced_at DESC, version DESC, kind, entity_id, thing, revision DESC LIMIT $limit
        """;

    // Without the hint it walks the whole source, newest first, in search of the few of one entity.
    private const string OfEntity = """
        SELECT number, source, kind, entity_id, thing, revision, version, occurred_at, announced_at
        FROM announcements INDEXED BY announcements_once
        WHERE source = $source AND kind = $kind AND entity_id = $id
        ORDER BY announced_at DESC, version DESC, kind, entity_id, thing, revision DESC LIMIT $limit
        """;

    private const string Notifications = """
        SELECT id, subscription, channel, state, attempts, sent_at, last_error FROM notifications
        WHERE announcement = $announcement
        ORDER BY subscription
        """;

    /// <summary>An entity of another source has none in this one.</summary>
    public static List<AnnouncementRecord> List(SqliteSession session, string source, EntityKey? key, int limit)
    {
        if (key is { } other && other.Source != source) return [];
        var rows = key is { } entity
            ? session.Query(OfEntity, Read, ("$source", source), ("$kind", (int)entity.Kind), ("$id", StorableText.ForLookup(entity.Id)), ("$limit", limit))
            : session.Query(OfSource, Read, ("$source", source), ("$limit", limit));
        return rows.ConvertAll(row => row.Record with { Notifications = session.Query(Notifications, ReadNotification, ("$announcement", row.Number)) });
    }

    private static (long Number, AnnouncementRecord Record) Read(SqliteDataReader row) => (
        row.GetInt64(0),
        new AnnouncementRecord(
            new EntityKey(row.GetString(1), (EntityKind)row.GetInt32(2), row.GetString(3)), row.GetString(4), row.GetInt32(5), row.GetInt64(6),
            Micros.ToInstant(row.GetInt64(7)), Micros.ToInstant(row.GetInt64(8)), []));

    private static NotificationRecord ReadNotification(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4),
        row.IsDBNull(5) ? null : Micros.ToInstant(row.GetInt64(5)), row.IsDBNull(6) ? null : row.GetString(6));
}
