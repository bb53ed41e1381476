using System.Text.Json;
using Grains.Commits;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>The commits in the file. One writer hands out their ids, so their order is that of the commits, and nothing holds a reader back.</summary>
public sealed class SqliteCommits(SqliteDatabase database) : ICommitStore
{
    private const string Stands = "SELECT id, part FROM readers WHERE name = $reader";

    private const string Begin = "INSERT INTO readers (name, id) SELECT $reader, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'commits'), 0) WHERE true ON CONFLICT DO NOTHING";

    private const string MoveOn = "UPDATE readers SET id = $to_id, part = $to_part WHERE name = $reader AND id = $from_id AND part = $from_part";

    private const string Next = """
        SELECT id, committed_at, entities, refused, announcements, found
        FROM (
          SELECT *, sum(length(announcements)) OVER (ORDER BY id) AS bytes, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS found
          FROM (
            SELECT id, committed_at, CASE WHEN $runs OR ($announcements AND announcements IS NOT NULL) THEN entities END AS entities, refused,
              CASE WHEN $announcements THEN announcements END AS announcements
            FROM commits
            WHERE id > $id
            ORDER BY id LIMIT $limit
          )
        )
        WHERE place = 1 OR bytes IS NULL OR bytes <= $bytes
        ORDER BY id
        """;

    /// <summary>Nobody else has the file: whoever asks has it.</summary>
    public async Task<CommitPlace?> Lease(string reader, Guid holder, TimeSpan lease, CancellationToken cancellation) =>
        await database.Readers.Run(session => Find(session, reader), cancellation)
        ?? await database.Writer.Run(
            session => session.Write(s =>
            {
                s.Execute(Begin, ("$reader", reader));
                return Find(s, reader);
            }),
            cancellation);

    public Task Release(string reader, Guid holder, CancellationToken cancellation) => Task.CompletedTask;

    public async Task<CommitPage> Read(CommitPlace after, CommitParts parts, int limit, CancellationToken cancellation)
    {
        var rows = await database.Readers.Run(
            session => session.Query(
                Next, static row => (Row: Row(row, 0), Found: row.GetInt32(5)), ("$runs", parts.HasFlag(CommitParts.Runs)), ("$announcements", parts.HasFlag(CommitParts.Announcements)),
                ("$id", CommittedRow.After(after)), ("$limit", limit), ("$bytes", CommittedRow.PageBytes)),
            cancellation);
        return new CommitPage(rows.ConvertAll(static one => one.Row.Read()), 0, false, rows.Count > 0 && (rows[0].Found == limit || rows.Count < rows[0].Found));
    }

    public Task<bool> Move(CommitMove move, CancellationToken cancellation) => database.Writer.Run(session => session.Write(s => Move(s, move)), cancellation);

    public Task<RunningTransaction?> Find(ulong transaction, CancellationToken cancellation) => Task.FromResult<RunningTransaction?>(null);

    /// <summary>Whether the reader stood where it should. Runs inside a transaction.</summary>
    internal static bool Move(SqliteSession session, CommitMove move) => session.Execute(
        MoveOn, ("$to_id", move.To.Id), ("$to_part", move.To.Part), ("$reader", move.Reader), ("$from_id", move.From.Id), ("$from_part", move.From.Part)) > 0;

    /// <param name="first">The first of five columns: id, time, entities, refused, announcements.</param>
    internal static CommittedRow Row(SqliteDataReader row, int first) => new(
        new CommitPlace(0, row.GetInt64(first)), Micros.ToInstant(row.GetInt64(first + 1)), row.IsDBNull(first + 2) ? null : row.GetFieldValue<byte[]>(first + 2),
        row.IsDBNull(first + 3) ? [] : JsonSerializer.Deserialize<int[]>(row.GetString(first + 3)) ?? [], row.IsDBNull(first + 4) ? null : row.GetFieldValue<byte[]>(first + 4));

    private static CommitPlace? Find(SqliteSession session, string reader) =>
        session.Query(Stands, static row => (CommitPlace?)new CommitPlace(0, row.GetInt64(0), row.GetInt32(1)), ("$reader", reader)).SingleOrDefault();
}
