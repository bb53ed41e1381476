using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The one statement of a group commit: claims the heads and writes events, bodies, announcements and relays for the claimed ones only.</summary>
internal static class JournalAppend
{
    // 1 A run claims its head by an upsert on the primary key: no plan can turn that into anything but one index look-up per run, and locks are
    //   taken in the order of the batch. The first condition spares a hopeless claim its lock; the second, on the row as it is once locked, is the fence.
    // 2 Entries of unclaimed runs are left out. "IS TRUE" keeps the planner from making a join of it: the claimed keys are hashed once.
    // 3 Names, words and terms are written only where they differ from what the head found: most events change none of them.
    // 4 What comes back is what was refused: normally nothing.
    private const string Statement = """
        WITH runs AS MATERIALIZED (
          SELECT *
          FROM unnest(@sources, @kinds, @ids, @founds, @versions, @statuses, @searches, @updates, @rows, @departs, @arrives, @marks,
              @names, @terms, @deadlines)
            WITH ORDINALITY AS r (source, kind, id, found, version, status, search, updated_at, row_json, departs_at, arrives_at, marks,
              name, terms, deadline_at, place)
        ), claimed AS (
          INSERT INTO entities AS e (source, kind, id, version, found_version, status, updated_at, row_json, departs_at, arrives_at, marks,
            next_deadline_at)
          SELECT r.source, r.kind, r.id, r.version, r.found, r.status, r.updated_at, r.row_json, r.departs_at, r.arrives_at, r.marks,
            r.deadline_at
          FROM runs AS r
          WHERE r.found = coalesce((SELECT h.version FROM entities AS h WHERE h.source = r.source AND h.kind = r.kind AND h.id = r.id), 0)
          ORDER BY r.place
          ON CONFLICT (source, kind, id) DO UPDATE
          SET version = excluded.version, found_version = excluded.found_version, status = excluded.status,
            updated_at = excluded.updated_at, row_json = excluded.row_json, departs_at = excluded.departs_at, arrives_at = excluded.arrives_at,
            found_marks = e.marks, marks = excluded.marks, next_deadline_at = excluded.next_deadline_at
          WHERE e.version = excluded.found_version
          RETURNING e.source, e.kind, e.id, e.marks IS DISTINCT FROM e.found_marks AS reworded
        ), worded AS (
          INSERT INTO entity_words (source, kind, id, name, search, terms)
          SELECT r.source, r.kind, r.id, r.name, r.search, string_to_array(r.terms, chr(31))
          FROM runs AS r
          WHERE ((r.source, r.kind, r.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c WHERE c.reworded)) IS TRUE
          ON CONFLICT (source, kind, id) DO UPDATE SET name = excluded.name, search = excluded.search, terms = excluded.terms
        ), accepted AS (
          INSERT INTO events
            (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts)
          SELECT n.source, n.kind, n.id, n.version, n.event_id, n.type, n.occurred_at, n.recorded_at, n.received_at, n.fingerprint, n.outcome,
            n.secret, n.facts
          FROM unnest(@e_sources, @e_kinds, @e_ids, @e_versions, @e_events, @e_types, @e_occurred, @e_recorded, @e_received, @e_fingerprints,
              @e_outcomes, @e_secrets, @e_facts)
            AS n (source, kind, id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts)
          WHERE ((n.source, n.kind, n.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS TRUE
        ), kept AS (
          INSERT INTO bodies (source, kind, entity_id, version, received_at, encoding, body)
          SELECT n.source, n.kind, n.id, n.version, n.received_at, n.encoding, n.body
          FROM unnest(@e_sources, @e_kinds, @e_ids, @e_versions, @e_received, @e_encodings, @e_bodies)
            AS n (source, kind, id, version, received_at, encoding, body)
          WHERE ((n.source, n.kind, n.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS TRUE
        ), owed AS (
          INSERT INTO announcements (source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message)
          SELECT n.source, n.kind, n.id, n.thing, n.revision, n.version, n.occurred_at, now(), n.message
          FROM unnest(@a_sources, @a_kinds, @a_ids, @a_things, @a_revisions, @a_versions, @a_occurred, @a_messages)
            AS n (source, kind, id, thing, revision, version, occurred_at, message)
          WHERE ((n.source, n.kind, n.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS TRUE
          ON CONFLICT (source, kind, entity_id, thing, revision) DO NOTHING
        ), owed_relays AS (
          INSERT INTO relays
            (source, kind, entity_id, version, target_kind, target_id, what, first_version, last_version, next_attempt_at)
          SELECT n.source, n.kind, n.id, n.version, n.target_kind, n.target, n.what, n.first_version, n.last_version, n.due_at
          FROM unnest(@r_sources, @r_kinds, @r_ids, @r_versions, @r_target_kinds, @r_targets, @r_whats, @r_firsts, @r_lasts, @r_due)
            AS n (source, kind, id, version, target_kind, target, what, first_version, last_version, due_at)
          WHERE ((n.source, n.kind, n.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS TRUE
          ON CONFLICT (source, kind, entity_id, version, target_kind, target_id) DO NOTHING
        )
        SELECT r.place::int
        FROM runs AS r
        WHERE ((r.source, r.kind, r.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS NOT TRUE
        """;

