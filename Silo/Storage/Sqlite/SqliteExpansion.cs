using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>How announcements become notifications in the file, digests among them.</summary>
internal static class SqliteExpansion
{
    private const string NotExpanded = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message FROM old_announcements
        WHERE expanded_at IS NULL
        ORDER BY number LIMIT $limit
        """;

    private const string ToldBefore = """
        SELECT DISTINCT subscription FROM notifications INDEXED BY notifications_once
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing AND revision < $revision
        """;

    private const string Estimates = """
        SELECT subscription, revision, value FROM told_estimates
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing
        """;

    private const string MarkExpanded = """
        UPDATE old_announcements SET expanded_at = $now
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing AND revision = $revision AND expanded_at IS NULL
        """;

    private const string AddNotification = """
        INSERT INTO notifications (id, source, kind, entity_id, thing, revision, announced_at, message, subscription, channel, target, state, next_attempt_at, created_at,
          escalate_at, backup_channel, backup_target, digest, told_before)
        VALUES ($row_id, $source, $kind, $id, $thing, $revision, $announced, $message, $subscription, $channel, $target, $state, $due, $now,
          $escalate, $backup_channel, $backup_target, $digest, $told)
        ON CONFLICT DO NOTHING
        """;

    private const string TellEstimate = """
        INSERT INTO told_estimates (source, kind, entity_id, thing, subscription, revision, value)
        VALUES ($source, $kind, $id, $thing, $subscription, $revision, $value)
        ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value WHERE told_estimates.revision < excluded.revision
        """;

    private const string CollectedBy = """
        SELECT message, told_before FROM notifications
        WHERE digest = $id
        ORDER BY announced_at, id LIMIT $most
        """;

    private const string CountCollected = "SELECT count(*) FROM notifications WHERE digest = $id";

    private const string Late = """
        SELECT number, subscription, backup_channel, backup_target, state, source, kind, entity_id, thing, revision, told_before, announced_at, message
        FROM notifications INDEXED BY notifications_escalating
        WHERE escalate_at IS NOT NULL AND escalate_at <= $now
        ORDER BY escalate_at LIMIT $limit
        """;

    private const string HandedOn = "UPDATE notifications SET escalate_at = NULL WHERE number = $number";

    public static List<OwedAnnouncement> OldOwed(SqliteSession session, int limit) => session.Query(NotExpanded, ReadOwed, ("$limit", limit));

    public static OwedPage Told(SqliteSession session, IReadOnlyList<OwedAnnouncement> announcements)
    {
        var (told, estimates) = (new List<ToldThing>(), new List<ToldEstimate>());
        // Two revisions of a thing on one page bring the same estimates twice.
        var seen = new HashSet<(EntityKey, string)>();
        foreach (var one in announcements)
        {
            if (one.Revision > 0)
                told.AddRange(session.Query(ToldBefore, row => new ToldThing(row.GetString(0), one.Key, one.Thing), [.. Named(one.Key, one.Thing), ("$revision", one.Revision)]));
            if (seen.Add((one.Key, one.Thing)) && one.Thing.StartsWith("estimate:", StringComparison.Ordinal))
                estimates.AddRange(session.Query(
                    Estimates, row => new ToldEstimate(row.GetString(0), one.Key, one.Thing, row.GetInt32(1), row.IsDBNull(2) ? null : Micros.ToInstant(row.GetInt64(2))), Named(one.Key, one.Thing)));
        }

        return new OwedPage(announcements, told, estimates);
    }

    /// <param name="clock">What time it is; <paramref name="now"/> is what was decided by.</param>
    public static bool Expand(SqliteSession session, Expansion expansion, CommitMove move, DateTimeOffset now, DateTimeOffset clock)
    {
        if (expansion.NotAfter <= clock || !SqliteCommits.Move(session, move)) return false;
        var at = Micros.Of(now);
        if (move.IsOfOldAnnouncements)
        {
            foreach (var one in expansion.Announcements) session.Execute(MarkExpanded, [("$now", at), .. Named(one.Key, one.Thing), ("$revision", one.Revision)]);
        }

        foreach (var (place, one) in expansion.Places().Zip(expansion.Notifications)) Add(session, one, expansion.Announcements[place].AnnouncedAt, expansion.Announcements[place].Message, at);
        foreach (var one in expansion.Estimates)
            session.Execute(TellEstimate, [.. Named(one.Key, one.Thing), ("$subscription", one.Subscription), ("$revision", one.Revision), ("$value", SqliteValues.Time(one.Value))]);
        foreach (var one in expansion.Digests)
            Add(session, new MadeNotification(one.Id, one.Subscription, one.Channel, one.Target, NotificationIds.DigestKey(one.Source), one.Thing, 0, one.NextAttemptAt), now, "{}"u8.ToArray(), at);
        return true;
    }

    /// <summary>A digest with what it says; any other as it is.</summary>
    public static Notification Compose(SqliteSession session, Notification notification) => notification.Key.Kind != EntityKind.None
        ? notification
        : notification with { Message = Collected(session, notification.Key.Source, notification.Thing, notification.Id) };

    /// <summary>What a digest says.</summary>
    public static byte[] Collected(SqliteSession session, string source, string thing, string id) => Digests.Write(
        source,
        thing,
        session.Query(CountCollected, static row => row.GetInt32(0), ("$id", id)).Single(),
        session.Query(CollectedBy, static row => (ReadOnlyMemory<byte>)Messages.Of(row.GetFieldValue<byte[]>(0), ReadToldBefore(row, 1)), ("$id", id), ("$most", Digests.Most)));

    public static int Escalate(SqliteSession session, int limit, DateTimeOffset now)
    {
        var late = session.Query(Late, ReadLate, ("$now", Micros.Of(now)), ("$limit", limit));
        foreach (var (number, isSent, backup, announcedAt, message) in late)
        {
            session.Execute(HandedOn, ("$number", number));
            if (!isSent) Add(session, backup with { NextAttemptAt = now }, announcedAt, message, Micros.Of(now));
        }

        return late.Count;
    }

    private static void Add(SqliteSession session, MadeNotification one, DateTimeOffset announcedAt, ReadOnlyMemory<byte> message, long now) => session.Execute(
        AddNotification,
        [
            ("$row_id", one.Id), ("$subscription", one.Subscription), ("$channel", one.Channel), ("$target", one.Target),
            ("$state", one.Digest is null ? "pending" : "collected"), ("$due", Micros.Of(one.NextAttemptAt)), ("$now", now), ("$escalate", SqliteValues.Time(one.EscalateAt)),
            ("$backup_channel", one.Backup?.Channel), ("$backup_target", one.Backup?.Target), ("$digest", one.Digest), ("$told", SqliteValues.Time(one.ToldBefore)),
            .. Named(one.Key, one.Thing), ("$revision", one.Revision), ("$announced", Micros.Of(announcedAt)), ("$message", SqliteValues.Bytes(message)),
        ]);

    private static (string, object?)[] Named(EntityKey key, string thing) => [("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$thing", thing)];

    private static OwedAnnouncement ReadOwed(SqliteDataReader row) => new(
        ReadKey(row, 0), row.GetString(3), row.GetInt32(4), row.GetInt64(5), Micros.ToInstant(row.GetInt64(6)), Micros.ToInstant(row.GetInt64(7)), row.GetFieldValue<byte[]>(8));

    private static (long Number, bool IsSent, MadeNotification Backup, DateTimeOffset AnnouncedAt, byte[] Message) ReadLate(SqliteDataReader row)
    {
        var (subscription, key, thing, revision) = (row.GetString(1) + NotificationIds.Backup, ReadKey(row, 5), row.GetString(8), row.GetInt32(9));
        return (row.GetInt64(0), row.GetString(4) == "sent", new MadeNotification(
            NotificationIds.Of(subscription, key, thing, revision), subscription, row.GetString(2), row.GetString(3), key, thing, revision, default, ToldBefore: ReadToldBefore(row, 10)),
            Micros.ToInstant(row.GetInt64(11)), row.GetFieldValue<byte[]>(12));
    }

    public static DateTimeOffset? ReadToldBefore(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Micros.ToInstant(row.GetInt64(column));

    private static EntityKey ReadKey(SqliteDataReader row, int first) => new(row.GetString(first), (EntityKind)row.GetInt32(first + 1), row.GetString(first + 2));
}
