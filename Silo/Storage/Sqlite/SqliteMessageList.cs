using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Lists messages, and reads one with what it says: what waits is in lanes, what has ended in the log.</summary>
internal static class SqliteMessageList
{
    /// <summary>So many messages about one announcement are listed.</summary>
    private const int MostAbout = 20;

    // Over which channel it goes is known when it is sent. Before a digest is closed it has the number that it will get.
    private const string LaneColumns = """
        id, source, kind, entity_id, thing, revision + (kind = 0 AND length(message) = 0) AS revision, subscription, '' AS channel,
          CASE state WHEN 1 THEN 'pending' ELSE 'collected' END AS state, attempts, since, due_at, NULL AS sent_at, last_error
        """;

    private const string LogColumns = "id, source, kind, entity_id, thing, revision, subscription, channel, state, attempts, created_at, NULL AS due_at, sent_at, last_error";

    private const string LanesOfSource = $"""
        SELECT {LaneColumns} FROM lanes INDEXED BY lanes_listed
        WHERE source = $source AND state IN (1, 2) AND state = $state AND since >= $since AND (since, id) < ($before, $before_id)
        ORDER BY since DESC, id DESC LIMIT $limit
        """;

    // An entity has few.
    private const string LanesOfEntity = $"""
        SELECT {LaneColumns} FROM lanes INDEXED BY lanes_by_entity
        WHERE source = $source AND kind = $kind AND entity_id = $entity AND state = $state AND since >= $since AND (since, id) < ($before, $before_id)
        ORDER BY since DESC, id DESC LIMIT $limit
        """;

    private const string LogOfSource = $"""
        SELECT {LogColumns} FROM messages INDEXED BY messages_by_state
        WHERE source = $source AND state = $state AND created_at >= $since AND (created_at, id) < ($before, $before_id)
        ORDER BY created_at DESC, id DESC LIMIT $limit
        """;

    private const string LogOfEntity = $"""
        SELECT {LogColumns} FROM messages INDEXED BY messages_by_entity
        WHERE source = $source AND kind = $kind AND entity_id = $entity AND state = $state AND created_at >= $since AND (created_at, id) < ($before, $before_id)
        ORDER BY created_at DESC, id DESC LIMIT $limit
        """;

    private const string LanesAbout = $"""
        SELECT {LaneColumns} FROM lanes INDEXED BY lanes_by_entity
        WHERE source = $source AND kind = $kind AND entity_id = $entity AND thing = $thing AND state IN (1, 2) AND revision = $revision
        ORDER BY subscription LIMIT $limit
        """;

    private const string LogAbout = $"""
        SELECT {LogColumns} FROM messages INDEXED BY messages_by_entity
        WHERE source = $source AND kind = $kind AND entity_id = $entity AND thing = $thing AND revision = $revision
        ORDER BY subscription LIMIT $limit
        """;

    private const string OneLane = $"SELECT {LaneColumns}, message, CASE WHEN told_revision < revision THEN told END FROM lanes WHERE id = $id AND source = $source AND state IN (1, 2)";

    private const string OneLogged = $"SELECT {LogColumns}, message, words FROM messages WHERE id = $id AND source = $source";

    /// <summary>Of each state its newest, and the newest of these: each has an index in that order.</summary>
    public static NotificationPage Find(SqliteSession session, NotificationQuery query, NotificationBounds bounds) => NotificationBounds.Page(
        query,
        [
            .. bounds.States.SelectMany(state => OfState(session, query, bounds, state))
                .OrderByDescending(static row => row.CreatedAt).ThenByDescending(static row => row.Id, StringComparer.Ordinal)
                .Take(query.Limit + 1),
        ]);

