using Grains.Lists;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Writes rows of lists, and what is found by them.</summary>
internal static class ListRowStatements
{
    // 1 A row gives way to one of its own or a later version. Locks are taken in the order of the keys.
    // 2 Names, words and terms are written only where they differ from what the row had: most events change none of them.
    private const string WriteStatement = """
        WITH rows AS MATERIALIZED (
          SELECT *
          FROM unnest(@sources, @kinds, @ids, @versions, @statuses, @searches, @updates, @rows, @departs, @arrives, @marks, @names, @terms, @deadlines)
            WITH ORDINALITY AS r (source, kind, id, version, status, search, updated_at, row_json, departs_at, arrives_at, marks, name, terms, deadline_at, place)
        ), written AS (
          INSERT INTO entity_rows AS e (source, kind, id, version, status, updated_at, row_json, departs_at, arrives_at, marks, next_deadline_at)
          SELECT r.source, r.kind, r.id, r.version, r.status, r.updated_at, r.row_json, r.departs_at, r.arrives_at, r.marks, r.deadline_at
          FROM rows AS r
          ORDER BY r.place
          ON CONFLICT (source, kind, id) DO UPDATE
          SET version = excluded.version, status = excluded.status, updated_at = excluded.updated_at, row_json = excluded.row_json,
            departs_at = excluded.departs_at, arrives_at = excluded.arrives_at, found_marks = e.marks, marks = excluded.marks, next_deadline_at = excluded.next_deadline_at
          WHERE e.version <= excluded.version
          RETURNING e.source, e.kind, e.id, e.marks IS DISTINCT FROM e.found_marks AS reworded
        )
        INSERT INTO entity_words (source, kind, id, name, search, terms)
        SELECT r.source, r.kind, r.id, r.name, r.search, string_to_array(r.terms, chr(31))
        FROM rows AS r
        WHERE ((r.source, r.kind, r.id) IN (SELECT w.source, w.kind, w.id FROM written AS w WHERE w.reworded)) IS TRUE
        ON CONFLICT (source, kind, id) DO UPDATE SET name = excluded.name, search = excluded.search, terms = excluded.terms
        """;

    public static NpgsqlCommand Write(NpgsqlConnection connection, IReadOnlyList<ListRow> rows)
    {
        var words = Columns.Of(rows, static row =>
        {
            var scope = JournalLists.Scope(row.Key.Source, row.Key.Kind);
            return CollectedTerms.With(HeadWords.Of(row.Head, scope), row.Head.Status, scope);
        });
        return new NpgsqlCommand(WriteStatement, connection)
            .WithKeys("", rows, static row => row.Key)
            .WithArray("versions", NpgsqlDbType.Bigint, Columns.Of(rows, static row => row.Version))
            .WithArray("statuses", NpgsqlDbType.Text, Columns.Of(rows, static row => row.Head.Status is { } status ? HeadWords.Status(status) : null))
            .WithArray("searches", NpgsqlDbType.Text, Columns.Of(words, static one => one.Search))
            .WithArray("updates", NpgsqlDbType.TimestampTz, Columns.Of(rows, static row => Sql.Utc(row.Head.UpdatedAt)))
            .WithArray("rows", NpgsqlDbType.Bytea, Columns.Of(rows, static row => row.Head.Row))
            .WithArray("departs", NpgsqlDbType.TimestampTz, Columns.Of(rows, static row => Sql.Utc(row.Head.DepartsAt)))
            .WithArray("arrives", NpgsqlDbType.TimestampTz, Columns.Of(rows, static row => Sql.Utc(row.Head.ArrivesAt)))
            .WithArray("marks", NpgsqlDbType.Bigint, Columns.Of(words, static one => one.Hash()))
            .WithArray("names", NpgsqlDbType.Text, Columns.Of(words, static one => one.Name))
            .WithArray("terms", NpgsqlDbType.Text, Columns.Of(words, static one => one.Terms))
            .WithArray("deadlines", NpgsqlDbType.TimestampTz, Columns.Of(rows, static row => Sql.Utc(row.Head.NextDeadlineAt)));
    }
}