    public static NpgsqlCommand Command(NpgsqlConnection connection, IReadOnlyList<EntityRun> batch)
    {
        var command = new NpgsqlCommand(Statement, connection);
        AddHeads(command, batch);
        AddWords(command, batch);
        AddEntries(command, [.. batch.SelectMany(run => run.Entries)]);
        AddAnnouncements(command, batch);
        AddRelays(command, batch);
        return command;
    }

    private static void AddHeads(NpgsqlCommand command, IReadOnlyList<EntityRun> batch) => command
        .WithKeys("", batch, run => run.Key)
        .WithArray("founds", NpgsqlDbType.Bigint, Column(batch, run => run.FirstVersion - 1))
        .WithArray("versions", NpgsqlDbType.Bigint, Column(batch, run => run.LastVersion))
        .WithArray("statuses", NpgsqlDbType.Text, Column(batch, run => run.Head.Status is { } status ? HeadWords.Status(status) : null))
        .WithArray("updates", NpgsqlDbType.TimestampTz, Column(batch, run => Sql.Utc(run.Head.UpdatedAt)))
        .WithArray("departs", NpgsqlDbType.TimestampTz, Column(batch, run => Sql.Utc(run.Head.DepartsAt)))
        .WithArray("arrives", NpgsqlDbType.TimestampTz, Column(batch, run => Sql.Utc(run.Head.ArrivesAt)))
        .WithArray("deadlines", NpgsqlDbType.TimestampTz, Column(batch, run => Sql.Utc(run.Head.NextDeadlineAt)))
        .WithArray("rows", NpgsqlDbType.Bytea, Column(batch, run => run.Head.Row));

    private static void AddWords(NpgsqlCommand command, IReadOnlyList<EntityRun> batch)
    {
        var words = Column(batch, run =>
        {
            var scope = JournalLists.Scope(run.Key.Source, run.Key.Kind);
            return CollectedTerms.With(HeadWords.Of(run.Head, scope), run.Head.Status, scope);
        });
        command
            .WithArray("searches", NpgsqlDbType.Text, Column(words, one => one.Search))
            .WithArray("names", NpgsqlDbType.Text, Column(words, one => one.Name))
            .WithArray("terms", NpgsqlDbType.Text, Column(words, one => one.Terms))
            .WithArray("marks", NpgsqlDbType.Bigint, Column(words, one => one.Hash()));
    }

