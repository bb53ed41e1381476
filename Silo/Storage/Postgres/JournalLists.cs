using System.Globalization;
using Grains.Interfaces.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The statements of lists: newest updated first, then by id. Each has only the conditions that are asked for.</summary>
internal static class JournalLists
{
    private const string Order = "ORDER BY updated_at DESC, id";

    /// <summary>Stands before each stored term: no list meets another's entries.</summary>
    public static string Scope(string source, EntityKind kind) => string.Create(CultureInfo.InvariantCulture, $"{source}/{(int)kind}/");

    /// <summary>Whether names, words or terms are asked for: what stands beside the heads.</summary>
    public static bool AsksForWords(EntityQuery query) => Words(query, "w", null).Length > 0;

    /// <summary>Whether days are asked for.</summary>
    public static bool AsksForDays(EntityQuery query) => Days(query, "e", null).Length > 0;

    /// <summary>Whether days are asked for that lie between two.</summary>
    public static bool AsksForPeriod(EntityQuery query) =>
        query is { DepartsFrom: not null, DepartsBefore: not null } or { ArrivesFrom: not null, ArrivesBefore: not null };

    /// <summary>What the ordered indexes answer alone.</summary>
    public static NpgsqlCommand Newest(EntityQuery query, Cursor? after, int rows)
    {
        var command = Start(query, rows);
        command.CommandText = $"SELECT id, updated_at, row_json FROM entity_rows AS e WHERE {Heads(query, after, command)} {Order} LIMIT @limit";
        return command;
    }

    /// <summary>
    /// What fits of so many candidates: the newest whose status and days do. The ordered indexes have both, so that what is passed by costs no look at
    /// its row. All rows that are wanted answer; fewer are the first of the answer, and all of it when neither names, words nor terms are asked for.
    /// </summary>
    public static NpgsqlCommand Walked(EntityQuery query, Cursor? after, int rows, int candidates)
    {
        var command = Start(query, rows).With("candidates", NpgsqlDbType.Integer, candidates);
        var words = Words(query, "w", command);
        // A look-up by key for each of them, and no join: no plan can turn it into anything else.
        var byKey = words.Length == 0 ? "" : $"""
            WHERE (SELECT {And(words)} FROM entity_words AS w WHERE w.source = @source AND w.kind = @kind AND w.id = c.id)
            """;
        command.CommandText = $"""
            SELECT e.id, e.updated_at, e.row_json
            FROM (
              SELECT id
              FROM (SELECT e.id, e.updated_at FROM entity_rows AS e WHERE {And([Heads(query, after, command), .. Days(query, "e", command)])} {Order} LIMIT @candidates) AS c
              {byKey}
              {Order} LIMIT @limit
            ) AS page
            JOIN entity_rows AS e ON e.source = @source AND e.kind = @kind AND e.id = page.id
            ORDER BY e.updated_at DESC, e.id
            """;
        return command;
    }

    /// <summary>What fits of so many of the newest, or of those of a status. All rows that are wanted answer; fewer are the first of the answer.</summary>
    public static NpgsqlCommand WalkedAmong(EntityQuery query, Cursor? after, int rows, int newest)
    {
        var command = Start(query, rows).With("newest", NpgsqlDbType.Integer, newest);
        command.CommandText = $"""
            SELECT e.id, e.updated_at, e.row_json
            FROM (
              SELECT id
              FROM (SELECT e.id, e.updated_at, e.departs_at, e.arrives_at FROM entity_rows AS e WHERE {Heads(query, after, command)} {Order} LIMIT @newest) AS c
              WHERE {And(Days(query, "c", command))}
              {Order} LIMIT @limit
            ) AS page
            JOIN entity_rows AS e ON e.source = @source AND e.kind = @kind AND e.id = page.id
            ORDER BY e.updated_at DESC, e.id
            """;
        return command;
    }

