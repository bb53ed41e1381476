using Grains.Interfaces.Entities;
using Grains.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>How announcements become notifications in the file, digests among them.</summary>
internal static class SqliteExpansion
{
    private const string NotExpanded = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message FROM announcements
        WHERE expanded_at IS NULL
        ORDER BY number LIMIT $limit
        """;

    private const string ToldBefore = """
        SELECT DISTINCT n.subscription
        FROM announcements AS a INDEXED BY announcements_once JOIN notifications AS n ON n.announcement = a.number
        WHERE a.source = $source AND a.kind = $kind AND a.entity_id = $id AND a.thing = $thing AND a.revision < $revision
        """;

    private const string Estimates = """
        SELECT subscription, revision, value FROM told_estimates
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing
        """;

    private const string MarkExpanded = """
        UPDATE announcements SET expanded_at = $now
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing AND revision = $revision AND expanded_at IS NULL
        """;

    private const string AddNotification = """
        INSERT INTO notifications (id, announcement, source, subscription, channel, target, state, next_attempt_at, created_at, escalate_at, backup_channel,
          backup_target, digest, told_before)
        SELECT $row_id, number, source, $subscription, $channel, $target, $state, $due, $now, $escalate, $backup_channel, $backup_target, $digest, $told
        FROM announcements
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing AND revision = $revision
        ON CONFLICT DO NOTHING
        """;

    private const string TellEstimate = """
        INSERT INTO told_estimates (source, kind, entity_id, thing, subscription, revision, value)
        VALUES ($source, $kind, $id, $thing, $subscription, $revision, $value)
        ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value WHERE told_estimates.revision < excluded.revision
        """;

    private const string BeginDigest = """
        INSERT INTO announcements (source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message, expanded_at)
        VALUES ($source, 0, '', $thing, 0, 0, $now, $now, x'7b7d', $now)
        ON CONFLICT DO NOTHING
        """;

    private const string CollectedBy = """
        SELECT a.message, n.told_before FROM notifications AS n JOIN announcements AS a ON a.number = n.announcement
        WHERE n.digest = $id
        ORDER BY a.announced_at, n.id LIMIT $most
        """;

    private const string CountCollected = "SELECT count(*) FROM notifications WHERE digest = $id";

    private const string Late = """
        SELECT n.number, n.subscription, n.backup_channel, n.backup_target, n.state, a.source, a.kind, a.entity_id, a.thing, a.revision, n.told_before
        FROM notifications AS n INDEXED BY notifications_escalating JOIN announcements AS a ON a.number = n.announcement
        WHERE n.escalate_at IS NOT NULL AND n.escalate_at <= $now
        ORDER BY n.escalate_at LIMIT $limit
        """;

    private const string HandedOn = "UPDATE notifications SET escalate_at = NULL WHERE number = $number";

    public static OwedPage Owed(SqliteSession session, int limit)
    {
        var page = session.Query(NotExpanded, ReadOwed, ("$limit", limit));
        var (told, estimates) = (new List<ToldThing>(), new List<ToldEstimate>());
        // Two revisions of a thing on one page bring the same estimates twice.
        var seen = new HashSet<(EntityKey, string)>();
        foreach (var one in page)
        {
            if (one.Revision > 0)
                told.AddRange(session.Query(ToldBefore, row => new ToldThing(row.GetString(0), one.Key, one.Thing), [.. Named(one.Key, one.Thing), ("$revision", one.Revision)]));
            if (seen.Add((one.Key, one.Thing)) && one.Thing.StartsWith("estimate:", StringComparison.Ordinal))
                estimates.AddRange(session.Query(
                    Estimates, row => new ToldEstimate(row.GetString(0), one.Key, one.Thing, row.GetInt32(1), row.IsDBNull(2) ? null : Micros.ToInstant(row.GetInt64(2))), Named(one.Key, one.Thing)));
        }

        return new OwedPage(page, told, estimates, page.Count == 0 ? 0 : session.Query(SqliteSubscriptions.Version, static row => row.GetInt64(0)).Single());
    }

    /// <param name="clock">What time it is; <paramref name="now"/> is what was decided by.</param>
    public static int Expand(SqliteSession session, Expansion expansion, DateTimeOffset now, DateTimeOffset clock)
    {
        if (expansion.NotAfter <= clock) return 0;
        var at = Micros.Of(now);
        var expanded = new HashSet<(EntityKey, string, int)>();
        foreach (var one in expansion.Announcements)
        {
            if (session.Execute(MarkExpanded, [("$now", at), .. Named(one.Key, one.Thing), ("$revision", one.Revision)]) > 0) expanded.Add((one.Key, one.Thing, one.Revision));
        }

        var digests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in expansion.Notifications.Where(one => expanded.Contains((one.Key, one.Thing, one.Revision))))
        {
            Add(session, one, at);
            if (one.Digest is { } digest) digests.Add(digest);
        }

        foreach (var one in expansion.Estimates.Where(one => expanded.Contains((one.Key, one.Thing, one.Revision))))
            session.Execute(TellEstimate, [.. Named(one.Key, one.Thing), ("$subscription", one.Subscription), ("$revision", one.Revision), ("$value", SqliteValues.Time(one.Value))]);
        foreach (var one in expansion.Digests.Where(one => digests.Contains(one.Id)))
        {
            session.Execute(BeginDigest, ("$source", one.Source), ("$thing", one.Thing), ("$now", at));
            Add(session, new MadeNotification(one.Id, one.Subscription, one.Channel, one.Target, NotificationIds.DigestKey(one.Source), one.Thing, 0, one.NextAttemptAt), at);
        }

        return expanded.Count;
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
        foreach (var (number, isSent, backup) in late)
        {
            session.Execute(HandedOn, ("$number", number));
            if (!isSent) Add(session, backup with { NextAttemptAt = now }, Micros.Of(now));
        }

        return late.Count;
    }

    private static void Add(SqliteSession session, MadeNotification one, long now) => session.Execute(
        AddNotification,
        [
            ("$row_id", one.Id), ("$subscription", one.Subscription), ("$channel", one.Channel), ("$target", one.Target),
            ("$state", one.Digest is null ? "pending" : "collected"), ("$due", Micros.Of(one.NextAttemptAt)), ("$now", now), ("$escalate", SqliteValues.Time(one.EscalateAt)),
            ("$backup_channel", one.Backup?.Channel), ("$backup_target", one.Backup?.Target), ("$digest", one.Digest), ("$told", SqliteValues.Time(one.ToldBefore)),
            .. Named(one.Key, one.Thing), ("$revision", one.Revision),
        ]);

    private static (string, object?)[] Named(EntityKey key, string thing) => [("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$thing", thing)];

    private static OwedAnnouncement ReadOwed(SqliteDataReader row) => new(
        ReadKey(row, 0), row.GetString(3), row.GetInt32(4), row.GetInt64(5), Micros.ToInstant(row.GetInt64(6)), Micros.ToInstant(row.GetInt64(7)), row.GetFieldValue<byte[]>(8));

    private static (long Number, bool IsSent, MadeNotification Backup) ReadLate(SqliteDataReader row)
    {
        var (subscription, key, thing, revision) = (row.GetString(1) + NotificationIds.Backup, ReadKey(row, 5), row.GetString(8), row.GetInt32(9));
        return (row.GetInt64(0), row.GetString(4) == "sent", new MadeNotification(
            NotificationIds.Of(subscription, key, thing, revision), subscription, row.GetString(2), row.GetString(3), key, thing, revision, default, ToldBefore: ReadToldBefore(row, 10)));
    }

    public static DateTimeOffset? ReadToldBefore(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Micros.ToInstant(row.GetInt64(column));

    private static EntityKey ReadKey(SqliteDataReader row, int first) => new(row.GetString(first), (EntityKind)row.GetInt32(first + 1), row.GetString(first + 2));
}
