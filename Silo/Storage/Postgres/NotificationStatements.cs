namespace Silo.Storage.Postgres;

/// <summary>What the notification store says to the database; each is one statement, so nothing is half done.</summary>
internal static class NotificationStatements
{
    /// <summary>
    /// What is due of each target, then the oldest of these: what waits for a target that is left alone is not walked through. Callers share the work by
    /// skipping each other's rows.
    /// </summary>
    public const string Claim = $"""
        WITH RECURSIVE {Targets}, due AS MATERIALIZED (
          SELECT d.id, d.next_attempt_at
          FROM targets AS t
          CROSS JOIN LATERAL (
            SELECT n.id, n.next_attempt_at
            FROM notifications AS n
            WHERE n.state = 'pending' AND n.target = t.target AND n.next_attempt_at <= @now AND n.channel = ANY(@channels)
            ORDER BY n.next_attempt_at, n.id
            LIMIT @limit
            FOR UPDATE SKIP LOCKED
          ) AS d
          WHERE {InScope}
          ORDER BY d.next_attempt_at, d.id
          LIMIT @limit
        ), claimed AS (
          UPDATE notifications AS n SET attempts = n.attempts + 1, next_attempt_at = @until, claimed_until = @until
          FROM due AS d
          WHERE n.id = d.id
          RETURNING n.*, d.next_attempt_at AS due_at
        )
        SELECT c.id, c.subscription, c.channel, c.target, c.source, c.kind, c.entity_id, c.thing, c.revision, c.announced_at, c.message, c.attempts, c.retries,
          c.told_before
        FROM claimed AS c
        ORDER BY c.due_at, c.announced_at, c.id
        """;

    /// <summary>The first messages of each of these digests, by when they were announced, and how many it has.</summary>
    public const string Collected = $"""
        SELECT m.digest, m.message, m.total, m.told_before
        FROM (
          SELECT n.digest, n.told_before, {Said} AS message, count(*) OVER (PARTITION BY n.digest)::int AS total,
            row_number() OVER (PARTITION BY n.digest ORDER BY coalesce(n.announced_at, n.created_at), n.id) AS place
          FROM notifications AS n
          WHERE n.digest = ANY(@digests)
        ) AS m
        WHERE m.place <= @most
        ORDER BY m.digest, m.place
        """;

    /// <summary>
    /// Who was slower than his lease may still report that it went out, and nothing else: sent stays sent. What has failed for good is handed on now, by
    /// whichever clock. What a digest has collected ends as it does.
    /// </summary>
    public const string Record = """
        WITH outcomes AS (
          SELECT * FROM unnest(@ids, @attempts, @retries, @sent, @next, @errors) AS o (id, attempt, retries, sent_at, next_attempt_at, error)
        ), ended AS (
          UPDATE notifications AS n
          SET state = CASE WHEN o.sent_at IS NOT NULL THEN 'sent' WHEN o.next_attempt_at IS NOT NULL THEN 'pending' ELSE 'failed' END,
            sent_at = o.sent_at,
            next_attempt_at = coalesce(o.next_attempt_at, n.next_attempt_at),
            last_error = o.error,
            escalate_at = CASE
              WHEN o.sent_at IS NOT NULL THEN NULL
              WHEN o.next_attempt_at IS NULL AND n.escalate_at IS NOT NULL THEN least(n.escalate_at, n.created_at)
              ELSE n.escalate_at END
          FROM outcomes AS o
          WHERE n.id = o.id AND n.state <> 'sent' AND (o.sent_at IS NOT NULL OR (n.state = 'pending' AND n.attempts = o.attempt AND n.retries = o.retries))
          RETURNING n.id, n.state, n.sent_at, n.last_error
        )
        UPDATE notifications AS m
        SET state = e.state, sent_at = e.sent_at, last_error = e.last_error
        FROM ended AS e
        WHERE m.digest = e.id AND e.state <> 'pending'
        """;

    public const string NextDue = $"""
        WITH RECURSIVE {Targets}
        SELECT least(
          (SELECT min(d.next_attempt_at)
           FROM targets AS t
           CROSS JOIN LATERAL (
             SELECT n.next_attempt_at
             FROM notifications AS n
             WHERE n.state = 'pending' AND n.target = t.target AND n.channel = ANY(@channels)
             ORDER BY n.next_attempt_at, n.id
             LIMIT 1
           ) AS d
           WHERE {InScope}),
          CASE WHEN @hands_on THEN (SELECT min(escalate_at) FROM notifications WHERE escalate_at IS NOT NULL) END)
        """;

