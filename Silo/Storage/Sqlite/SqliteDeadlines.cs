using Grains.Deadlines;
using Grains.Interfaces.Entities;

namespace Silo.Storage.Sqlite;

/// <summary>What the clocks ask the file for; the times are written with the rows of lists.</summary>
public sealed class SqliteDeadlines(SqliteDatabase database) : IDeadlineStore
{
    private const string DueHeads = """
        SELECT source, kind, id, next_deadline_at FROM entity_rows
        WHERE next_deadline_at <= $now AND (next_deadline_at, source, kind, id) > ($at, $source, $kind, $id)
        ORDER BY next_deadline_at, source, kind, id LIMIT $limit
        """;

    // Only while the head is still that from which the time follows.
    private const string CorrectHead = """
        UPDATE entity_rows SET next_deadline_at = $next WHERE source = $source AND kind = $kind AND id = $id AND version = $version
        """;

    public async Task<IReadOnlyList<DueEntity>> Due(DateTimeOffset now, DueEntity? after, int limit, CancellationToken cancellation) => await database.Readers.Run(
        session => session.Query(
            DueHeads,
            row => new DueEntity(new EntityKey(row.GetString(0), (EntityKind)row.GetInt32(1), row.GetString(2)), Micros.ToInstant(row.GetInt64(3))),
            ("$now", Micros.Of(now)), ("$at", after is null ? long.MinValue : Micros.Of(after.DueAt)), ("$source", after?.Key.Source ?? ""),
            ("$kind", (int)(after?.Key.Kind ?? EntityKind.None)), ("$id", after?.Key.Id ?? ""), ("$limit", limit)),
        cancellation);

    public Task Correct(IReadOnlyList<CorrectedHead> heads, CancellationToken cancellation) => heads.Count == 0
        ? Task.CompletedTask
        : database.Writer.Run(
            session => session.Write(s => heads.Sum(head => s.Execute(
                CorrectHead,
                ("$next", SqliteValues.Time(head.NextAt)), ("$source", head.Key.Source), ("$kind", (int)head.Key.Kind), ("$id", head.Key.Id), ("$version", head.Version)))),
            cancellation);
}
