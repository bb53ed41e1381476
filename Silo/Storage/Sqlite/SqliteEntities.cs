using System.Globalization;
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
        var sql = new StringBuilder("SELECT row_json, updated_at, id FROM entity_rows WHERE source = $source AND kind = $kind");
        var parameters = new List<(string, object?)> { ("$source", query.Source), ("$kind", (int)query.Kind) };
        if (query.Id is { } only)
        {
            sql.Append(" AND id = $only");
            parameters.Add(("$only", StorableText.ForLookup(only)));
        }

        if (query.Status is not null)
        {
            sql.Append(" AND status = $status");
            parameters.Add(("$status", HeadWords.Status(query.Status)));
        }

        if (query.UpdatedSince is { } since)
        {
            sql.Append(" AND updated_at >= $since");
            parameters.Add(("$since", Micros.Of(since)));
        }

        Part("search", query.Search);
        Part("name", query.Name);
        Bound("departs_at >=", "$departsFrom", query.DepartsFrom);
        Bound("departs_at <", "$departsBefore", query.DepartsBefore);
        Bound("arrives_at >=", "$arrivesFrom", query.ArrivesFrom);
        Bound("arrives_at <", "$arrivesBefore", query.ArrivesBefore);
        foreach (var (term, number) in HeadWords.Asked(query).Select((term, number) => (term, number)))
        {
            sql.Append(CultureInfo.InvariantCulture, $" AND id IN (SELECT id FROM entity_terms WHERE source = $source AND kind = $kind AND term = $term{number})");
            parameters.Add(($"$term{number}", term));
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

        void Part(string column, string? part)
        {
            if (string.IsNullOrEmpty(part)) return;
            // Not LIKE: nothing in what a person types is a pattern.
            sql.Append(CultureInfo.InvariantCulture, $" AND instr({column}, ${column}) > 0");
            parameters.Add(($"${column}", HeadWords.Part(part)));
        }

        void Bound(string condition, string name, DateTimeOffset? instant)
        {
            if (instant is null) return;
            sql.Append(CultureInfo.InvariantCulture, $" AND {condition} {name}");
            parameters.Add((name, SqliteValues.Time(instant)));
        }
    }
}