    /// <summary>Whatever fits, collected by the indexes that know it best, then put in order.</summary>
    public static NpgsqlCommand Collected(EntityQuery query, Cursor? after, int rows)
    {
        var command = Start(query, rows);
        // Among terms the status is met with them in one index: what two frequent ones have in common may be little.
        var (words, heads) = AsksForWords(query) ? (Words(query, "w", command, query.Status), query with { Status = null }) : ([], query);
        var from = words.Length == 0
            ? "entity_rows AS e"
            : $"entity_words AS w JOIN entity_rows AS e ON e.source = w.source AND e.kind = w.kind AND e.id = w.id AND w.source = @source AND w.kind = @kind";
        // OFFSET 0 keeps the order from reaching into the collecting: see PostgresLists. Rows are fetched for the page only.
        command.CommandText = $"""
            SELECT e.id, e.updated_at, e.row_json
            FROM (
              SELECT id
              FROM (SELECT e.id, e.updated_at FROM {from} WHERE {And([Heads(heads, after, command), .. Days(query, "e", command), .. words])} OFFSET 0) AS fits
              {Order} LIMIT @limit
            ) AS page
            JOIN entity_rows AS e ON e.source = @source AND e.kind = @kind AND e.id = page.id
            ORDER BY e.updated_at DESC, e.id
            """;
        return command;
    }

    private static NpgsqlCommand Start(EntityQuery query, int rows) => new NpgsqlCommand()
        .With("source", NpgsqlDbType.Text, query.Source)
        .With("kind", NpgsqlDbType.Smallint, (short)query.Kind)
        .With("limit", NpgsqlDbType.Integer, rows);

    // "version > 0" is true of every row: it is what admits the lists' own indexes.
    private static string Heads(EntityQuery query, Cursor? after, NpgsqlCommand command)
    {
        var conditions = new List<string> { "e.source = @source AND e.kind = @kind AND e.version > 0" };
        if (query.Id is { } id)
        {
            conditions.Add("e.id = @id");
            command.With("id", NpgsqlDbType.Text, StorableText.ForLookup(id));
        }

        if (query.Status is { } status)
        {
            conditions.Add("e.status = @status");
            command.With("status", NpgsqlDbType.Text, HeadWords.Status(status));
        }

        if (query.UpdatedSince is { } since)
        {
            conditions.Add("e.updated_at >= @since");
            command.With("since", NpgsqlDbType.TimestampTz, Sql.Utc(since));
        }

        if (after is { } cursor)
        {
            // The first half is what the index can seek by; the directions of the order differ, so a row comparison would not do.
            conditions.Add("e.updated_at <= @at AND (e.updated_at < @at OR e.id > @after)");
            command.With("at", NpgsqlDbType.TimestampTz, Sql.Utc(cursor.Instant)).With("after", NpgsqlDbType.Text, cursor.Id);
        }

        return And(conditions);
    }

    private static string[] Days(EntityQuery query, string of, NpgsqlCommand? command)
    {
        (string Column, string Than, string Name, DateTimeOffset? Instant)[] bounds =
        [
            ("departs_at", ">=", "departsFrom", query.DepartsFrom),
            ("departs_at", "<", "departsBefore", query.DepartsBefore),
            ("arrives_at", ">=", "arrivesFrom", query.ArrivesFrom),
            ("arrives_at", "<", "arrivesBefore", query.ArrivesBefore),
        ];
        var asked = bounds.Where(bound => bound.Instant is not null).ToList();
        foreach (var bound in asked) command?.With(bound.Name, NpgsqlDbType.TimestampTz, Sql.Utc(bound.Instant));
        return [.. asked.Select(bound => $"{of}.{bound.Column} {bound.Than} @{bound.Name}")];
    }

    private static string[] Words(EntityQuery query, string of, NpgsqlCommand? command, string? status = null)
    {
        var conditions = new List<string>();
        string[] terms =
        [
            .. HeadWords.Asked(query),
            .. CollectedTerms.OfPairs(HeadWords.Part(query.Search ?? ""), HeadWords.Part(query.Name ?? "")),
            .. status is null ? [] : new[] { CollectedTerms.OfStatus(status) },
        ];
        if (terms.Length > 0)
        {
            conditions.Add($"{of}.terms @> @terms");
            command?.WithArray("terms", NpgsqlDbType.Text, Array.ConvertAll(terms, term => Scope(query.Source, query.Kind) + term));
        }

        Like("search", query.Search);
        Like("name", query.Name);
        return [.. conditions];

        void Like(string column, string? part)
        {
            if (string.IsNullOrEmpty(part)) return;
            conditions.Add($@"{of}.{column} LIKE @{column} ESCAPE '\'");
            command?.With(column, NpgsqlDbType.Text, Pattern(part));
        }
    }

    private static string And(IEnumerable<string> conditions) => string.Join(" AND ", conditions);

    private static string Pattern(string part)
    {
        var words = HeadWords.Part(part)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return $"%{words}%";
    }
}
