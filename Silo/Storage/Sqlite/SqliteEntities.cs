using System.Text;
using Grains.Interfaces.Entities;

namespace Silo.Storage.Sqlite;

/// <summary>Lists entities by their heads.</summary>
internal static class SqliteEntities
{
    /// <summary>A row of the list, and the place after it.</summary>
    public readonly record struct Listed(byte[] Row, Cursor Place);

    public static List<Listed> Find(SqliteSession session, EntityQuery query, Cursor? after, int limit)
    {
        // One text for each set of conditions: each is prepared once and can use the index that fits it.
        var sql = new StringBuilder("SELECT row_json, updated_at, id FROM entities WHERE source = $source AND kind = $kind");
        var parameters = new List<(string, object?)> { ("$source", query.Source), ("$kind", (int)query.Kind) };
        if (query.Status is not null)
        {
            sql.Append(" AND status = $status");
            parameters.Add(("$status", StorableText.Clean(query.Status)));
        }

        if (query.UpdatedSince is { } since)
        {
            sql.Append(" AND updated_at >= $since");
            parameters.Add(("$since", Micros.Of(since)));
        }

        if (!string.IsNullOrEmpty(query.Search))
        {
            // Not LIKE: nothing in what a person types is a pattern.
            sql.Append(" AND instr(search, $search) > 0");
            parameters.Add(("$search", StorableText.Clean(query.Search.ToLowerInvariant())));
        }

        if (after is { } end)
        {
            sql.Append(" AND updated_at <= $updated AND (updated_at < $updated OR id > $id)");
            parameters.Add(("$updated", end.At));
            parameters.Add(("$id", end.Id));
        }

        sql.Append(" ORDER BY updated_at DESC, id LIMIT $limit");
        parameters.Add(("$limit", limit));
        return session.Query(
            sql.ToString(),
            row => new Listed(row.GetFieldValue<byte[]>(0), new Cursor(row.GetInt64(1), row.GetString(2))),
            [.. parameters]);
    }
}
