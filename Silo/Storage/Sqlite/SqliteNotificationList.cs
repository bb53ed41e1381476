using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Lists notifications, and reads one with its message.</summary>
internal static class SqliteNotificationList
{
    private const string Columns = """
        n.id, n.source, n.kind, n.entity_id, n.thing, n.revision, n.subscription, n.channel, n.state, n.attempts, n.created_at, n.next_attempt_at,
          n.sent_at, n.last_error
        """;

    private const string OfState = $"""
        SELECT {Columns}
        FROM notifications AS n INDEXED BY notifications_by_state
        WHERE n.source = $source AND n.state = $state AND n.created_at >= $since AND (n.created_at, n.id) < ($before, $before_id)
        ORDER BY n.created_at DESC, n.id DESC LIMIT $limit
        """;

    // An entity has few.
    private const string OfEntity = $"""
        SELECT {Columns}
        FROM notifications AS n INDEXED BY notifications_once
        WHERE n.source = $source AND n.kind = $kind AND n.entity_id = $entity AND n.state = $state
          AND n.created_at >= $since AND (n.created_at, n.id) < ($before, $before_id)
        ORDER BY n.created_at DESC, n.id DESC LIMIT $limit
        """;

    private const string One = $"""
        SELECT {Columns}, n.message, n.told_before
        FROM notifications AS n
        WHERE n.id = $id AND n.source = $source
        """;

    /// <summary>Of each state its newest, and the newest of these: one index carries lists of a state and of all.</summary>
    public static NotificationPage Find(SqliteSession session, NotificationQuery query, NotificationBounds bounds) => NotificationBounds.Page(
        query,
        [
            .. bounds.States.SelectMany(state => OfOneState(session, query, bounds, state))
                .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id, StringComparer.Ordinal)
                .Take(query.Limit + 1),
        ]);

    public static NotificationFile? Read(SqliteSession session, string source, string id)
    {
        var file = session.Query(
            One, row => new NotificationFile(ReadListed(row), Messages.Of(row.GetFieldValue<byte[]>(14), SqliteExpansion.ReadToldBefore(row, 15))), ("$id", StorableText.ForLookup(id)), ("$source", source)).SingleOrDefault();
        return file is { Notification.Key.Kind: EntityKind.None }
            ? file with { Message = SqliteExpansion.Collected(session, source, file.Notification.Thing, file.Notification.Id) }
            : file;
    }

    private static List<ListedNotification> OfOneState(SqliteSession session, NotificationQuery query, NotificationBounds bounds, string state)
    {
        var (since, before, id, limit) = (Micros.Of(bounds.Since), bounds.Before.At, bounds.Before.Id, query.Limit + 1);
        return query.Key is { } key
            ? session.Query(
                OfEntity, ReadListed, ("$source", query.Source), ("$kind", (int)key.Kind), ("$entity", StorableText.ForLookup(key.Id)), ("$state", state),
                ("$since", since), ("$before", before), ("$before_id", id), ("$limit", limit))
            : session.Query(
                OfState, ReadListed, ("$source", query.Source), ("$state", state),
                ("$since", since), ("$before", before), ("$before_id", id), ("$limit", limit));
    }

    private static ListedNotification ReadListed(SqliteDataReader row)
    {
        var state = row.GetString(8);
        return new ListedNotification(
            row.GetString(0), new EntityKey(row.GetString(1), (EntityKind)row.GetInt32(2), row.GetString(3)), row.GetString(4), row.GetInt32(5), row.GetString(6),
            row.GetString(7), state, row.GetInt32(9), Micros.ToInstant(row.GetInt64(10)),
            state == NotificationStates.Pending ? Micros.ToInstant(row.GetInt64(11)) : null,
            row.IsDBNull(12) ? null : Micros.ToInstant(row.GetInt64(12)), row.IsDBNull(13) ? null : row.GetString(13));
    }
}
