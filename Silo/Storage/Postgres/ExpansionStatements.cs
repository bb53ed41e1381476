namespace Silo.Storage.Postgres;

/// <summary>How announcements become notifications: read by one statement, so that all of a page is of one moment, and written by one.</summary>
internal static class ExpansionStatements
{
    public const string Owed = """
        SELECT p.source, p.kind, p.entity_id, p.thing, p.revision, p.version, p.occurred_at, p.announced_at, p.message,
          CASE WHEN p.revision > 0 THEN ARRAY(
            SELECT DISTINCT n.subscription FROM notifications AS n
            WHERE n.source = p.source AND n.kind = p.kind AND n.entity_id = p.entity_id AND n.thing = p.thing AND n.revision < p.revision
          ) ELSE ARRAY[]::text[] END,
          e.subscriptions, e.revisions, e.values, (SELECT version FROM subscriptions_version)
        FROM (
          SELECT * FROM announcements
          WHERE expanded_at IS NULL
          ORDER BY announced_at, source, kind, entity_id, version, thing, revision
          LIMIT @limit
        ) AS p
        LEFT JOIN LATERAL (
          SELECT array_agg(t.subscription) AS subscriptions, array_agg(t.revision) AS revisions, array_agg(t.value) AS values
          FROM told_estimates AS t
          WHERE t.source = p.source AND t.kind = p.kind AND t.entity_id = p.entity_id AND t.thing = p.thing
        ) AS e ON p.thing LIKE 'estimate:%'
        ORDER BY p.announced_at, p.source, p.kind, p.entity_id, p.version, p.thing, p.revision
        """;

    // 1 The announcements are claimed in the order of their keys, so that nobody waits in a circle. Who waited for another finds them expanded: the
    //   condition is looked at again on the row as it is once locked. The clock is the database's, read after that wait.
    // 2 What was decided about others is left out, and so is a digest that none of the rest is for.
    // 3 A digest is a notification of an announcement that nobody made; both may be there already.
    public const string Expand = """
        WITH wanted AS MATERIALIZED (
          SELECT * FROM unnest(@a_sources, @a_kinds, @a_ids, @a_things, @a_revisions) AS w (source, kind, entity_id, thing, revision)
        ), locked AS MATERIALIZED (
          SELECT a.source, a.kind, a.entity_id, a.thing, a.revision
          FROM wanted AS w
          JOIN announcements AS a
            ON a.source = w.source AND a.kind = w.kind AND a.entity_id = w.entity_id AND a.thing = w.thing AND a.revision = w.revision
          WHERE a.expanded_at IS NULL
          ORDER BY a.source, a.kind, a.entity_id, a.thing, a.revision
          FOR UPDATE OF a
        ), expanded AS (
          UPDATE announcements AS a SET expanded_at = @now
          FROM locked AS l
          WHERE a.source = l.source AND a.kind = l.kind AND a.entity_id = l.entity_id AND a.thing = l.thing AND a.revision = l.revision
            AND (@not_after IS NULL OR clock_timestamp() < @not_after)
          RETURNING a.source, a.kind, a.entity_id, a.thing, a.revision
        ), chosen AS MATERIALIZED (
          SELECT n.*
          FROM unnest(@n_row_ids, @n_subscriptions, @n_channels, @n_targets, @n_sources, @n_kinds, @n_ids, @n_things, @n_revisions, @n_due, @n_escalate,
              @n_backup_channels, @n_backup_targets, @n_digests, @n_told)
            AS n (id, subscription, channel, target, source, kind, entity_id, thing, revision, due_at, escalate_at, backup_channel, backup_target, digest,
              told_before)
          WHERE ((n.source, n.kind, n.entity_id, n.thing, n.revision) IN (SELECT x.source, x.kind, x.entity_id, x.thing, x.revision FROM expanded AS x)) IS TRUE
        ), made AS (
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, next_attempt_at, created_at,
            escalate_at, backup_channel, backup_target, digest, told_before)
          SELECT c.id, c.source, c.kind, c.entity_id, c.thing, c.revision, c.subscription, c.channel, c.target,
            CASE WHEN c.digest IS NULL THEN 'pending' ELSE 'collected' END, c.due_at, @now, c.escalate_at, c.backup_channel, c.backup_target, c.digest,
            c.told_before
          FROM chosen AS c
          ON CONFLICT DO NOTHING
        ), told AS (
          INSERT INTO told_estimates AS t (source, kind, entity_id, thing, subscription, revision, value)
          SELECT e.source, e.kind, e.entity_id, e.thing, e.subscription, e.revision, e.value
          FROM unnest(@e_sources, @e_kinds, @e_ids, @e_things, @e_subscriptions, @e_revisions, @e_values)
            AS e (source, kind, entity_id, thing, subscription, revision, value)
          WHERE ((e.source, e.kind, e.entity_id, e.thing, e.revision) IN (SELECT x.source, x.kind, x.entity_id, x.thing, x.revision FROM expanded AS x)) IS TRUE
          ORDER BY e.source, e.kind, e.entity_id, e.thing, e.subscription
          ON CONFLICT (source, kind, entity_id, thing, subscription) DO UPDATE SET revision = excluded.revision, value = excluded.value
          WHERE t.revision < excluded.revision
        ), days AS MATERIALIZED (
          SELECT d.*
          FROM unnest(@d_row_ids, @d_sources, @d_subscriptions, @d_channels, @d_targets, @d_things, @d_due)
            AS d (id, source, subscription, channel, target, thing, due_at)
          WHERE d.id IN (SELECT c.digest FROM chosen AS c WHERE c.digest IS NOT NULL)
          ORDER BY d.source, d.thing, d.id
        ), begun AS (
          INSERT INTO announcements (source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message, expanded_at)
          SELECT DISTINCT d.source, 0::smallint, '', d.thing, 0, 0::bigint, @now, @now, '\x7b7d'::bytea, @now
          FROM days AS d
          ORDER BY 1, 4
          ON CONFLICT DO NOTHING
        ), collecting AS (
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, subscription, channel, target, next_attempt_at, created_at)
          SELECT d.id, d.source, 0, '', d.thing, 0, d.subscription, d.channel, d.target, d.due_at, @now
          FROM days AS d
          ON CONFLICT DO NOTHING
        )
        SELECT count(*)::int FROM expanded
        """;
}
