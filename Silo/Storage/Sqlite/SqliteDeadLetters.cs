using System.Security.Cryptography;
using System.Text;
using Grains.DeadLetters;
using Grains.Interfaces.DeadLetters;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Dead letters in the file.</summary>
internal sealed class SqliteDeadLetters(SqliteDatabase database) : IDeadLetterStore
{
    private const char LetterList = 'd';

    // A parked one is due at once; one that is open already keeps its turn.
    private const string KeepLetter = """
        INSERT INTO dead_letters (source, kind, id, reason, detail, event_id, type, event, created_at, occurred_at, received_at, secret,
          encoding, body, body_length, body_hash, next_attempt_at)
        VALUES ($source, $kind, $id, $reason, $detail, $event_id, $type, $event, $created, $occurred, $received, $secret,
          $encoding, $body, $length, $hash, $next)
        ON CONFLICT (source, event_id, body_hash, reason) DO UPDATE SET
          next_attempt_at = CASE WHEN resolved_at IS NULL THEN next_attempt_at ELSE excluded.next_attempt_at END,
          detail = CASE WHEN resolved_at IS NULL THEN detail ELSE excluded.detail END,
          resolved_at = NULL
        RETURNING number
        """;

    private const string AllLetters = $"""
        SELECT {SqliteLetterRow.Columns} FROM dead_letters
        WHERE source = $source AND number < $before
        ORDER BY number DESC LIMIT $limit
        """;

    private const string OpenLetters = $"""
        SELECT {SqliteLetterRow.Columns} FROM dead_letters
        WHERE source = $source AND number < $before AND resolved_at IS NULL
        ORDER BY number DESC LIMIT $limit
        """;

    private const string OneLetter = $"SELECT {SqliteLetterRow.FileColumns} FROM dead_letters WHERE number = $number AND source = $source";

    private const string CountAttempt = """
        UPDATE dead_letters SET
          attempts = attempts + 1,
          detail = $detail,
          next_attempt_at = CASE WHEN $settled OR resolved_at IS NOT NULL THEN NULL ELSE $next END,
          resolved_at = CASE WHEN $settled THEN coalesce(resolved_at, $now) ELSE resolved_at END
        WHERE number = $number
        """;

    private const string ClaimDue = $"""
        UPDATE dead_letters SET next_attempt_at = $later
        WHERE number IN (
          SELECT number FROM dead_letters
          WHERE resolved_at IS NULL AND next_attempt_at IS NOT NULL AND next_attempt_at <= $now AND reason = 'Parked'
          ORDER BY next_attempt_at, number LIMIT $limit)
        RETURNING {SqliteLetterRow.FileColumns}
        """;

    public Task<long> Keep(Undeliverable letter, CancellationToken cancellation)
    {
        var delivery = letter.Delivery;
        return database.Writer.Run(
            session => session.Write(s =>
            {
                var (encoding, body) = BodyEncoding.Encode(delivery.Body);
                var received = SqliteTime.ToMicroseconds(delivery.ReceivedAt);
                return s.Query(
                    KeepLetter,
                    row => row.GetInt64(0),
                    ("$source", letter.Source), ("$kind", letter.Key is { } key ? (int)key.Kind : null), ("$id", Utf8(letter.Key?.Id)),
                    ("$reason", letter.Reason.ToString()), ("$detail", Utf8(letter.Detail)), ("$event_id", Utf8(delivery.EventId.Value)),
                    ("$type", Utf8(delivery.Type)), ("$event", delivery.Event), ("$created", SqliteTime.ToMicroseconds(delivery.CreatedAt)),
                    ("$occurred", SqliteTime.ToMicroseconds(delivery.OccurredAt)), ("$received", received), ("$secret", delivery.Secret),
                    ("$encoding", encoding), ("$body", body), ("$length", delivery.Body.Length), ("$hash", SHA256.HashData(delivery.Body)),
                    ("$next", letter.Reason == DeadLetterReason.Parked ? received : null)).Single();
            }),
            cancellation);
    }

    public async Task<DeadLetterPage> List(string source, bool open, int limit, string? cursor, CancellationToken cancellation)
    {
        var before = SqliteCursor.Read(LetterList, cursor)?.Number ?? long.MaxValue;
        var letters = await database.Readers.Run(
            session => session.Query(
                open ? OpenLetters : AllLetters, SqliteLetterRow.ReadLetter, ("$source", source), ("$before", before), ("$limit", limit + 1)),
            cancellation);
        if (letters.Count <= limit) return new DeadLetterPage(letters, null);
        letters.RemoveAt(limit);
        return new DeadLetterPage(letters, new SqliteCursor(letters[^1].Id, string.Empty).Write(LetterList));
    }

    public Task<DeadLetterFile?> Read(string source, long id, CancellationToken cancellation) => database.Readers.Run(
        session => session.Query(OneLetter, SqliteLetterRow.ReadFile, ("$number", id), ("$source", source)).SingleOrDefault(), cancellation);

    public Task Tried(long id, bool settled, string detail, DateTimeOffset now, DateTimeOffset? nextAttemptAt, CancellationToken cancellation) =>
        database.Writer.Run(
            session => session.Write(s => s.Execute(
                CountAttempt,
                ("$settled", settled ? 1 : 0), ("$detail", Utf8(detail)), ("$now", SqliteTime.ToMicroseconds(now)),
                ("$next", SqliteTime.ToMicroseconds(nextAttemptAt)), ("$number", id))),
            cancellation);

    public async Task<IReadOnlyList<DeadLetterFile>> ClaimParked(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        var letters = await database.Writer.Run(
            session => session.Write(s => s.Query(
                ClaimDue, SqliteLetterRow.ReadFile,
                ("$later", SqliteTime.ToMicroseconds(now + lease)), ("$now", SqliteTime.ToMicroseconds(now)), ("$limit", limit))),
            cancellation);
        // RETURNING promises no order.
        return letters.OrderBy(file => file.Letter.Id).ToList();
    }

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
