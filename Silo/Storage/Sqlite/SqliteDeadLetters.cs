using System.Globalization;
using System.Security.Cryptography;
using Grains.DeadLetters;
using Grains.Interfaces.DeadLetters;

namespace Silo.Storage.Sqlite;

/// <summary>Dead letters in the file, parked ones among them.</summary>
public sealed class SqliteDeadLetters(SqliteDatabase database) : IDeadLetterStore
{
    // A letter kept again is opened again, with what is wrong this time; its attempts go on counting.
    private const string KeepLetter = """
        INSERT INTO dead_letters
          (source, kind, entity_id, reason, detail, event_id, type, exact_type, event, created_at, occurred_at, received_at, secret, body_hash,
           body_length, encoding, body, next_attempt_at)
        VALUES
          ($source, $kind, $entity, $reason, $detail, $event_id, $type, $exact_type, $event, $created, $occurred, $received, $secret, $hash,
           $length, $encoding, $body, $next)
        ON CONFLICT (source, event_id, body_hash, reason) DO UPDATE
        SET detail = excluded.detail,
          next_attempt_at = CASE WHEN resolved_at IS NULL THEN coalesce(next_attempt_at, excluded.next_attempt_at) ELSE excluded.next_attempt_at END,
          resolved_at = NULL
        RETURNING id
        """;

    private const string AllLetters = $"""
        SELECT {SqliteLetterRow.Columns} FROM dead_letters
        WHERE source = $source AND id < $before
        ORDER BY id DESC LIMIT $limit
        """;

    private const string OpenLetters = $"""
        SELECT {SqliteLetterRow.Columns} FROM dead_letters
        WHERE source = $source AND id < $before AND resolved_at IS NULL
        ORDER BY id DESC LIMIT $limit
        """;

    private const string OneLetter = $"SELECT {SqliteLetterRow.FileColumns} FROM dead_letters WHERE id = $id AND source = $source";

    private const string CountAttempt = """
        UPDATE dead_letters
        SET attempts = attempts + 1, detail = $detail, resolved_at = CASE WHEN $settled THEN $now ELSE resolved_at END,
          next_attempt_at = CASE WHEN $settled THEN NULL ELSE coalesce($next, next_attempt_at) END
        WHERE id = $id
        """;

    private const string DueLetters = $"""
        SELECT {SqliteLetterRow.FileColumns} FROM dead_letters
        WHERE reason = 'Parked' AND resolved_at IS NULL AND next_attempt_at <= $now
        ORDER BY next_attempt_at, id LIMIT $limit
        """;

    private const string FirstParked = "SELECT min(next_attempt_at) FROM dead_letters WHERE reason = 'Parked' AND resolved_at IS NULL";

    private const string PutOff = "UPDATE dead_letters SET next_attempt_at = $until WHERE id = $id";

    public Task<long> Keep(Undeliverable letter, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => Keep(s, letter)), cancellation);

    public async Task<DeadLetterPage> List(string source, bool open, int limit, string? cursor, CancellationToken cancellation)
    {
        var before = cursor is null ? long.MaxValue : ParseCursor(cursor);
        var letters = await database.Readers.Run(
            session => session.Query(
                open ? OpenLetters : AllLetters, SqliteLetterRow.ReadLetter, ("$source", source), ("$before", before), ("$limit", limit + 1)),
            cancellation);
        if (letters.Count <= limit) return new DeadLetterPage(letters, null);
        letters.RemoveAt(limit);
        return new DeadLetterPage(letters, letters[^1].Id.ToString(CultureInfo.InvariantCulture));
    }

    public Task<DeadLetterFile?> Read(string source, long id, CancellationToken cancellation) => database.Readers.Run(
        session => session.Query(OneLetter, SqliteLetterRow.ReadFile, ("$id", id), ("$source", source)).SingleOrDefault(), cancellation);

    public Task Tried(long id, bool settled, string detail, DateTimeOffset now, DateTimeOffset? nextAttemptAt, CancellationToken cancellation) =>
        database.Writer.Run(
            session => session.Write(s => s.Execute(
                CountAttempt,
                ("$detail", StorableText.Clean(detail, StorableText.Line)), ("$settled", settled ? 1 : 0), ("$now", Micros.Of(now)),
                ("$next", SqliteValues.Time(nextAttemptAt)), ("$id", id))),
            cancellation);

    public async Task<IReadOnlyList<DeadLetterFile>> ClaimParked(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        await database.Writer.Run(
            session => session.Write(s =>
            {
                // One writer: nobody can claim them in between.
                var due = s.Query(DueLetters, SqliteLetterRow.ReadFile, ("$now", Micros.Of(now)), ("$limit", limit));
                foreach (var file in due) s.Execute(PutOff, ("$until", Micros.Of(now + lease)), ("$id", file.Letter.Id));
                return due;
            }),
            cancellation);

    public async Task<DateTimeOffset?> NextParked(CancellationToken cancellation) => (await database.Readers.Run(
        session => session.Query(FirstParked, row => row.IsDBNull(0) ? (DateTimeOffset?)null : Micros.ToInstant(row.GetInt64(0))),
        cancellation)).Single();

    private static long Keep(SqliteSession session, Undeliverable letter)
    {
        var delivery = letter.Delivery;
        var type = StorableText.Clean(delivery.Type, StorableText.Line);
        var (encoding, body) = BodyCodec.Encode(delivery.Body);
        return session.Query(
            KeepLetter,
            row => row.GetInt64(0),
            ("$source", letter.Source), ("$kind", letter.Key is { } key ? (int)key.Kind : null),
            ("$entity", letter.Key is { } named ? StorableText.Clean(named.Id, StorableText.Line) : null), ("$reason", letter.Reason.ToString()),
            ("$detail", StorableText.Clean(letter.Detail, StorableText.Line)),
            ("$event_id", StorableText.Clean(delivery.EventId.Value, StorableText.Line)), ("$type", type),
            ("$exact_type", type == delivery.Type ? null : SqliteLetterRow.Exact(delivery.Type)),
            ("$event", delivery.Event is { } name ? StorableText.Clean(name, StorableText.Line) : null), ("$created", SqliteValues.Time(delivery.CreatedAt)),
            ("$occurred", SqliteValues.Time(delivery.OccurredAt)), ("$received", Micros.Of(delivery.ReceivedAt)),
            ("$secret", StorableText.Clean(delivery.Secret, StorableText.Line)), ("$hash", SHA256.HashData(delivery.Body)),
            ("$length", delivery.Body.Length), ("$encoding", (int)encoding), ("$body", SqliteValues.Bytes(body)),
            // A parked letter is due at once.
            ("$next", letter.Reason == DeadLetterReason.Parked ? Micros.Of(delivery.ReceivedAt) : null)).Single();
    }

    private static long ParseCursor(string cursor) => long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new ArgumentException("The cursor is not one that a page ended with; start again without one.", nameof(cursor));
}