    public static NotificationFile? Read(SqliteSession session, string source, string id)
    {
        var logged = session.Query(
            OneLogged, static row => new NotificationFile(ReadLogged(row), row.GetFieldValue<byte[]>(14), row.IsDBNull(15) ? null : row.GetString(15)), ("$id", StorableText.ForLookup(id)), ("$source", source)).SingleOrDefault();
        if (logged is not null || !MessageIds.TryRead(id, out var lane, out _)) return logged;
        var waiting = session.Query(
            OneLane, static row => new NotificationFile(ReadLane(row), Messages.WithTold(row.GetFieldValue<byte[]>(14), SqliteValues.ReadBytes(row, 15) is { } told ? told : (ReadOnlyMemory<byte>?)null)),
            ("$id", SqliteValues.Id(lane)), ("$source", source)).SingleOrDefault();
        if (waiting?.Notification.Id != id) return null;
        return waiting.Message.Length > 0 ? waiting : waiting with { Message = OpenDigest(session, lane) };
    }

    public static IReadOnlyList<NotificationRecord> About(SqliteSession session, AnnouncementRecord announcement)
    {
        (string, object?)[] named =
        [
            ("$source", announcement.Key.Source), ("$kind", (int)announcement.Key.Kind), ("$entity", announcement.Key.Id), ("$thing", StorableText.Clean(announcement.Thing)),
            ("$revision", announcement.Revision), ("$limit", MostAbout),
        ];
        return
        [
            .. session.Query(LanesAbout, ReadLane, named).Concat(session.Query(LogAbout, ReadLogged, named))
                .OrderBy(static one => one.Subscription, StringComparer.Ordinal).ThenBy(static one => one.Id, StringComparer.Ordinal).Take(MostAbout)
                .Select(static one => new NotificationRecord(one.Id, one.Subscription, one.Channel, one.State, one.Attempts, one.SentAt, one.LastError)),
        ];
    }

    // As it would be written now.
    private static byte[] OpenDigest(SqliteSession session, Guid digest)
    {
        var lane = SqliteLaneRows.Get(session, digest).Key;
        return DigestContent.Write(lane.Key.Source, lane.Thing, SqliteDigests.Count(session, lane), SqliteDigests.Collected(session, lane, DigestContent.Most).Select(static one => one.Message));
    }

    private static List<ListedNotification> OfState(SqliteSession session, NotificationQuery query, NotificationBounds bounds, string state)
    {
        var isLane = state is NotificationStates.Pending or NotificationStates.Collected;
        object named = !isLane ? state : (int)(state == NotificationStates.Pending ? LaneState.Waiting : LaneState.Collected);
        (string, object?)[] between =
        [
            ("$source", query.Source), ("$state", named), ("$since", Micros.Of(bounds.Since)), ("$before", bounds.Before.At),
            ("$before_id", isLane ? Bound(bounds.Before.Id) : bounds.Before.Id), ("$limit", query.Limit + 1),
        ];
        Func<SqliteDataReader, ListedNotification> read = isLane ? ReadLane : ReadLogged;
        return query.Key is { } key
            ? session.Query(isLane ? LanesOfEntity : LogOfEntity, read, [.. between, ("$kind", (int)key.Kind), ("$entity", StorableText.ForLookup(key.Id))])
            : session.Query(isLane ? LanesOfSource : LogOfSource, read, between);
    }

    // Lanes are in the order of the ids of their messages: those before an id are those before the first 32 hex digits in it, also where it is of an older program.
    private static byte[] Bound(string id)
    {
        var digits = string.Concat(id.Skip("ntf_".Length).TakeWhile(char.IsAsciiHexDigitLower).Take(32));
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0");
    }

    private static ListedNotification ReadLane(SqliteDataReader row) =>
        ReadRow(row, MessageIds.Of(SqliteValues.ReadId(row, 0), row.GetInt32(5)));

    private static ListedNotification ReadLogged(SqliteDataReader row) => ReadRow(row, row.GetString(0));

    private static ListedNotification ReadRow(SqliteDataReader row, string id) => new(
        id, new EntityKey(row.GetString(1), (EntityKind)row.GetInt32(2), row.GetString(3)), row.GetString(4), row.GetInt32(5), row.GetString(6), row.GetString(7), row.GetString(8),
        row.GetInt32(9), Micros.ToInstant(row.GetInt64(10)), SqliteValues.ReadTime(row, 11), SqliteValues.ReadTime(row, 12), row.IsDBNull(13) ? null : row.GetString(13));
}
