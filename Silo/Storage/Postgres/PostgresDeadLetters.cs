using System.Globalization;
using System.Security.Cryptography;
using Grains.DeadLetters;
using Grains.Interfaces.DeadLetters;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The dead letters on PostgreSQL, parked ones among them.</summary>
public sealed class PostgresDeadLetters(NpgsqlDataSource database) : IDeadLetterStore
{
    // A letter kept again is opened again, with what is wrong this time; its attempts go on counting.
    private const string KeepStatement = """
        INSERT INTO dead_letters AS d
          (source, kind, entity_id, reason, detail, event_id, type, exact_type, event, created_at, occurred_at, received_at, secret, body_hash,
           body_length, encoding, body, next_attempt_at)
        VALUES
          (@source, @kind, @entity, @reason, @detail, @event_id, @type, @exact_type, @event, @created, @occurred, @received, @secret, @hash,
           @length, @encoding, @body, @next)
        ON CONFLICT (source, event_id, body_hash, reason) DO UPDATE
        SET detail = excluded.detail,
          next_attempt_at = CASE WHEN d.resolved_at IS NULL THEN coalesce(d.next_attempt_at, excluded.next_attempt_at) ELSE excluded.next_attempt_at END,
          resolved_at = NULL
        RETURNING d.id
        """;

    private const string TriedStatement = """
        UPDATE dead_letters
        SET attempts = attempts + 1, detail = @detail, resolved_at = CASE WHEN @settled THEN @now ELSE resolved_at END,
          next_attempt_at = CASE WHEN @settled THEN NULL ELSE coalesce(@next, next_attempt_at) END
        WHERE id = @id
        """;

    private const string ClaimStatement = $"""
        WITH due AS (
          SELECT id AS due_id, next_attempt_at AS due_at
          FROM dead_letters
          WHERE reason = 'Parked' AND resolved_at IS NULL AND next_attempt_at <= @now
          ORDER BY next_attempt_at, id
          LIMIT @limit
          FOR UPDATE SKIP LOCKED
        ), claimed AS (
          UPDATE dead_letters AS d SET next_attempt_at = @until FROM due WHERE d.id = due.due_id RETURNING d.*, due.due_at
        )
        SELECT {DeadLetterRows.FileColumns} FROM claimed ORDER BY due_at, id
        """;

    private const string NextStatement = "SELECT min(next_attempt_at) FROM dead_letters WHERE reason = 'Parked' AND resolved_at IS NULL";

    public Task<long> Keep(Undeliverable letter, CancellationToken cancellation)
    {
        var delivery = letter.Delivery;
        var type = StorableText.Clean(delivery.Type, StorableText.Line);
        var (encoding, body) = BodyCodec.Encode(delivery.Body);
        var parked = letter.Reason == DeadLetterReason.Parked;
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(KeepStatement, connection)
                .With("source", NpgsqlDbType.Text, letter.Source)
                .With("kind", NpgsqlDbType.Smallint, letter.Key is { } key ? (short)key.Kind : null)
                .With("entity", NpgsqlDbType.Text, letter.Key is { } named ? StorableText.Clean(named.Id, StorableText.Line) : null)
                .With("reason", NpgsqlDbType.Text, letter.Reason.ToString())
                .With("detail", NpgsqlDbType.Text, StorableText.Clean(letter.Detail, StorableText.Line))
                .With("event_id", NpgsqlDbType.Text, StorableText.Clean(delivery.EventId.Value, StorableText.Line))
                .With("type", NpgsqlDbType.Text, type)
                .With("exact_type", NpgsqlDbType.Bytea, type == delivery.Type ? null : DeadLetterRows.Exact(delivery.Type))
                .With("event", NpgsqlDbType.Text, delivery.Event is { } name ? StorableText.Clean(name, StorableText.Line) : null)
                .With("created", NpgsqlDbType.TimestampTz, Sql.Utc(delivery.CreatedAt))
                .With("occurred", NpgsqlDbType.TimestampTz, Sql.Utc(delivery.OccurredAt))
                .With("received", NpgsqlDbType.TimestampTz, Sql.Utc(delivery.ReceivedAt))
                .With("secret", NpgsqlDbType.Text, StorableText.Clean(delivery.Secret, StorableText.Line))
                .With("hash", NpgsqlDbType.Bytea, SHA256.HashData(delivery.Body))
                .With("length", NpgsqlDbType.Integer, delivery.Body.Length)
                .With("encoding", NpgsqlDbType.Smallint, (short)encoding)
                .With("body", NpgsqlDbType.Bytea, body)
                // A parked letter is due at once.
                .With("next", NpgsqlDbType.TimestampTz, parked ? Sql.Utc(delivery.ReceivedAt) : null);
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        });
    }

    public Task<DeadLetterPage> List(string source, bool open, int limit, string? cursor, CancellationToken cancellation)
    {
        var before = cursor is null ? long.MaxValue : ParseCursor(cursor);
        var statement = $"""
            SELECT {DeadLetterRows.LetterColumns} FROM dead_letters
            WHERE source = @source AND id < @before {(open ? "AND resolved_at IS NULL" : "")}
            ORDER BY id DESC LIMIT @limit
            """;
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(statement, connection)
                .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
                .With("before", NpgsqlDbType.Bigint, before)
                .With("limit", NpgsqlDbType.Integer, limit + 1);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var items = new List<DeadLetter>();
            while (await reader.ReadAsync(cancellation))
            {
                if (items.Count == limit) return new DeadLetterPage(items, items[^1].Id.ToString(CultureInfo.InvariantCulture));
                items.Add(DeadLetterRows.Letter(reader));
            }

            return new DeadLetterPage(items, null);
        });
    }

    public Task<DeadLetterFile?> Read(string source, long id, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(
                $"SELECT {DeadLetterRows.FileColumns} FROM dead_letters WHERE id = @id AND source = @source", connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Bigint, id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? DeadLetterRows.File(reader) : null;
    });

    public Task Tried(long id, bool settled, string detail, DateTimeOffset now, DateTimeOffset? nextAttemptAt, CancellationToken cancellation) =>
        PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(TriedStatement, connection)
                .With("id", NpgsqlDbType.Bigint, id)
                .With("settled", NpgsqlDbType.Boolean, settled)
                .With("detail", NpgsqlDbType.Text, StorableText.Clean(detail, StorableText.Line))
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
                .With("next", NpgsqlDbType.TimestampTz, Sql.Utc(nextAttemptAt));
            return await command.ExecuteNonQueryAsync(cancellation);
        });

    public Task<IReadOnlyList<DeadLetterFile>> ClaimParked(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        PostgresFaults.Guard<IReadOnlyList<DeadLetterFile>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(ClaimStatement, connection)
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
                .With("until", NpgsqlDbType.TimestampTz, Sql.Utc(now + lease));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var files = new List<DeadLetterFile>();
            while (await reader.ReadAsync(cancellation)) files.Add(DeadLetterRows.File(reader));
            return files;
        });

    public Task<DateTimeOffset?> NextParked(CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(NextStatement, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInstantOrNull(0);
    });

    private static long ParseCursor(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new ArgumentException("The cursor is not one that a page ended with; start again without one.", nameof(cursor));
}
