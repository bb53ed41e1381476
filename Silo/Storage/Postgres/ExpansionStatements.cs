namespace Silo.Storage.Postgres;

/// <summary>How announcements become notifications: what was told before is read by one statement, and what comes of a page is written by one, together with the place of the reader.</summary>
internal static class ExpansionStatements
{
    public const string OldOwed = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message
        FROM old_announcements
        WHERE expanded_at IS NULL
        ORDER BY announced_at, source, kind, entity_id, version, thing, revision
        LIMIT @limit
        """;

    /// <summary>Of each of these things, by place: who has been told of an earlier revision, and what each subscription was told last of an estimate.</summary>
    public const string Told = """
        SELECT p.place::int,
          CASE WHEN p.revision > 0 THEN ARRAY(
            SELECT DISTINCT n.subscription FROM notifications AS n
            WHERE n.source = p.source AND n.kind = p.kind AND n.entity_id = p.entity_id AND n.thing = p.thing AND n.revision < p.revision
          ) ELSE ARRAY[]::text[] END,
          e.subscriptions, e.revisions, e.values
        FROM unnest(@sources, @kinds, @ids, @things, @revisions) WITH ORDINALITY AS p (source, kind, entity_id, thing, revision, place)
        LEFT JOIN LATERAL (
          SELECT array_agg(t.subscription) AS subscriptions, array_agg(t.revision) AS revisions, array_agg(t.value) AS values
          FROM told_estimates AS t
          WHERE t.source = p.source AND t.kind = p.kind AND t.entity_id = p.entity_id AND t.thing = p.thing
        ) AS e ON p.thing LIKE 'estimate:%'
        """;

    /// <summary>What commits announced.</summary>
    public const string Expand = $"""
        WITH moved AS (
          {CommitMoves.Statement}
        ){Write}
        """;

    /// <summary>What older programs announced: it is marked, too.</summary>
    public const string ExpandOld = $"""
        WITH moved AS (
          {CommitMoves.Statement}
        ), expanded AS (
          UPDATE old_announcements AS a SET expanded_at = @now
          FROM unnest(@a_sources, @a_kinds, @a_ids, @a_things, @a_revisions) AS w (source, kind, entity_id, thing, revision)
          WHERE a.source = w.source AND a.kind = w.kind AND a.entity_id = w.entity_id AND a.thing = w.thing AND a.revision = w.revision
            AND EXISTS (SELECT FROM moved)
        ){Write}
        """;

    // 1 All of it is written if the reader has moved, and nothing if it has not: who decides about announcements that somebody else was faster with writes nothing.
    // 2 Of each announcement key and message are sent once; a notification says by place which it is of.
    // 3 A digest may be there already.
    private const string Write = """
        , made AS (
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, announced_at, message, subscription, channel, target, state, next_attempt_at, created_at,
            escalate_at, backup_channel, backup_target, digest, told_before)
          SELECT n.id, (@a_sources)[n.place], (@a_kinds)[n.place], (@a_ids)[n.place], (@a_things)[n.place], (@a_revisions)[n.place], (@a_announced)[n.place],
            (@a_messages)[n.place], n.subscription, n.channel, n.target, CASE WHEN n.digest IS NULL THEN 'pending' ELSE 'collected' END, n.due_at, @now, n.escalate_at,
            n.backup_channel, n.backup_target, n.digest, n.told_before
          FROM unnest(@n_row_ids, @n_places, @n_subscriptions, @n_channels, @n_targets, @n_due, @n_escalate, @n_backup_channels, @n_backup_targets, @n_digests, @n_told)
            AS n (id, place, subscription, channel, target, due_at, escalate_at, backup_channel, backup_target, digest, told_before)
          WHERE EXISTS (SELECT FROM moved)
          ON CONFLICT DO NOTHING
        ), told AS (
          INSERT INTO told_estimates AS t (source, kind, entity_id, thing, subscription, revision, value)
          SELECT e.source, e.kind, e.entity_id, e.thing, e.subscription, e.revision, e.value
          FROM unnest(@e_sources, @e_kinds, @e_ids, @e_things, @e_subscriptions, @e_revisions, @e_values)
            AS e (source, kind, entity_id, thing, subscription, revision, value)
          WHERE EXISTS (SELECT FROM moved)
          ORDER BY e.source, e.kind, e.entity_id, e.thing, e.subscription
          ON CONFLICT (source, kind, entity_id, thing, subscription) DO UPDATE SET revision = excluded.revision, value = excluded.value
          WHERE t.revision < excluded.revision
        ), collecting AS (
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, announced_at, message, subscription, channel, target, next_attempt_at, created_at)
          SELECT d.id, d.source, 0, '', d.thing, 0, @now, '\x7b7d'::bytea, d.subscription, d.channel, d.target, d.due_at, @now
          FROM unnest(@d_row_ids, @d_sources, @d_subscriptions, @d_channels, @d_targets, @d_things, @d_due)
            AS d (id, source, subscription, channel, target, thing, due_at)
          WHERE EXISTS (SELECT FROM moved)
          ORDER BY d.id
          ON CONFLICT DO NOTHING
        )
        SELECT count(*)::int FROM moved
        """;
}
