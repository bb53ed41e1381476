using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Lists;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>The rows of lists in the file.</summary>
public sealed class SqliteListRows(SqliteDatabase database) : IListStore
{
    private const string Put = """
        INSERT INTO entity_rows (source, kind, id, version, status, search, updated_at, row_json, name, departs_at, arrives_at, terms, next_deadline_at)
        VALUES ($source, $kind, $id, $version, $status, $search, $updated, $row, $name, $departs, $arrives, $terms, $deadline)
        ON CONFLICT (source, kind, id) DO UPDATE SET version = excluded.version, status = excluded.status, search = excluded.search, updated_at = excluded.updated_at,
          row_json = excluded.row_json, name = excluded.name, departs_at = excluded.departs_at, arrives_at = excluded.arrives_at, terms = excluded.terms,
          next_deadline_at = excluded.next_deadline_at
        WHERE entity_rows.version <= excluded.version
        """;

    // Nobody else writes the file: any other writer is dead, and what it left is due whatever the clock said then. What was asked for is tried again in a while.
    private const string Adopt = "UPDATE unlisted SET writer = $writer, committed_at = CASE WHEN \"commit\" < 0 THEN committed_at ELSE 0 END WHERE writer <> $writer";

    // A commit that is not there stands for all entities.
    private const string Open = """
        SELECT u."commit", coalesce(u.entities, c.entities)
        FROM unlisted AS u LEFT JOIN commits AS c ON c.id = u."commit"
        WHERE u.writer = $writer AND u.committed_at < $before
        ORDER BY u."commit" < 0, u.committed_at, u."commit" LIMIT $limit
        """;

    // No commit has a number below 0. One that was settled is not used again: it may be settled twice.
    private const string AskAgain = """
        INSERT INTO unlisted ("commit", writer, committed_at, entities) VALUES (min(-$at, (SELECT coalesce(min("commit"), 0) - 1 FROM unlisted)), $nobody, $at, $keys)
        """;

    private const string Known = """
        SELECT source, kind, id FROM entities WHERE (source, kind, id) > ($source, $kind, $id) ORDER BY source, kind, id LIMIT $limit
        """;

    public async Task Write(IReadOnlyList<ListRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        try
        {
            await database.Writer.Run(session => session.Write(s => rows.Count(row => Write(s, row))), cancellation);
        }
        catch (SqliteException e)
        {
            throw new JournalRefusedException($"SQLite refused the data ({e.SqliteExtendedErrorCode}).", e);
        }
    }

    public async Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation)
    {
        var after = ListCursor.Read(query);
        var rows = await database.Readers.Run(session => SqliteEntities.Find(session, query, after, query.Limit + 1), cancellation);
        var end = rows.Count > query.Limit ? ListCursor.Write(query, rows[query.Limit - 1].Place) : null;
        return new EntityPage(rows.Take(query.Limit).Select(row => row.Row).ToList(), end);
    }

    public Task Settle(Guid writer, IReadOnlyList<long> listed, CancellationToken cancellation) => listed.Count == 0
        ? Task.CompletedTask
        : database.Writer.Run(session => session.Write(s => listed.Sum(commit => s.Execute("DELETE FROM unlisted WHERE \"commit\" = $commit", ("$commit", commit)))), cancellation);

    public async Task<IReadOnlyList<UnlistedCommit>> Unlisted(Guid writer, TimeSpan silence, int limit, CancellationToken cancellation)
    {
        var name = writer.ToString("N");
        if (await database.Readers.Run(session => session.Query("SELECT 1 FROM unlisted WHERE writer <> $writer LIMIT 1", row => row.GetInt32(0), ("$writer", name)).Count > 0, cancellation))
            await database.Writer.Run(session => session.Write(s => s.Execute(Adopt, ("$writer", name))), cancellation);
        return await database.Readers.Run(
            session => session.Query(
                Open,
                row => new UnlistedCommit(row.GetInt64(0), CommitKeys.Unlisted(row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1))),
                ("$writer", name), ("$before", Micros.Of(DateTimeOffset.UtcNow - silence)), ("$limit", limit)),
            cancellation);
    }

    public Task Ask(IReadOnlyList<EntityKey> entities, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s => s.Execute(
            AskAgain, ("$nobody", Guid.Empty.ToString("N")), ("$at", Micros.Of(DateTimeOffset.UtcNow)), ("$keys", CommitKeys.Encode(entities)))),
        cancellation);

    public async Task<IReadOnlyList<EntityKey>> Entities(EntityKey? after, int limit, CancellationToken cancellation) => await database.Readers.Run(
        session => session.Query(
            Known,
            row => new EntityKey(row.GetString(0), (EntityKind)row.GetInt32(1), row.GetString(2)),
            ("$source", after?.Source ?? ""), ("$kind", (int)(after?.Kind ?? EntityKind.None)), ("$id", after?.Id ?? ""), ("$limit", limit)),
        cancellation);

    private static bool Write(SqliteSession session, ListRow row)
    {
        var (key, head) = (row.Key, row.Head);
        var words = HeadWords.Of(head);
        // Read before they are overwritten; if the row is of a later version, nothing comes of it.
        var before = SqliteTerms.Of(session, key);
        var written = session.Execute(
            Put,
            ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id), ("$version", row.Version),
            ("$status", head.Status is { } status ? HeadWords.Status(status) : null), ("$search", words.Search),
            ("$updated", Micros.Of(head.UpdatedAt)), ("$row", SqliteValues.Bytes(head.Row)), ("$name", words.Name),
            ("$departs", SqliteValues.Time(head.DepartsAt)), ("$arrives", SqliteValues.Time(head.ArrivesAt)), ("$terms", words.Terms), ("$deadline", SqliteValues.Time(head.NextDeadlineAt)));
        if (written != 1) return false;
        if (before != words.Terms) SqliteTerms.Replace(session, key, before, words.Terms);
        return true;
    }
}
