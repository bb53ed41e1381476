using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Announcements and notifications on PostgreSQL.</summary>
public sealed class PostgresNotifications(NpgsqlDataSource database) : INotificationStore
{
    public Task<int> Expand(IReadOnlyList<Subscription> subscriptions, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(NotificationStatements.Expand, connection)
                .WithArray("subscriptions", NpgsqlDbType.Text, subscriptions.Select(subscription => subscription.Id).ToArray())
                .WithArray("channels", NpgsqlDbType.Text, subscriptions.Select(subscription => subscription.Channel).ToArray())
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            return (int)(await command.ExecuteScalarAsync(cancellation))!;
        });

    public Task<IReadOnlyList<Notification>> Claim(IReadOnlyCollection<string> channels, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        PostgresFaults.Guard<IReadOnlyList<Notification>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(NotificationStatements.Claim, connection)
                .WithArray("channels", NpgsqlDbType.Text, channels.ToArray())
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
                .With("until", NpgsqlDbType.TimestampTz, Sql.Utc(now + lease));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var claimed = new List<Notification>();
            while (await reader.ReadAsync(cancellation))
            {
                claimed.Add(new Notification(
                    reader.GetString(0), reader.GetString(1), reader.GetString(2), Key(reader, 3), reader.GetString(6), reader.GetInt32(7),
                    reader.GetInstant(8), reader.GetBytes(9), reader.GetInt32(10), reader.GetInt32(11)));
            }

            return claimed;
        });

    public async Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation)
    {
        if (outcomes.Count == 0) return;
        await PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(NotificationStatements.Record, connection)
                .WithArray("ids", NpgsqlDbType.Text, outcomes.Select(outcome => StorableText.ForLookup(outcome.Id)).ToArray())
                .WithArray("attempts", NpgsqlDbType.Integer, outcomes.Select(outcome => outcome.Attempt).ToArray())
                .WithArray("retries", NpgsqlDbType.Integer, outcomes.Select(outcome => outcome.Retries).ToArray())
                .WithArray("sent", NpgsqlDbType.TimestampTz, outcomes.Select(outcome => Sql.Utc(outcome.SentAt)).ToArray())
                .WithArray("next", NpgsqlDbType.TimestampTz, outcomes.Select(outcome => Sql.Utc(outcome.NextAttemptAt)).ToArray())
                .WithArray("errors", NpgsqlDbType.Text, outcomes.Select(Error).ToArray());
            return await command.ExecuteNonQueryAsync(cancellation);
        });

        static string? Error(NotificationOutcome outcome) => outcome.Error is { } error ? StorableText.Clean(error, StorableText.Line) : null;
    }

    public Task<DateTimeOffset?> NextDue(IReadOnlyCollection<string> channels, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(NotificationStatements.NextDue, connection).WithArray("channels", NpgsqlDbType.Text, channels.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInstantOrNull(0);
    });

    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) =>
        PostgresFaults.Guard<IReadOnlyList<AnnouncementRecord>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(key is null ? NotificationStatements.ListSource : NotificationStatements.ListOne, connection)
                .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
                .With("limit", NpgsqlDbType.Integer, limit);
            if (key is { } one) command.With("kind", NpgsqlDbType.Smallint, (short)one.Kind).With("id", NpgsqlDbType.Text, StorableText.ForLookup(one.Id));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await Announcements(reader, cancellation);
        });

    public Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation)
    {
        if (NotificationBounds.Of(query) is not { } bounds) return Task.FromResult(new NotificationPage([], null));
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(query.Key is null ? NotificationStatements.FindSource : NotificationStatements.FindEntity, connection)
                .With("source", NpgsqlDbType.Text, StorableText.ForLookup(query.Source))
                .WithArray("states", NpgsqlDbType.Text, bounds.States.ToArray())
                .With("since", NpgsqlDbType.TimestampTz, Sql.Utc(bounds.Since))
                .With("before", NpgsqlDbType.TimestampTz, Sql.Utc(bounds.Before.Instant))
                .With("before_id", NpgsqlDbType.Text, bounds.Before.Id)
                .With("limit", NpgsqlDbType.Integer, query.Limit + 1);
            if (query.Key is { } one) command.With("kind", NpgsqlDbType.Smallint, (short)one.Kind).With("entity", NpgsqlDbType.Text, StorableText.ForLookup(one.Id));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<ListedNotification>();
            while (await reader.ReadAsync(cancellation)) rows.Add(Listed(reader));
            return NotificationBounds.Page(query, rows);
        });
    }

    public Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(NotificationStatements.Read, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new NotificationFile(Listed(reader), reader.GetBytes(14)) : null;
    });

    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(NotificationStatements.Retry, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id))
            .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetBoolean(0), reader.GetBoolean(1)) switch
        {
            (true, _) => RetryOutcome.Due,
            (_, true) => RetryOutcome.AlreadySent,
            _ => RetryOutcome.Unknown,
        };
    });

    private static ListedNotification Listed(NpgsqlDataReader reader)
    {
        var state = reader.GetString(8);
        return new ListedNotification(
            reader.GetString(0), Key(reader, 1), reader.GetString(4), reader.GetInt32(5), reader.GetString(6), reader.GetString(7), state, reader.GetInt32(9),
            reader.GetInstant(10), state == NotificationStates.Pending ? reader.GetInstant(11) : null, reader.GetInstantOrNull(12), reader.GetTextOrNull(13));
    }

    /// <summary>Rows come by announcement; each has one notification, or none.</summary>
    private static async Task<List<AnnouncementRecord>> Announcements(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var list = new List<AnnouncementRecord>();
        var notifications = new List<NotificationRecord>();
        while (await reader.ReadAsync(cancellation))
        {
            var key = Key(reader, 0);
            var (thing, revision) = (reader.GetString(3), reader.GetInt32(4));
            if (list.Count == 0 || (list[^1].Key, list[^1].Thing, list[^1].Revision) != (key, thing, revision))
            {
                notifications = [];
                list.Add(new AnnouncementRecord(
                    key, thing, revision, reader.GetInt64(5), reader.GetInstant(6), reader.GetInstant(7), notifications));
            }

            if (reader.IsDBNull(8)) continue;
            notifications.Add(new NotificationRecord(
                reader.GetString(8), reader.GetString(9), reader.GetString(10), reader.GetString(11), reader.GetInt32(12),
                reader.GetInstantOrNull(13), reader.GetTextOrNull(14)));
        }

        return list;
    }

    private static EntityKey Key(NpgsqlDataReader reader, int first) =>
        new(reader.GetString(first), (EntityKind)reader.GetInt16(first + 1), reader.GetString(first + 2));
}