    /// <summary>The id is as <see cref="Grains.Notifications.NotificationIds"/> makes it.</summary>
    public const string Escalate = """
        WITH late AS (
          SELECT id FROM notifications
          WHERE escalate_at IS NOT NULL AND escalate_at <= @now
          ORDER BY escalate_at
          LIMIT @limit
          FOR UPDATE SKIP LOCKED
        ), handed AS (
          UPDATE notifications AS n SET escalate_at = NULL
          FROM late AS l
          WHERE n.id = l.id AND n.escalate_at IS NOT NULL
          RETURNING n.*
        ), made AS (
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, announced_at, message, subscription, channel, target, next_attempt_at, created_at,
            told_before)
          SELECT
            'ntf_' || encode(sha256(convert_to(concat_ws(E'\n', h.subscription || '#backup', h.source, h.kind, h.entity_id, h.thing, h.revision), 'UTF8')), 'hex'),
            h.source, h.kind, h.entity_id, h.thing, h.revision, h.announced_at, h.message, h.subscription || '#backup', h.backup_channel, h.backup_target, @now, @now, h.told_before
          FROM handed AS h
          WHERE h.state <> 'sent'
          ON CONFLICT DO NOTHING
        )
        SELECT count(*)::int FROM handed
        """;

    /// <summary>
    /// A list of one state, or of all: of each state its newest by notifications_by_state, then the newest of these. One index carries both questions,
    /// and whichever the planner knows of the table, it has no other way to go.
    /// </summary>
    public const string FindSource = $"""
        SELECT {Listed}
        FROM unnest(@states) AS s (state)
        CROSS JOIN LATERAL (
          SELECT * FROM notifications AS m
          WHERE m.source = @source AND m.state = s.state AND m.revision >= 0 AND m.created_at >= @since AND (m.created_at, m.id) < (@before, @before_id)
          ORDER BY m.created_at DESC, m.id DESC
          LIMIT @limit
        ) AS n
        ORDER BY n.created_at DESC, n.id DESC
        LIMIT @limit
        """;

    /// <summary>An entity has few: they are found by notifications_once and put in order.</summary>
    public const string FindEntity = $"""
        SELECT {Listed}
        FROM notifications AS n
        WHERE n.source = @source AND n.kind = @kind AND n.entity_id = @entity AND n.state = ANY(@states)
          AND n.created_at >= @since AND (n.created_at, n.id) < (@before, @before_id)
        ORDER BY n.created_at DESC, n.id DESC
        LIMIT @limit
        """;

    public const string Read = $"""
        SELECT {Listed}, {Said}, n.told_before
        FROM notifications AS n
        WHERE n.id = @id AND n.source = @source
        """;

    /// <summary>
    /// What is pending until its claim ends is under way just now, and left alone until then. A row that is there and was not updated has been sent:
    /// what the statement's snapshot says of it may be older.
    /// </summary>
    public const string Retry = """
        WITH retried AS (
          UPDATE notifications AS n
          SET state = 'pending', attempts = 0, retries = n.retries + 1,
            next_attempt_at = CASE WHEN n.state = 'pending' AND n.next_attempt_at = n.claimed_until AND n.claimed_until > @now THEN n.next_attempt_at ELSE @now END
          WHERE n.id = @id AND n.source = @source AND n.state <> 'sent' AND n.digest IS NULL
          RETURNING n.id
        )
        SELECT EXISTS (SELECT FROM retried), EXISTS (SELECT FROM notifications WHERE id = @id AND source = @source),
          EXISTS (SELECT FROM notifications WHERE id = @id AND source = @source AND digest IS NOT NULL)
        """;

    // Each pending target once: one look-up in the index for each.
    private const string Targets = """
        targets AS (
          (SELECT target FROM notifications WHERE state = 'pending' ORDER BY target LIMIT 1)
          UNION ALL
          SELECT (SELECT n.target FROM notifications AS n WHERE n.state = 'pending' AND n.target > t.target ORDER BY n.target LIMIT 1)
          FROM targets AS t
          WHERE t.target IS NOT NULL
        )
        """;

    private const string InScope = "t.target IS NOT NULL AND t.target <> ALL(@except) AND (@only IS NULL OR t.target = @only)";

    // What programs of schema 10 and before have sent says it with its announcement alone.
    private const string Said = """
        coalesce(n.message, (
            SELECT a.message FROM old_announcements AS a
            WHERE a.source = n.source AND a.kind = n.kind AND a.entity_id = n.entity_id AND a.thing = n.thing AND a.revision = n.revision
          ), '\x7b7d'::bytea)
        """;

    private const string Listed = """
        n.id, n.source, n.kind, n.entity_id, n.thing, n.revision, n.subscription, n.channel, n.state, n.attempts, n.created_at, n.next_attempt_at,
          n.sent_at, n.last_error
        """;
}
