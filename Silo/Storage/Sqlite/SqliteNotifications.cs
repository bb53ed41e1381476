using System.Text.Json;
using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>What is owed, and the messages that it becomes, in the file.</summary>
/// <param name="time">Tells whether what was decided is still in time.</param>
public sealed class SqliteNotifications(SqliteDatabase database, TimeProvider time) : INotificationStore
{
    // Each pending target once: one look-up in the index for each.
    private const string Targets = """
        WITH RECURSIVE targets (target) AS (
          SELECT min(target) FROM notifications WHERE state = 'pending'
          UNION ALL
          SELECT (SELECT min(n.target) FROM notifications AS n WHERE n.state = 'pending' AND n.target > t.target)
          FROM targets AS t
          WHERE t.target IS NOT NULL
        )
        SELECT target FROM targets WHERE target IS NOT NULL
        """;

    private const string DueOf = """
        SELECT number, id, subscription, channel, source, kind, entity_id, thing, revision, announced_at, message, attempts, retries, target, next_attempt_at,
          told_before
        FROM notifications INDEXED BY notifications_due
        WHERE state = 'pending' AND target = $target AND next_attempt_at <= $now AND channel IN (SELECT value FROM json_each($channels))
        ORDER BY next_attempt_at, number LIMIT $limit
        """;

    private const string CountAttempt = "UPDATE notifications SET attempts = attempts + 1, next_attempt_at = $until, claimed_until = $until WHERE number = $number";

    // Who was slower than his lease may still report that it went out, and nothing else: sent stays sent. What has failed for good is handed on now.
    private const string RecordOutcome = """
        UPDATE notifications
        SET state = CASE WHEN $sent IS NOT NULL THEN 'sent' WHEN $next IS NOT NULL THEN 'pending' ELSE 'failed' END,
          sent_at = $sent,
          next_attempt_at = coalesce($next, next_attempt_at),
          last_error = $error,
          escalate_at = CASE
            WHEN $sent IS NOT NULL THEN NULL
            WHEN $next IS NULL AND escalate_at IS NOT NULL THEN min(escalate_at, created_at)
            ELSE escalate_at END
        WHERE id = $id AND state <> 'sent' AND ($sent IS NOT NULL OR (state = 'pending' AND attempts = $attempt AND retries = $retries))
        """;

    // What a digest has collected ends as it does.
    private const string RecordMembers = """
        UPDATE notifications SET (state, sent_at, last_error) = (SELECT state, sent_at, last_error FROM notifications WHERE id = $id)
        WHERE digest = $id AND EXISTS (SELECT 1 FROM notifications WHERE id = $id AND state <> 'pending')
        """;

    // What is pending until its claim ends is under way just now, and left alone until then.
    private const string MakeDue = """
        UPDATE notifications
        SET state = 'pending', attempts = 0, retries = retries + 1,
          next_attempt_at = CASE WHEN state = 'pending' AND next_attempt_at = claimed_until AND claimed_until > $now THEN next_attempt_at ELSE $now END
        WHERE id = $id AND source = $source AND state <> 'sent' AND digest IS NULL
        """;

    private const string FirstDueOf = """
        SELECT next_attempt_at FROM notifications INDEXED BY notifications_due
        WHERE state = 'pending' AND target = $target AND channel IN (SELECT value FROM json_each($channels))
        ORDER BY next_attempt_at, number LIMIT 1
        """;

    private const string FirstToEscalate = "SELECT min(escalate_at) FROM notifications WHERE escalate_at IS NOT NULL";

    public async Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) =>
        await database.Readers.Run(session => SqliteExpansion.OldOwed(session, limit), cancellation);

    public Task<OwedPage> Told(IReadOnlyList<OwedAnnouncement> announcements, CancellationToken cancellation) =>
        database.Readers.Run(session => session.Read(s => SqliteExpansion.Told(s, announcements)), cancellation);

    public Task<bool> Expand(Expansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => SqliteExpansion.Expand(s, expansion, move, now, time.GetUtcNow())), cancellation);

    public async Task<IReadOnlyList<Notification>> Claim(ClaimScope scope, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        await database.Writer.Run(
            session => session.Write(s =>
            {
                // One writer: nobody can claim them in between.
                var due = InScope(s, scope)
                    .SelectMany(target => s.Query(DueOf, ReadDue, ("$target", target), ("$now", Micros.Of(now)), ("$channels", Names(scope.Channels)), ("$limit", limit)))
                    .OrderBy(one => one.DueAt).ThenBy(one => one.Number).Take(limit).ToList();
                foreach (var one in due) s.Execute(CountAttempt, ("$until", Micros.Of(now + lease)), ("$number", one.Number));
                return due.ConvertAll(one => SqliteExpansion.Compose(s, one.Notification));
            }),
            cancellation);

    public Task<int> Escalate(int limit, DateTimeOffset now, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => SqliteExpansion.Escalate(s, limit, now)), cancellation);

    public Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation) => outcomes.Count == 0
        ? Task.CompletedTask
        : database.Writer.Run(
            session => session.Write(s =>
            {
                foreach (var outcome in outcomes)
                {
                    var ended = s.Execute(
                        RecordOutcome,
                        ("$sent", SqliteValues.Time(outcome.SentAt)), ("$next", SqliteValues.Time(outcome.NextAttemptAt)),
                        ("$error", outcome.Error is { } error ? StorableText.Clean(error, StorableText.Line) : null), ("$id", outcome.Id), ("$attempt", outcome.Attempt),
                        ("$retries", outcome.Retries));
                    if (ended > 0 && outcome.NextAttemptAt is null) s.Execute(RecordMembers, ("$id", outcome.Id));
                }

                return outcomes.Count;
            }),
            cancellation);

    public Task<DateTimeOffset?> NextDue(ClaimScope scope, bool handsOn, CancellationToken cancellation) => database.Readers.Run(
        session => session.Read(s =>
        {
            var due = InScope(s, scope).SelectMany(target => s.Query(FirstDueOf, static row => row.GetInt64(0), ("$target", target), ("$channels", Names(scope.Channels))));
            if (handsOn) due = due.Concat(s.Query(FirstToEscalate, static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)).OfType<long>());
            return due.Select(static at => (long?)at).Min() is { } first ? Micros.ToInstant(first) : (DateTimeOffset?)null;
        }),
        cancellation);

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
            return SqliteNotificationList.Read(s, source, id)?.Notification.State switch
            {
                null => RetryOutcome.Unknown,
                NotificationStates.Sent => RetryOutcome.AlreadySent,
                _ => RetryOutcome.Collected,
            };
        }),
        cancellation);

    // Names of channels come from the configuration; a JSON array is how SQLite takes a list.
    private static string Names(IReadOnlyCollection<string> channels) => JsonSerializer.Serialize(channels);

    private static IEnumerable<string> InScope(SqliteSession session, ClaimScope scope) => scope.Only is { } only
        ? [only]
        : session.Query(Targets, static row => row.GetString(0)).Where(target => !scope.Except.Contains(target));

    private static (long Number, long DueAt, Notification Notification) ReadDue(SqliteDataReader row) => (row.GetInt64(0), row.GetInt64(14), new Notification(
        row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(13), new EntityKey(row.GetString(4), (EntityKind)row.GetInt32(5), row.GetString(6)),
        row.GetString(7), row.GetInt32(8), Micros.ToInstant(row.GetInt64(9)), Messages.Of(row.GetFieldValue<byte[]>(10), SqliteExpansion.ReadToldBefore(row, 15)), row.GetInt32(11) + 1, row.GetInt32(12)));
}
