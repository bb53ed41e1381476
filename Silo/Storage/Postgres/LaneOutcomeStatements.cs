namespace Silo.Storage.Postgres;

/// <summary>
/// What came of messages. Three statements of one transaction: <see cref="Lock"/>, then each sees what was committed before; ends are numbers of <see cref="Grains.Notifications.Lanes.LaneEnd"/>:
/// 1 sent, 2 again, 3 failed, 4 put off, 5 nothing.
/// </summary>
internal static class LaneOutcomeStatements
{
    /// <summary>All that may change, lanes of digests last; so whoever collects for a digest meanwhile is waited for, or finds it ended.</summary>
    public const string Lock = """
        SELECT FROM lanes AS l
        WHERE l.id = ANY(@ids) OR l.id = ANY(@t_ids) OR l.id = ANY(ARRAY(
          SELECT m.id
          FROM unnest(@ids) AS o (id)
          CROSS JOIN LATERAL (SELECT * FROM lanes AS n WHERE n.id = o.id OFFSET 0) AS d
          CROSS JOIN LATERAL (
            SELECT n.id FROM lanes AS n
            WHERE n.generation = d.generation AND n.subscription = d.subscription AND n.source = d.source AND n.digest = d.revision
            OFFSET 0
          ) AS m
          WHERE d.kind = 0
        ))
        ORDER BY l.kind = 0, l.id
        FOR NO KEY UPDATE
        """;

    /// <summary>
    /// Members end as their digest does. What the message told of another revision than holds now is collected anew; so is what it did not tell. One of which there was nothing to say by itself meanwhile
    /// is looked at again: now something was told. Members that failed with it keep its number, by which a person
    /// has it tried again.
    /// </summary>
    public const string Members = $"""
        WITH digests AS MATERIALIZED (
          SELECT o.id, o.revision, o."end", o.at, o.error, o.arrived OR l.doubtful AS arrived, l.generation, l.subscription, l.source
          FROM unnest(@ids, @revisions, @retries, @ends, @at, @arrived, @errors) AS o (id, revision, retries, "end", at, arrived, error)
          CROSS JOIN LATERAL (SELECT * FROM lanes AS n WHERE n.id = o.id OFFSET 0) AS l
          WHERE l.kind = 0 AND (o."end" = 1 OR (o."end" IN (3, 5) AND l.state = 1 AND l.message <> ''::bytea AND l.revision = o.revision AND l.retries = o.retries))
        ), told AS MATERIALIZED (
          SELECT t.id, t.revision, t.message, d."end", d.at, d.error, d.arrived
          FROM unnest(@t_digests, @t_ids, @t_revisions, @t_messages) AS t (digest, id, revision, message)
          JOIN digests AS d ON d.id = t.digest AND d."end" = 1
        ), held AS MATERIALIZED (
          SELECT m.id, d."end", d.at, d.error, d.arrived
          FROM digests AS d
          CROSS JOIN LATERAL (
            SELECT n.id FROM lanes AS n
            WHERE n.generation = d.generation AND n.subscription = d.subscription AND n.source = d.source AND n.digest = d.revision
            OFFSET 0
          ) AS m
        ), members AS MATERIALIZED (
          SELECT coalesce(h.id, t.id) AS id, t.revision, t.message, coalesce(h."end", t."end") AS "end", coalesce(h.at, t.at) AS at, h.error, h.arrived,
            l.state IN (2, 3) AND h.id IS NOT NULL AND CASE coalesce(h."end", t."end") WHEN 1 THEN t.revision IS NOT NULL AND t.revision = l.revision WHEN 5 THEN l.state = 2 ELSE false END AS rests,
            l.state = 2 AND h.id IS NOT NULL AND h."end" = 3 AS fails,
            l.state = 2 AND h.id IS NOT NULL AND h."end" = 1 AS leaves,
            t.revision IS NOT NULL AND t.revision <= l.revision AND coalesce(l.told_revision, -1) < t.revision AS hears,
            l.state = 0 AND t.revision IS NOT NULL AND t.revision < l.revision AND coalesce(l.told_revision, -1) < t.revision AS stale
          FROM held AS h
          FULL JOIN told AS t ON t.id = h.id
          CROSS JOIN LATERAL (SELECT * FROM lanes AS n WHERE n.id = coalesce(h.id, t.id) OFFSET 0) AS l
        )
        , ended AS (
          UPDATE lanes AS l SET
            told_revision = CASE WHEN m.hears THEN m.revision ELSE l.told_revision END,
            told = CASE WHEN m.hears THEN CASE WHEN m.revision < l.revision THEN m.message END ELSE l.told END,
            told_at = CASE WHEN m.hears THEN m.at ELSE l.told_at END,
            doubtful = CASE WHEN m.hears THEN false ELSE l.doubtful OR (m.fails AND m.arrived) END,
            state = CASE WHEN m.rests THEN 0 WHEN m.fails THEN 3 WHEN m.stale THEN 1 ELSE l.state END,
            digest = CASE WHEN m.rests OR m.leaves THEN NULL ELSE l.digest END,
            attempts = CASE WHEN m.rests THEN 0 ELSE l.attempts END,
            due_at = CASE WHEN m.rests THEN NULL WHEN m.stale THEN m.at ELSE l.due_at END,
            since = CASE WHEN m.stale THEN m.at ELSE l.since END,
            escalate_at = CASE WHEN m.rests THEN NULL ELSE l.escalate_at END,
            last_error = CASE WHEN m.rests THEN NULL WHEN m.fails THEN m.error ELSE l.last_error END
          FROM members AS m
          WHERE l.id = m.id AND (m.hears OR m.rests OR m.fails OR m.leaves)
          RETURNING l.target, l.due_at, l.needs, m.stale
        )
        {LaneExpansionStatements.Touch}
        SELECT target, due_at, needs FROM ended WHERE stale
        {LaneExpansionStatements.TouchEnd}
        """;

