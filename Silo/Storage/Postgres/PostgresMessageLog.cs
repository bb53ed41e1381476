using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Who was told what, and who is to be, on PostgreSQL.</summary>
public sealed class PostgresMessageLog(NpgsqlDataSource database) : IMessageLog
{
    private const int HexDigitsOfALane = 32;

    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await new PostgresAnnouncements(connection, MessageStatements.About).List(source, key, limit, cancellation);
    });

    public Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation)
    {
        if (NotificationBounds.Of(query) is not { } bounds) return Task.FromResult(new NotificationPage([], null));
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(query.Key is null ? MessageStatements.FindSource : MessageStatements.FindEntity, connection)
                .With("source", NpgsqlDbType.Text, StorableText.ForLookup(query.Source))
                .WithArray("states", NpgsqlDbType.Text, bounds.States.Where(static state => state is NotificationStates.Sent or NotificationStates.Failed).ToArray())
                .WithArray("lane_states", NpgsqlDbType.Smallint, bounds.States.Select(StateOfLane).OfType<short>().ToArray())
                .With("since", NpgsqlDbType.TimestampTz, Sql.Utc(bounds.Since))
                .With("before", NpgsqlDbType.TimestampTz, Sql.Utc(bounds.Before.Instant))
                .With("before_id", NpgsqlDbType.Text, bounds.Before.Id)
                .With("limit", NpgsqlDbType.Integer, query.Limit + 1);
            if (query.Key is { } one) command.With("kind", NpgsqlDbType.Smallint, (short)one.Kind).With("entity", NpgsqlDbType.Text, StorableText.ForLookup(one.Id));
            else command.With("before_lane", NpgsqlDbType.Uuid, LastLane(bounds.Before.Id));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<ListedNotification>();
            while (await reader.ReadAsync(cancellation)) rows.Add(Listed(reader));
            return NotificationBounds.Page(query, rows);
        });
    }

    public Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using (var command = new NpgsqlCommand(MessageStatements.ReadMessage, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id)))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (await reader.ReadAsync(cancellation)) return new NotificationFile(Listed(reader), reader.GetBytes(14), reader.GetTextOrNull(15));
        }

        return MessageIds.TryRead(id, out var lane, out _) && await ReadLane(connection, source, lane, cancellation) is { } file && file.Notification.Id == id ? file : null;
    });

    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Of what is no lane's there is only the log to ask.
        if (!MessageIds.TryRead(id, out var lane, out var revision)) (lane, revision) = await OldFailure(connection, source, id, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(MessageRetryStatements.Lock).With("lane", NpgsqlDbType.Uuid, lane).With("revision", NpgsqlDbType.Integer, revision);
        batch.Add(MessageRetryStatements.Retry)
            .With("lane", NpgsqlDbType.Uuid, lane)
            .With("revision", NpgsqlDbType.Integer, revision)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id))
            .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetString(0) switch
        {
            "due" => RetryOutcome.Due,
            "collected" => RetryOutcome.Collected,
            "sent" => RetryOutcome.AlreadySent,
            _ => RetryOutcome.Unknown,
        };
    });

    /// <summary>The lane in which what failed with an older program is tried again; an empty id: none.</summary>
    private static async Task<(Guid Lane, int Revision)> OldFailure(NpgsqlConnection connection, string source, string id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MessageStatements.ReadOldFailure, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetGuid(0), reader.GetInt32(1)) : default;
    }

    private static async Task<NotificationFile?> ReadLane(NpgsqlConnection connection, string source, Guid lane, CancellationToken cancellation)
    {
        ListedNotification listed;
        Guid generation;
        await using (var command = new NpgsqlCommand(MessageStatements.ReadLane, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("lane", NpgsqlDbType.Uuid, lane))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation)) return null;
            listed = Listed(reader);
            if (reader.GetBytes(14) is { Length: > 0 } message) return new NotificationFile(listed, Messages.WithTold(message, LaneRows.ReadBytes(reader, 15)));
            generation = reader.GetGuid(17);
        }

        return new NotificationFile(listed, await OpenDigest(connection, new LaneKey(listed.Subscription, generation, listed.Key, listed.Thing), cancellation));
    }

    private static async Task<byte[]> OpenDigest(NpgsqlConnection connection, LaneKey digest, CancellationToken cancellation)
    {
        await using var command = LaneParameters.Digest(new NpgsqlCommand(MessageStatements.ReadOpenDigest, connection), digest).With("limit", NpgsqlDbType.Integer, DigestContent.Most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (count, messages) = (0, new List<ReadOnlyMemory<byte>>());
        while (await reader.ReadAsync(cancellation))
        {
            messages.Add(reader.GetBytes(0));
            count = reader.GetInt32(1);
        }

        return DigestContent.Write(digest.Key.Source, digest.Thing, count, messages);
    }

    private static short? StateOfLane(string state) => state switch
    {
        NotificationStates.Pending => (short)LaneState.Waiting,
        NotificationStates.Collected => (short)LaneState.Collected,
        _ => null,
    };

    // The last lane whose messages can come before an id: the first digits of it are those of a lane, also where it is of an older program.
    private static Guid LastLane(string id)
    {
        const string prefix = "ntf_";
        if (id.Length == 0) return Guid.Empty;
        return id.Length >= prefix.Length + HexDigitsOfALane && Guid.TryParseExact(id.AsSpan(prefix.Length, HexDigitsOfALane), "N", out var lane) ? lane : Guid.AllBitsSet;
    }

    private static ListedNotification Listed(NpgsqlDataReader row) => new(
        row.GetString(0), new EntityKey(row.GetString(1), (EntityKind)row.GetInt16(2), row.GetString(3)), row.GetString(4), row.GetInt32(5), row.GetString(6), row.GetString(7),
        row.GetString(8), row.GetInt32(9), row.GetInstant(10), row.GetInstantOrNull(11), row.GetInstantOrNull(12), row.GetTextOrNull(13));
}
