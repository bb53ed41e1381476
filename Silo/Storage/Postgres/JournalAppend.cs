using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>The one statement of a group commit: claims the heads and writes the commit with what it announces, and events and relays for the claimed ones only.</summary>
internal static class JournalAppend
{
    // 1 A run claims its head by an upsert on the primary key: no plan can turn that into anything but one index look-up per run, and locks are
    //   taken in the order of the batch. The first condition spares a hopeless claim its lock; the second, on the row as it is once locked, is the fence.
    // 2 Entries of unclaimed runs are left out. "IS TRUE" keeps the planner from making a join of it: the claimed keys are hashed once.
    // 3 One row for the commit, with all bodies in one block and all announcements in another, unless every run was refused. It says itself which runs were, so whoever reads commits
    //   needs no other table to know what counts. Each event has the place of its body, which is its own in the batch.
    // 4 Lists follow: until the rows of the entities are written, the commit stands among the unlisted ones.
    // 5 What comes back is the commit's number, at place 0, and what was refused: normally nothing.
    private const string Statement = """
        WITH runs AS MATERIALIZED (
          SELECT * FROM unnest(@sources, @kinds, @ids, @founds, @versions) WITH ORDINALITY AS r (source, kind, id, found, version, place)
        ), claimed AS (
          INSERT INTO entities AS e (source, kind, id, version, found_version)
          SELECT r.source, r.kind, r.id, r.version, r.found
          FROM runs AS r
          WHERE r.found = coalesce((SELECT h.version FROM entities AS h WHERE h.source = r.source AND h.kind = r.kind AND h.id = r.id), 0)
          ORDER BY r.place
          ON CONFLICT (source, kind, id) DO UPDATE SET version = excluded.version, found_version = excluded.found_version
          WHERE e.version = excluded.found_version
          RETURNING e.source, e.kind, e.id
        ), refused AS MATERIALIZED (
          SELECT r.place::int AS place FROM runs AS r WHERE ((r.source, r.kind, r.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS NOT TRUE
        ), block AS (
          INSERT INTO commits (encoding, entities, bodies, announcements, refused)
          SELECT @encoding, @entities, @bodies, @announcements, (SELECT array_agg(f.place - 1 ORDER BY f.place) FROM refused AS f)
          WHERE EXISTS (SELECT FROM claimed)
          RETURNING id
        ), noted AS (
          INSERT INTO unlisted (commit, writer) SELECT b.id, @writer FROM block AS b
        ), accepted AS (
          INSERT INTO events
            (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts, commit, place, announces)
          SELECT n.source, n.kind, n.id, n.version, n.event_id, n.type, n.occurred_at, n.recorded_at, n.received_at, n.fingerprint, n.outcome,
            n.secret, n.facts, (SELECT b.id FROM block AS b), (n.place - 1)::int, n.announces
          FROM unnest(@e_sources, @e_kinds, @e_ids, @e_versions, @e_events, @e_types, @e_occurred, @e_recorded, @e_received, @e_fingerprints,
              @e_outcomes, @e_secrets, @e_facts, @e_announces) WITH ORDINALITY
            AS n (source, kind, id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts, announces, place)
          WHERE ((n.source, n.kind, n.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS TRUE
        ), owed_relays AS (
          INSERT INTO relays
            (source, kind, entity_id, version, target_kind, target_id, what, first_version, last_version, next_attempt_at)
          SELECT n.source, n.kind, n.id, n.version, n.target_kind, n.target, n.what, n.first_version, n.last_version, n.due_at
          FROM unnest(@r_sources, @r_kinds, @r_ids, @r_versions, @r_target_kinds, @r_targets, @r_whats, @r_firsts, @r_lasts, @r_due)
            AS n (source, kind, id, version, target_kind, target, what, first_version, last_version, due_at)
          WHERE ((n.source, n.kind, n.id) IN (SELECT c.source, c.kind, c.id FROM claimed AS c)) IS TRUE
          ON CONFLICT (source, kind, entity_id, version, target_kind, target_id) DO NOTHING
        )
        SELECT 0, b.id FROM block AS b
        UNION ALL
        SELECT f.place, 0 FROM refused AS f
        """;