    /// <summary>
    /// 1 A lane rests when what holds now was sent, or is known; otherwise it waits on. Who comes too late, or was overtaken by a person's retry, only reports success.
    /// 2 A digest that ended opens again if more has been collected.
    /// 3 What was sent, or counts as given up, is in the log; sent stays sent.
    /// 4 What comes earlier than it would have is looked for earlier.
    /// </summary>
    public const string Record = $"""
        WITH outcomes AS MATERIALIZED (
          SELECT o.id, o."end", o.at, coalesce(o.due_at, o.at) AS due_at, o.arrived, o.error, o.message, o.revision, l.kind,
            coalesce(o.target, l.target) AS target, CASE WHEN o.target IS NULL OR o.target = l.target THEN l.due_at END AS due_before,
            l.revision = o.revision AS is_last,
            l.state = 1 AND l.message <> ''::bytea AND l.revision = o.revision AS is_closed,
            CASE
              WHEN o."end" = 1 THEN l.kind = 0 OR (o.revision <= l.revision AND coalesce(l.told_revision, -1) < o.revision)
              WHEN l.state <> 1 OR l.retries <> o.retries THEN false
              WHEN l.kind <> 0 THEN o.revision <= l.revision AND coalesce(l.told_revision, -1) < o.revision
              ELSE l.revision = o.revision AND (l.message <> ''::bytea OR o."end" IN (4, 5))
            END AS counts,
            l.kind = 0 AND EXISTS (
              SELECT FROM lanes AS c
              WHERE c.generation = l.generation AND c.subscription = l.subscription AND c.source = l.source AND c.state = 2 AND c.digest IS NULL
              OFFSET 0
            ) AS has_more
          FROM unnest(@ids, @revisions, @retries, @ends, @at, @due, @arrived, @errors, @messages, @moves)
            AS o (id, revision, retries, "end", at, due_at, arrived, error, message, target)
          CROSS JOIN LATERAL (SELECT * FROM lanes AS n WHERE n.id = o.id OFFSET 0) AS l
        ), lanes_ended AS (
          UPDATE lanes AS l SET
            target = o.target,
            told_revision = CASE WHEN o."end" = 1 THEN o.revision ELSE l.told_revision END,
            told = CASE WHEN o."end" = 1 THEN CASE WHEN NOT o.is_last THEN o.message END ELSE l.told END,
            told_at = CASE WHEN o."end" = 1 THEN o.at ELSE l.told_at END,
            doubtful = CASE WHEN o."end" = 1 THEN false ELSE l.doubtful OR (o."end" IN (2, 3) AND o.arrived) END,
            state = CASE WHEN NOT o.is_last AND l.state = 0 AND o."end" = 1 THEN 1 WHEN NOT o.is_last THEN l.state WHEN o."end" IN (1, 5) THEN 0 WHEN o."end" = 3 THEN 3 ELSE l.state END,
            digest = CASE WHEN o.is_last AND o."end" IN (1, 5) THEN NULL ELSE l.digest END,
            attempts = CASE
              WHEN o."end" = 4 OR (NOT o.is_last AND l.state <> 1) THEN l.attempts
              WHEN o."end" = 2 OR (o."end" = 3 AND o.is_last) THEN l.attempts + 1
              ELSE 0 END,
            due_at = CASE WHEN o."end" IN (2, 4) THEN o.due_at WHEN o.is_last THEN NULL WHEN l.state = 1 OR (l.state = 0 AND o."end" = 1) THEN o.at ELSE l.due_at END,
            last_error = CASE WHEN o."end" IN (2, 3) THEN o.error WHEN o.is_last AND o."end" IN (1, 5) THEN NULL ELSE l.last_error END,
            escalate_at = CASE WHEN NOT o.is_last OR o."end" IN (2, 4) THEN l.escalate_at WHEN o."end" = 3 AND l.escalate_at > o.at THEN o.at WHEN o."end" = 3 THEN l.escalate_at END
          FROM outcomes AS o
          WHERE l.id = o.id AND o.kind <> 0 AND o.counts
          RETURNING l.id, l.target, l.needs, l.state, l.due_at, o.due_before
        ), digests_ended AS (
          UPDATE lanes AS l SET
            target = o.target,
            told_revision = CASE WHEN o."end" = 1 THEN greatest(l.told_revision, o.revision) ELSE l.told_revision END,
            told_at = CASE WHEN o."end" = 1 AND coalesce(l.told_revision, -1) < o.revision THEN o.at ELSE l.told_at END,
            state = CASE WHEN NOT o.ends THEN l.state WHEN o.has_more THEN 1 ELSE 0 END,
            message = CASE WHEN o.ends THEN ''::bytea ELSE l.message END,
            since = CASE WHEN o.ends AND o.has_more THEN (
              SELECT c.since FROM lanes AS c
              WHERE c.generation = l.generation AND c.subscription = l.subscription AND c.source = l.source AND c.state = 2 AND c.state <> 0 AND c.digest IS NULL
              ORDER BY c.announced_at, c.id LIMIT 1
            ) ELSE l.since END,
            due_at = CASE WHEN o.ends THEN CASE WHEN o.has_more THEN o.at END WHEN o."end" IN (2, 4) THEN o.due_at ELSE l.due_at END,
            attempts = CASE WHEN o.ends THEN 0 WHEN o."end" = 2 THEN l.attempts + 1 ELSE l.attempts END,
            doubtful = CASE WHEN o.ends THEN false ELSE l.doubtful OR (o."end" = 2 AND o.arrived) END,
            last_error = CASE WHEN o.ends THEN NULL WHEN o."end" = 2 THEN o.error ELSE l.last_error END
          FROM (SELECT e.*, e."end" IN (3, 5) OR (e."end" = 1 AND e.is_closed) AS ends FROM outcomes AS e WHERE e.kind = 0 AND e.counts) AS o
          WHERE l.id = o.id
          RETURNING l.id, l.target, l.needs, l.state, l.due_at, o.due_before
        ), ended AS (
          SELECT * FROM lanes_ended UNION ALL SELECT * FROM digests_ended
        ), logged AS (
          INSERT INTO messages AS m (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, attempts, created_at, sent_at, ended_at, last_error, message, words)
          SELECT w.id, w.source, w.kind, w.entity_id, w.thing, w.revision, w.subscription, w.channel, w.target, CASE WHEN w.is_sent THEN 'sent' ELSE 'failed' END, w.attempts,
            w.since, CASE WHEN w.is_sent THEN w.at END, w.at, CASE WHEN NOT w.is_sent THEN w.error END, w.message, w.words
          FROM unnest(@w_ids, @w_lanes, @w_sources, @w_kinds, @w_entities, @w_things, @w_revisions, @w_subscriptions, @w_channels, @w_targets, @w_sent, @w_attempts, @w_since, @w_at, @w_errors,
            @w_messages, @w_words)
            AS w (id, lane, source, kind, entity_id, thing, revision, subscription, channel, target, is_sent, attempts, since, at, error, message, words)
          WHERE w.is_sent OR w.lane IN (SELECT id FROM ended)
          ORDER BY w.id
          ON CONFLICT (id) DO UPDATE SET state = excluded.state, channel = excluded.channel, target = excluded.target, attempts = excluded.attempts, sent_at = excluded.sent_at,
            ended_at = excluded.ended_at, last_error = excluded.last_error, message = excluded.message, words = excluded.words
          WHERE m.state = 'failed'
        )
        {LaneExpansionStatements.Touch}
        SELECT target, due_at, needs FROM ended WHERE state = 1 AND (due_before IS NULL OR due_at < due_before)
        {LaneExpansionStatements.TouchEnd}
        """;
}
