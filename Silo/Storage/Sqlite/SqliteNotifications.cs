using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>What is owed, and the messages that it becomes, in the file.</summary>
public sealed class SqliteNotifications(SqliteDatabase database) : INotificationStore
{
    private const string Owed = """
        SELECT number, source, kind, entity_id, thing, revision FROM announcements
        WHERE expanded_at IS NULL
        ORDER BY number LIMIT $limit
        """;

    private const string AddNotification = """
        INSERT INTO notifications (id, announcement, source, subscription, channel, next_attempt_at, created_at)
        VALUES ($id, $announcement, $source, $subscription, $channel, $now, $now)
        ON CONFLICT DO NOTHING
        """;

    private const string MarkExpanded = "UPDATE announcements SET expanded_at = $now WHERE number = $number";

    private const string Due = """
        SELECT notifications.number, notifications.id, subscription, channel, announcements.source, kind, entity_id, thing, revision, announced_at, message,
          attempts, retries
        FROM notifications JOIN announcements ON announcements.number = notifications.announcement
        WHERE state = 'pending' AND next_attempt_at <= $now AND channel IN (SELECT value FROM json_each($channels))
        ORDER BY next_attempt_at, notifications.number LIMIT $limit
        """;

    private const string CountAttempt = "UPDATE notifications SET attempts = attempts + 1, next_attempt_at = $until, claimed_until = $until WHERE number = $number";

    // Who was slower than his lease may still report that it went out, and nothing else: sent stays sent.
    private const string RecordOutcome = """
        UPDATE notifications
        SET state = CASE WHEN $sent IS NOT NULL THEN 'sent' WHEN $next IS NOT NULL THEN 'pending' ELSE 'failed' END,
          sent_at = $sent,
          next_attempt_at = coalesce($next, next_attempt_at),
          last_error = $error
        WHERE id = $id AND state <> 'sent' AND ($sent IS NOT NULL OR (state = 'pending' AND attempts = $attempt AND retries = $retries))
        """;

    // What is pending until its claim ends is under way just now, and left alone until then.
    private const string MakeDue = """
        UPDATE notifications
        SET state = 'pending', attempts = 0, retries = retries + 1,
          next_attempt_at = CASE WHEN state = 'pending' AND next_attempt_at = claimed_until AND claimed_until > $now THEN next_attempt_at ELSE $now END
        WHERE id = $id AND source = $source AND state <> 'sent'
        """;

    private const string FirstDue = "SELECT min(next_attempt_at) FROM notifications WHERE state = 'pending' AND channel IN (SELECT value FROM json_each($channels))";

    public Task<int> Expand(IReadOnlyList<Subscription> subscriptions, int limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = Micros.Of(now);
        return database.Writer.Run(
            session => session.Write(s =>
            {
                var owed = s.Query(Owed, ReadOwed, ("$limit", limit));
                foreach (var announcement in owed)
                {
                    foreach (var subscription in subscriptions)
                    {
                        s.Execute(
                            AddNotification,
                            ("$id", announcement.NotificationFor(subscription)), ("$announcement", announcement.Number), ("$source", announcement.Key.Source),
                            ("$subscription", subscription.Id), ("$channel", subscription.Channel), ("$now", due));
                    }

                    s.Execute(MarkExpanded, ("$now", due), ("$number", announcement.Number));
                }

                return owed.Count;
            }),
            cancellation);
    }

    public async Task<IReadOnlyList<Notification>> Claim(IReadOnlyCollection<string> channels, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        await database.Writer.Run(
            session => session.Write(s =>
            {
                // One writer: nobody can claim them in between.
                var due = s.Query(Due, ReadDue, ("$channels", Names(channels)), ("$now", Micros.Of(now)), ("$limit", limit));
                foreach (var (number, _) in due) s.Execute(CountAttempt, ("$until", Micros.Of(now + lease)), ("$number", number));
                return due.ConvertAll(one => one.Notification);
            }),
            cancellation);

    public Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation) => outcomes.Count == 0
        ? Task.CompletedTask
        : database.Writer.Run(
            session => session.Write(s => outcomes.Sum(outcome => s.Execute(
                RecordOutcome,
                ("$sent", SqliteValues.Time(outcome.SentAt)), ("$next", SqliteValues.Time(outcome.NextAttemptAt)),
                ("$error", outcome.Error is { } error ? StorableText.Clean(error, StorableText.Line) : null), ("$id", outcome.Id), ("$attempt", outcome.Attempt),
                ("$retries", outcome.Retries)))),
            cancellation);

    public async Task<DateTimeOffset?> NextDue(IReadOnlyCollection<string> channels, CancellationToken cancellation) => (await database.Readers.Run(
        session => session.Query(
            FirstDue, row => row.IsDBNull(0) ? (DateTimeOffset?)null : Micros.ToInstant(row.GetInt64(0)), ("$channels", Names(channels))),
        cancellation)).Single();

    public async Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) =>
        await database.Readers.Run(session => session.Read(s => SqliteAnnouncements.List(s, source, key, limit)), cancellation);

    public async Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation) => NotificationBounds.Of(query) is { } bounds
        ? await database.Readers.Run(session => session.Read(s => SqliteNotificationList.Find(s, query, bounds)), cancellation)
        : new NotificationPage([], null);

    public Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation) =>
        database.Readers.Run(session => SqliteNotificationList.Read(session, source, id), cancellation);

    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s =>
        {
            var named = StorableText.ForLookup(id);
            if (s.Execute(MakeDue, ("$id", named), ("$source", source), ("$now", Micros.Of(now))) > 0) return RetryOutcome.Due;
            return SqliteNotificationList.Read(s, source, id) is null ? RetryOutcome.Unknown : RetryOutcome.AlreadySent;
        }),
        cancellation);

    // Names of channels come from the configuration; a JSON array is how SQLite takes a list.
    private static string Names(IReadOnlyCollection<string> channels) => JsonSerializer.Serialize(channels);

    private static OwedAnnouncement ReadOwed(SqliteDataReader row) => new(
        row.GetInt64(0), new EntityKey(row.GetString(1), (EntityKind)row.GetInt32(2), row.GetString(3)), row.GetString(4), row.GetInt32(5));

    private static (long Number, Notification Notification) ReadDue(SqliteDataReader row) => (row.GetInt64(0), new Notification(
        row.GetString(1), row.GetString(2), row.GetString(3), new EntityKey(row.GetString(4), (EntityKind)row.GetInt32(5), row.GetString(6)),
        row.GetString(7), row.GetInt32(8), Micros.ToInstant(row.GetInt64(9)), row.GetFieldValue<byte[]>(10), row.GetInt32(11) + 1, row.GetInt32(12)));

    private readonly record struct OwedAnnouncement(long Number, EntityKey Key, string Thing, int Revision)
    {
        /// <summary>The same whenever and wherever it is computed: hex SHA-256 of what makes it unique, each on a line.</summary>
        public string NotificationFor(Subscription subscription)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture, $"{subscription.Id}\n{Key.Source}\n{(int)Key.Kind}\n{Key.Id}\n{Thing}\n{Revision}");
            return "ntf_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }
}
