using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>What is owed, and the messages that it becomes, in the file.</summary>
internal sealed class SqliteNotifications(SqliteDatabase database) : INotificationStore
{
    private const string Owed = """
        SELECT number, source, kind, id, thing, revision FROM announcements
        WHERE expanded_at IS NULL
        ORDER BY number LIMIT $limit
        """;

    private const string AddNotification = """
        INSERT INTO notifications (notification_id, announcement, subscription, channel, state, next_attempt_at)
        VALUES ($notification, $announcement, $subscription, $channel, 'pending', $now)
        ON CONFLICT DO NOTHING
        """;

    private const string MarkExpanded = "UPDATE announcements SET expanded_at = $now WHERE number = $number";

    private const string ClaimDue = """
        UPDATE notifications SET attempts = attempts + 1, next_attempt_at = $later
        WHERE number IN (
          SELECT number FROM notifications WHERE state = 'pending' AND next_attempt_at <= $now
          ORDER BY next_attempt_at, number LIMIT $limit)
        RETURNING number
        """;

    private const string OneNotification = """
        SELECT notification_id, subscription, channel, source, kind, id, thing, revision, announced_at, message, attempts
        FROM notifications JOIN announcements ON announcements.number = notifications.announcement
        WHERE notifications.number = $number
        """;

    private const string RecordOutcome = """
        UPDATE notifications SET
          state = CASE WHEN $sent IS NOT NULL THEN 'sent' WHEN $next IS NOT NULL THEN 'pending' ELSE 'failed' END,
          sent_at = $sent,
          next_attempt_at = CASE WHEN $sent IS NULL THEN $next END,
          last_error = $error
        WHERE notification_id = $notification AND state <> 'sent'
        """;

    private const string FirstDue = "SELECT min(next_attempt_at) FROM notifications WHERE state = 'pending'";

    public Task<int> Expand(IReadOnlyList<Subscription> subscriptions, int limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = SqliteTime.ToMicroseconds(now);
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
                            ("$notification", announcement.NotificationFor(subscription)), ("$announcement", announcement.Number),
                            ("$subscription", subscription.Id), ("$channel", subscription.Channel), ("$now", due));
                    }

                    s.Execute(MarkExpanded, ("$now", due), ("$number", announcement.Number));
                }

                return owed.Count;
            }),
            cancellation);
    }

    public async Task<IReadOnlyList<Notification>> Claim(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        await database.Writer.Run(
            session => session.Write(s =>
            {
                var numbers = s.Query(
                    ClaimDue, row => row.GetInt64(0),
                    ("$later", SqliteTime.ToMicroseconds(now + lease)), ("$now", SqliteTime.ToMicroseconds(now)), ("$limit", limit));
                // RETURNING promises no order.
                numbers.Sort();
                return numbers.ConvertAll(number => s.Query(OneNotification, ReadNotification, ("$number", number)).Single());
            }),
            cancellation);

    public Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation) => outcomes.Count == 0
        ? Task.CompletedTask
        : database.Writer.Run(
            session => session.Write(s => outcomes.Sum(outcome => s.Execute(
                RecordOutcome,
                ("$sent", SqliteTime.ToMicroseconds(outcome.SentAt)), ("$next", SqliteTime.ToMicroseconds(outcome.NextAttemptAt)),
                ("$error", outcome.Error), ("$notification", outcome.Id)))),
            cancellation);

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => (await database.Readers.Run(
        session => session.Query(FirstDue, row => row.IsDBNull(0) ? (DateTimeOffset?)null : SqliteTime.FromMicroseconds(row.GetInt64(0))),
        cancellation)).Single();

    public async Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) =>
        await database.Readers.Run(session => session.Read(s => SqliteAnnouncements.List(s, source, key, limit)), cancellation);

    private static OwedAnnouncement ReadOwed(SqliteDataReader row) => new(
        row.GetInt64(0), new EntityKey(row.GetString(1), (EntityKind)row.GetInt32(2), row.GetString(3)), row.GetString(4), row.GetInt32(5));

    private static Notification ReadNotification(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), new EntityKey(row.GetString(3), (EntityKind)row.GetInt32(4), row.GetString(5)),
        row.GetString(6), row.GetInt32(7), SqliteTime.FromMicroseconds(row.GetInt64(8)), row.GetFieldValue<byte[]>(9), row.GetInt32(10));

    private readonly record struct OwedAnnouncement(long Number, EntityKey Key, string Thing, int Revision)
    {
        /// <summary>The same whenever and wherever it is computed.</summary>
        public string NotificationFor(Subscription subscription)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{subscription.Id}\n{Key}\n{Thing}\n{Revision}");
            return "ntf_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }
}