    /// <param name="block">The bodies of all entries, in their order.</param>
    /// <param name="announcements">What they announce; null: nothing.</param>
    public static NpgsqlCommand Command(NpgsqlConnection connection, IReadOnlyList<EntityRun> batch, EncodedBlock block, byte[]? announcements, Guid writer)
    {
        var command = new NpgsqlCommand(Statement, connection)
            .With("writer", NpgsqlDbType.Uuid, writer)
            .With("encoding", NpgsqlDbType.Smallint, (short)BlockEncoding.Segments)
            .With("entities", NpgsqlDbType.Bytea, CommitKeys.Encode(batch))
            .With("bodies", NpgsqlDbType.Bytea, block.Bytes)
            .With("announcements", NpgsqlDbType.Bytea, announcements);
        AddHeads(command, batch);
        AddEntries(command, [.. batch.SelectMany(run => run.Entries)]);
        AddRelays(command, batch);
        return command;
    }

    private static void AddHeads(NpgsqlCommand command, IReadOnlyList<EntityRun> batch) => command
        .WithKeys("", batch, run => run.Key)
        .WithArray("founds", NpgsqlDbType.Bigint, Columns.Of(batch, run => run.FirstVersion - 1))
        .WithArray("versions", NpgsqlDbType.Bigint, Columns.Of(batch, run => run.LastVersion));

    private static void AddEntries(NpgsqlCommand command, IReadOnlyList<JournalEntry> entries) => command
        .WithKeys("e_", entries, entry => entry.Key)
        .WithArray("e_versions", NpgsqlDbType.Bigint, Columns.Of(entries, entry => entry.Version))
        .WithArray("e_events", NpgsqlDbType.Text, Columns.Of(entries, entry => entry.EventId.Value))
        .WithArray("e_types", NpgsqlDbType.Text, Columns.Of(entries, entry => StorableText.Clean(entry.Type, StorableText.Line)))
        .WithArray("e_occurred", NpgsqlDbType.TimestampTz, Columns.Of(entries, entry => Sql.Utc(entry.OccurredAt)))
        .WithArray("e_recorded", NpgsqlDbType.TimestampTz, Columns.Of(entries, entry => Sql.Utc(entry.RecordedAt)))
        .WithArray("e_received", NpgsqlDbType.TimestampTz, Columns.Of(entries, entry => Sql.Utc(entry.ReceivedAt)))
        .WithArray("e_fingerprints", NpgsqlDbType.Bigint, Columns.Of(entries, entry => entry.Fingerprint))
        .WithArray("e_outcomes", NpgsqlDbType.Text, Columns.Of(entries, entry => entry.Outcome))
        .WithArray("e_secrets", NpgsqlDbType.Text, Columns.Of(entries, entry => StorableText.Clean(entry.Secret)))
        .WithArray("e_facts", NpgsqlDbType.Bytea, Columns.Of(entries, entry => entry.Facts))
        .WithArray("e_announces", NpgsqlDbType.Smallint, Columns.Of(entries, entry => entry.Announcements.Count == 0 ? null : (short?)Math.Min(entry.Announcements.Count, short.MaxValue)));

    /// <summary>Due at once: when the event was received.</summary>
    private static void AddRelays(NpgsqlCommand command, IReadOnlyList<EntityRun> batch)
    {
        var owed = (from run in batch from entry in run.Entries from relay in entry.Relays select (entry, relay)).ToList();
        command
            .WithKeys("r_", owed, one => one.entry.Key)
            .WithArray("r_versions", NpgsqlDbType.Bigint, Columns.Of(owed, one => one.entry.Version))
            .WithArray("r_target_kinds", NpgsqlDbType.Smallint, Columns.Of(owed, one => (short)one.relay.To.Kind))
            .WithArray("r_targets", NpgsqlDbType.Text, Columns.Of(owed, one => one.relay.To.Id))
            .WithArray("r_whats", NpgsqlDbType.Smallint, Columns.Of(owed, one => (short)one.relay.What))
            .WithArray("r_firsts", NpgsqlDbType.Bigint, Columns.Of(owed, one => one.relay.First))
            .WithArray("r_lasts", NpgsqlDbType.Bigint, Columns.Of(owed, one => one.relay.Last))
            .WithArray("r_due", NpgsqlDbType.TimestampTz, Columns.Of(owed, one => Sql.Utc(one.entry.ReceivedAt)));
    }
}
