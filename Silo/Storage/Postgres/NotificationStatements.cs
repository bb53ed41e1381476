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
          INSERT INTO notifications (id, source, kind, entity_id, thing, revision, subscription, channel, next_attempt_at)
          SELECT
            'ntf_' || encode(sha256(convert_to(concat_ws(E'\n', s.id, x.source, x.kind, x.entity_id, x.thing, x.revision), 'UTF8')), 'hex'),
            x.source, x.kind, x.entity_id, x.thing, x.revision, s.id, s.channel, @now
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
          UPDATE notifications AS n SET attempts = n.attempts + 1, next_attempt_at = @until
          FROM due AS d
          WHERE n.id = d.id
          RETURNING n.*, d.next_attempt_at AS due_at
        )
        SELECT c.id, c.subscription, c.channel, c.source, c.kind, c.entity_id, c.thing, c.revision, a.announced_at, a.message, c.attempts
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
        FROM unnest(@ids, @attempts, @sent, @next, @errors) AS o (id, attempt, sent_at, next_attempt_at, error)
        WHERE n.id = o.id AND n.state <> 'sent' AND (o.sent_at IS NOT NULL OR (n.state = 'pending' AND n.attempts = o.attempt))
        """;

    public const string NextDue = "SELECT min(next_attempt_at) FROM notifications WHERE state = 'pending' AND channel = ANY(@channels)";

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
