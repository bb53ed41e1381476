namespace Silo.Storage.Postgres;

/// <summary>
/// How announcements become lanes. Whoever writes several rows locks them in this order, so that no two wait for each other: the place of the reader, lanes by id, lanes of digests by id, mailboxes by target.
/// </summary>
internal static class LaneExpansionStatements
{
    /// <summary>An entity has few lanes of a thing: one look-up each, however few the planner thinks there are.</summary>
    public const string Known = $"""
        SELECT {LaneRows.Known}
        FROM unnest(@sources, @kinds, @ids, @things) AS p (source, kind, entity_id, thing)
        CROSS JOIN LATERAL (
          SELECT * FROM lanes AS n
          WHERE n.source = p.source AND n.kind = p.kind AND n.entity_id = p.entity_id AND n.thing = p.thing
          OFFSET 0
        ) AS l
        """;

    /// <summary>What commits announced.</summary>
    public const string Expand = $"""
        WITH moved AS (
          {CommitMoves.Statement}
        ){Become}
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
        ){Become}
        """;

    /// <summary>Comes before <see cref="HandOn"/>.</summary>
    public const string LockHanded = "SELECT FROM lanes WHERE id = ANY(@h_ids) OR id = ANY(@m_ids) ORDER BY kind = 0, id FOR NO KEY UPDATE";

    /// <summary>Backups hear of what nobody has handed on yet, and what has not moved on.</summary>
    public const string HandOn = $"""
        WITH handed AS (
          UPDATE lanes AS l SET escalate_at = NULL
          FROM unnest(@h_ids, @h_revisions) AS h (id, revision)
          WHERE l.id = h.id AND l.escalate_at IS NOT NULL AND (h.revision IS NULL OR l.revision = h.revision)
          RETURNING l.id
        ), allowed AS (
          SELECT m.*
          FROM {Made}
          JOIN unnest(@m_ids, @m_of) AS f (id, origin) ON f.id = m.id
          WHERE f.origin IN (SELECT id FROM handed)
        ){Write}, touched AS (
          {Touch}
          SELECT target, due_at, needs FROM written WHERE state = 1
          {TouchEnd}
        )
        SELECT count(*)::int FROM handed
        """;

    // What it becomes is written if the reader has moved.
    private const string Become = $"""
        , allowed AS (
          SELECT m.* FROM {Made} WHERE EXISTS (SELECT FROM moved)
        ){Write}, opened AS (
          {Open}
        ), touched AS (
          {Touch}
          SELECT target, due_at, needs FROM written WHERE state = 1 UNION ALL SELECT target, due_at, needs FROM opened
          {TouchEnd}
        )
        SELECT count(*)::int FROM moved
        """;

    private const string Made = """
        unnest(@m_ids, @m_places, @m_subscriptions, @m_generations, @m_targets, @m_needs, @m_fits, @m_next, @m_due, @m_escalate, @m_bases)
          AS m (id, place, subscription, generation, target, needs, fits, next, due_at, escalate_at, base)
        """;

    // 1 Of each announcement key and message are sent once; a lane says by place which it is of.
    // 2 A lane that is known takes only what is newer. What was told last is kept where it is not that message itself any more.
    // 3 What is due may be under way: it stays due, so that it is doubtful if its silo dies.
    // 4 What waits or was given up waits on with the new message, unless it is to be told otherwise.
    private const string Write = """
        , written AS (
          INSERT INTO lanes AS l (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, base,
            state, due_at, escalate_at)
          SELECT m.id, a.source, a.kind, a.entity_id, a.thing, m.subscription, m.generation, m.target, m.needs, a.revision, a.message, a.announced_at, m.fits, @now, m.base,
            m.next, CASE WHEN m.next = 1 THEN m.due_at END, CASE WHEN m.next = 1 THEN m.escalate_at END
          FROM allowed AS m
          JOIN unnest(@a_sources, @a_kinds, @a_ids, @a_things, @a_revisions, @a_announced, @a_messages) WITH ORDINALITY
            AS a (source, kind, entity_id, thing, revision, announced_at, message, place) ON a.place = m.place
          ORDER BY m.id
          ON CONFLICT (id) DO UPDATE SET
            told = CASE WHEN l.told_revision = l.revision THEN l.message ELSE l.told END,
            revision = excluded.revision, message = excluded.message, announced_at = excluded.announced_at, fits = excluded.fits, target = excluded.target, needs = excluded.needs,
            base = coalesce(excluded.base, l.base),
            state = CASE WHEN excluded.state = 0 OR (excluded.state = 2 AND l.state = 1) THEN l.state ELSE excluded.state END,
            digest = CASE WHEN excluded.state = 0 THEN l.digest END,
            since = CASE WHEN excluded.state = 0 OR l.state = 1 OR (l.state = 2 AND l.digest IS NULL) THEN l.since ELSE excluded.since END,
            due_at = CASE WHEN excluded.state = 1 AND NOT (l.state = 1 AND (l.attempts > 0 OR l.due_at <= @now)) THEN excluded.due_at WHEN l.state = 1 THEN l.due_at END,
            attempts = CASE WHEN excluded.state = 0 OR l.state = 1 THEN l.attempts ELSE 0 END,
            last_error = CASE WHEN excluded.state = 0 OR l.state = 1 THEN l.last_error END,
            escalate_at = CASE WHEN excluded.state = 0 OR l.state = 1 THEN l.escalate_at ELSE excluded.escalate_at END
          WHERE l.revision < excluded.revision
          RETURNING l.target, l.due_at, l.needs, l.state
        )
        """;

    // Lanes are counted so that they are written, and locked, before.
    private const string Open = """
        INSERT INTO lanes AS l (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
        SELECT d.id, d.source, 0, '', 'digest', d.subscription, d.generation, d.target, d.needs, 0, ''::bytea, @now, true, @now, 1, d.due_at
        FROM unnest(@d_ids, @d_sources, @d_subscriptions, @d_generations, @d_targets, @d_needs, @d_due) AS d (id, source, subscription, generation, target, needs, due_at)
        WHERE EXISTS (SELECT FROM moved) AND (SELECT count(*) FROM written) >= 0
        ORDER BY d.id
        ON CONFLICT (id) DO UPDATE SET
          target = excluded.target, needs = excluded.needs, message = excluded.message, since = excluded.since, state = 1, due_at = excluded.due_at, attempts = 0, last_error = NULL,
          doubtful = false
        WHERE l.state = 0
        RETURNING l.target, l.due_at, l.needs
        """;

    /// <summary>A mailbox learns of what is to come: what stands between has a target, an instant and a capability in each row.</summary>
    public const string Touch = """
        INSERT INTO mailboxes AS b (target, due_at, needs)
          SELECT t.target, min(t.due_at), max(t.needs)
          FROM (
        """;

    public const string TouchEnd = """
        ) AS t
          GROUP BY t.target
          ORDER BY t.target
          ON CONFLICT (target) DO UPDATE SET news = b.news + 1, due_at = least(b.due_at, excluded.due_at), needs = greatest(b.needs, excluded.needs)
        """;
}
