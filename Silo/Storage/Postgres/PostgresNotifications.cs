using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Announcements and notifications on PostgreSQL.</summary>
public sealed class PostgresNotifications(NpgsqlDataSource database) : INotificationStore
{
    public Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await PostgresExpansion.OldOwed(connection, limit, cancellation);
    });

    public Task<OwedPage> Told(IReadOnlyList<OwedAnnouncement> announcements, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await PostgresExpansion.Told(connection, announcements, cancellation);
    });

    public Task<bool> Expand(Expansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = PostgresExpansion.Command(connection, expansion, move, now);
        return await command.ExecuteScalarAsync(cancellation) is 1;
    });

    public Task<IReadOnlyList<Notification>> Claim(ClaimScope scope, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        PostgresFaults.Guard<IReadOnlyList<Notification>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var claimed = new List<Notification>();
            await using (var command = Scoped(new NpgsqlCommand(NotificationStatements.Claim, connection), scope)
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
                .With("until", NpgsqlDbType.TimestampTz, Sql.Utc(now + lease)))
            {
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    claimed.Add(new Notification(
                        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Key(reader, 4), reader.GetString(7), reader.GetInt32(8),
                        reader.GetInstant(9), Messages.Of(reader.GetBytes(10), reader.GetInstantOrNull(13)), reader.GetInt32(11), reader.GetInt32(12)));
                }
            }

            var digests = claimed.Where(one => one.Key.Kind == EntityKind.None).Select(one => one.Id).ToList();
            if (digests.Count == 0) return claimed;
            var collected = await Collected(connection, digests, cancellation);
            return claimed.ConvertAll(one => collected.TryGetValue(one.Id, out var all) ? one with { Message = Digests.Write(one.Key.Source, one.Thing, all.Total, all.Messages) } : one);
        });

    public Task<int> Escalate(int limit, DateTimeOffset now, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(NotificationStatements.Escalate, connection)
            .With("limit", NpgsqlDbType.Integer, limit)
            .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
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

    public Task<DateTimeOffset?> NextDue(ClaimScope scope, bool handsOn, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = Scoped(new NpgsqlCommand(NotificationStatements.NextDue, connection), scope).With("hands_on", NpgsqlDbType.Boolean, handsOn);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInstantOrNull(0);
    });

    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await new PostgresAnnouncements(connection).List(source, key, limit, cancellation);
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
        NotificationFile file;
        await using (var command = new NpgsqlCommand(NotificationStatements.Read, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id)))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation)) return null;
            file = new NotificationFile(Listed(reader), Messages.Of(reader.GetBytes(14), reader.GetInstantOrNull(15)));
        }

        if (file.Notification.Key.Kind != EntityKind.None) return file;
        var collected = await Collected(connection, [file.Notification.Id], cancellation);
        var all = collected.GetValueOrDefault(file.Notification.Id, (0, []));
        return file with { Message = Digests.Write(source, file.Notification.Thing, all.Total, all.Messages) };
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
        return (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2)) switch
        {
            (true, _, _) => RetryOutcome.Due,
            (_, _, true) => RetryOutcome.Collected,
            (_, true, _) => RetryOutcome.AlreadySent,
            _ => RetryOutcome.Unknown,
        };
    });

    /// <summary>What each of these digests says.</summary>
    private static async Task<Dictionary<string, (int Total, List<ReadOnlyMemory<byte>> Messages)>> Collected(
        NpgsqlConnection connection, List<string> digests, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NotificationStatements.Collected, connection)
            .WithArray("digests", NpgsqlDbType.Text, digests.ToArray())
            .With("most", NpgsqlDbType.Integer, Digests.Most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var collected = new Dictionary<string, (int Total, List<ReadOnlyMemory<byte>> Messages)>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            if (!collected.TryGetValue(reader.GetString(0), out var digest)) collected[reader.GetString(0)] = digest = (reader.GetInt32(2), []);
            digest.Messages.Add(Messages.Of(reader.GetBytes(1), reader.GetInstantOrNull(3)));
        }

        return collected;
    }

    private static NpgsqlCommand Scoped(NpgsqlCommand command, ClaimScope scope) => command
        .WithArray("channels", NpgsqlDbType.Text, scope.Channels.ToArray())
        .WithArray("except", NpgsqlDbType.Text, scope.Except.ToArray())
        .With("only", NpgsqlDbType.Text, scope.Only);

    private static ListedNotification Listed(NpgsqlDataReader reader)
    {
        var state = reader.GetString(8);
        return new ListedNotification(
            reader.GetString(0), Key(reader, 1), reader.GetString(4), reader.GetInt32(5), reader.GetString(6), reader.GetString(7), state, reader.GetInt32(9),
            reader.GetInstant(10), state == NotificationStates.Pending ? reader.GetInstant(11) : null, reader.GetInstantOrNull(12), reader.GetTextOrNull(13));
    }

    private static EntityKey Key(NpgsqlDataReader reader, int first) =>
        new(reader.GetString(first), (EntityKind)reader.GetInt16(first + 1), reader.GetString(first + 2));
}
