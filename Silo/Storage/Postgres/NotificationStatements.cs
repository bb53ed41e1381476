namespace Silo.Storage.Postgres;

/// <summary>What the notification store says to the database; each is one statement, so nothing is half done.</summary>
internal static class NotificationStatements
{
    /// <summary>
    /// Callers share the work by skipping each other's rows. A notification's id is <c>ntf_</c> and the hex SHA-256 of subscription, source, kind,
    /// entity, thing and revision, each on a line.
    /// </summary>
    public const string Expand = """
        WITH due AS (
          SELECT source, kind, entity_id, thing, revision
          FROM announcements
          WHERE expanded_at IS NULL
          ORDER BY announced_at
          LIMIT @limit
          FOR UPDATE SKIP LOCKED
        ), expanded AS (
          UPDATE announcements AS a SET expanded_at = @now
          FROM due AS d
          WHERE a.source = d.source AND a.kind = d.kind AND a.entity_id = d.entity_id AND a.thing = d.thing AND a.revision = d.revision
          RETURNING a.source, a.kind, a.entity_id, a.thing, a.revision
        ), made AS (
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, subscription, channel, next_attempt_at, created_at)
          SELECT
            'ntf_' || encode(sha256(convert_to(concat_ws(E'\n', s.id, x.source, x.kind, x.entity_id, x.thing, x.revision), 'UTF8')), 'hex'),
            x.source, x.kind, x.entity_id, x.thing, x.revision, s.id, s.channel, @now, @now
          FROM expanded AS x CROSS JOIN unnest(@subscriptions, @channels) AS s (id, channel)
          ON CONFLICT DO NOTHING
        )
        SELECT count(*)::int FROM expanded
        """;

    public const string Claim = """
        WITH due AS (
          SELECT id, next_attempt_at
          FROM notifications
          WHERE state = 'pending' AND next_attempt_at <= @now AND channel = ANY(@channels)
          ORDER BY next_attempt_at, id
          LIMIT @limit
          FOR UPDATE SKIP LOCKED
        ), claimed AS (
          UPDATE notifications AS n SET attempts = n.attempts + 1, next_attempt_at = @until, claimed_until = @until
          FROM due AS d
          WHERE n.id = d.id
          RETURNING n.*, d.next_attempt_at AS due_at
        )
        SELECT c.id, c.subscription, c.channel, c.source, c.kind, c.entity_id, c.thing, c.revision, a.announced_at, a.message, c.attempts, c.retries
        FROM claimed AS c
        JOIN announcements AS a
          ON a.source = c.source AND a.kind = c.kind AND a.entity_id = c.entity_id AND a.thing = c.thing AND a.revision = c.revision
        ORDER BY c.due_at, a.announced_at, c.id
        """;

    /// <summary>Who was slower than his lease may still report that it went out, and nothing else: sent stays sent.</summary>
    public const string Record = """
        UPDATE notifications AS n
        SET state = CASE WHEN o.sent_at IS NOT NULL THEN 'sent' WHEN o.next_attempt_at IS NOT NULL THEN 'pending' ELSE 'failed' END,
          sent_at = o.sent_at,
          next_attempt_at = coalesce(o.next_attempt_at, n.next_attempt_at),
          last_error = o.error
        FROM unnest(@ids, @attempts, @retries, @sent, @next, @errors) AS o (id, attempt, retries, sent_at, next_attempt_at, error)
        WHERE n.id = o.id AND n.state <> 'sent' AND (o.sent_at IS NOT NULL OR (n.state = 'pending' AND n.attempts = o.attempt AND n.retries = o.retries))
        """;

    public const string NextDue = "SELECT min(next_attempt_at) FROM notifications WHERE state = 'pending' AND channel = ANY(@channels)";

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
        SELECT {Listed}, a.message
        FROM notifications AS n
        JOIN announcements AS a
          ON a.source = n.source AND a.kind = n.kind AND a.entity_id = n.entity_id AND a.thing = n.thing AND a.revision = n.revision
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
          WHERE n.id = @id AND n.source = @source AND n.state <> 'sent'
          RETURNING n.id
        )
        SELECT EXISTS (SELECT FROM retried), EXISTS (SELECT FROM notifications WHERE id = @id AND source = @source)
        """;

    private const string Listed = """
        n.id, n.source, n.kind, n.entity_id, n.thing, n.revision, n.subscription, n.channel, n.state, n.attempts, n.created_at, n.next_attempt_at,
          n.sent_at, n.last_error
        """;

    // "version > 0" is true of every row: it is what admits the lists' own index.
    public const string ListSource = $"{ListStart} WHERE source = @source AND version > 0 {ListEnd}";

    public const string ListOne = $"{ListStart} WHERE source = @source AND kind = @kind AND entity_id = @id {ListEnd}";

    private const string ListStart = """
        SELECT a.source, a.kind, a.entity_id, a.thing, a.revision, a.version, a.occurred_at, a.announced_at,
          n.id, n.subscription, n.channel, n.state, n.attempts, n.sent_at, n.last_error
        FROM (
          SELECT * FROM announcements
        """;

    private const string ListEnd = """
          ORDER BY announced_at DESC, version DESC, kind, entity_id, thing, revision DESC
          LIMIT @limit
        ) AS a
        LEFT JOIN notifications AS n
          ON n.source = a.source AND n.kind = a.kind AND n.entity_id = a.entity_id AND n.thing = a.thing AND n.revision = a.revision
        ORDER BY a.announced_at DESC, a.version DESC, a.kind, a.entity_id, a.thing, a.revision DESC, n.subscription
        """;
}