    private static void AddEntries(NpgsqlCommand command, IReadOnlyList<JournalEntry> entries)
    {
        var bodies = Column(entries, entry => BodyCodec.Encode(entry.Body));
        command
            .WithKeys("e_", entries, entry => entry.Key)
            .WithArray("e_versions", NpgsqlDbType.Bigint, Column(entries, entry => entry.Version))
            .WithArray("e_events", NpgsqlDbType.Text, Column(entries, entry => entry.EventId.Value))
            .WithArray("e_types", NpgsqlDbType.Text, Column(entries, entry => StorableText.Clean(entry.Type, StorableText.Line)))
            .WithArray("e_occurred", NpgsqlDbType.TimestampTz, Column(entries, entry => Sql.Utc(entry.OccurredAt)))
            .WithArray("e_recorded", NpgsqlDbType.TimestampTz, Column(entries, entry => Sql.Utc(entry.RecordedAt)))
            .WithArray("e_received", NpgsqlDbType.TimestampTz, Column(entries, entry => Sql.Utc(entry.ReceivedAt)))
            .WithArray("e_fingerprints", NpgsqlDbType.Bigint, Column(entries, entry => entry.Fingerprint))
            .WithArray("e_outcomes", NpgsqlDbType.Text, Column(entries, entry => entry.Outcome))
            .WithArray("e_secrets", NpgsqlDbType.Text, Column(entries, entry => StorableText.Clean(entry.Secret)))
            .WithArray("e_facts", NpgsqlDbType.Bytea, Column(entries, entry => entry.Facts))
            .WithArray("e_encodings", NpgsqlDbType.Smallint, Column(bodies, body => (short)body.Encoding))
            .WithArray("e_bodies", NpgsqlDbType.Bytea, Column(bodies, body => body.Bytes));
    }

    private static void AddAnnouncements(NpgsqlCommand command, IReadOnlyList<EntityRun> batch)
    {
        var owed = (from run in batch from entry in run.Entries from announcement in entry.Announcements select (entry, announcement)).ToList();
        command
            .WithKeys("a_", owed, one => one.entry.Key)
            .WithArray("a_things", NpgsqlDbType.Text, Column(owed, one => StorableText.Clean(one.announcement.Thing, StorableText.Line)))
            .WithArray("a_revisions", NpgsqlDbType.Integer, Column(owed, one => one.announcement.Revision))
            .WithArray("a_versions", NpgsqlDbType.Bigint, Column(owed, one => one.entry.Version))
            .WithArray("a_occurred", NpgsqlDbType.TimestampTz, Column(owed, one => Sql.Utc(one.announcement.OccurredAt)))
            .WithArray("a_messages", NpgsqlDbType.Bytea, Column(owed, one => one.announcement.Message));
    }

    /// <summary>Due at once: when the event was received.</summary>
    private static void AddRelays(NpgsqlCommand command, IReadOnlyList<EntityRun> batch)
    {
        var owed = (from run in batch from entry in run.Entries from relay in entry.Relays select (entry, relay)).ToList();
        command
            .WithKeys("r_", owed, one => one.entry.Key)
            .WithArray("r_versions", NpgsqlDbType.Bigint, Column(owed, one => one.entry.Version))
            .WithArray("r_target_kinds", NpgsqlDbType.Smallint, Column(owed, one => (short)one.relay.To.Kind))
            .WithArray("r_targets", NpgsqlDbType.Text, Column(owed, one => one.relay.To.Id))
            .WithArray("r_whats", NpgsqlDbType.Smallint, Column(owed, one => (short)one.relay.What))
            .WithArray("r_firsts", NpgsqlDbType.Bigint, Column(owed, one => one.relay.First))
            .WithArray("r_lasts", NpgsqlDbType.Bigint, Column(owed, one => one.relay.Last))
            .WithArray("r_due", NpgsqlDbType.TimestampTz, Column(owed, one => Sql.Utc(one.entry.ReceivedAt)));
    }

    private static NpgsqlCommand WithKeys<T>(this NpgsqlCommand command, string prefix, IReadOnlyList<T> items, Func<T, EntityKey> key) => command
        .WithArray(prefix + "sources", NpgsqlDbType.Text, Column(items, item => key(item).Source))
        .WithArray(prefix + "kinds", NpgsqlDbType.Smallint, Column(items, item => (short)key(item).Kind))
        .WithArray(prefix + "ids", NpgsqlDbType.Text, Column(items, item => key(item).Id));

    private static TColumn[] Column<T, TColumn>(IReadOnlyList<T> items, Func<T, TColumn> value)
    {
        var column = new TColumn[items.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(items[i]);
        return column;
    }
}
