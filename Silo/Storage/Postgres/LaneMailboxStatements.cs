namespace Silo.Storage.Postgres;

/// <summary>Who has which mailbox, and what is due in it.</summary>
internal static class LaneMailboxStatements
{
    /// <summary>
    /// Comes before <see cref="Take"/>, which has mailboxes and waits for nothing: so whoever has a lane and waits for its mailbox is not waited for by it. A lane that comes to be due in between was not being sent.
    /// </summary>
    public const string LockAbandoned = """
        SELECT FROM lanes AS l
        WHERE l.id = ANY(ARRAY(
          SELECT w.id
          FROM mailboxes AS b
          CROSS JOIN LATERAL (SELECT n.id FROM lanes AS n WHERE n.target = b.target AND n.state = 1 AND n.due_at <= @now ORDER BY n.due_at, n.id LIMIT 1000) AS w
          WHERE b.holder IS NOT NULL AND b.lease_until NOT BETWEEN clock_timestamp() AND clock_timestamp() + @lease
        ))
        ORDER BY l.kind = 0, l.id
        FOR NO KEY UPDATE
        """;

    /// <summary>
    /// Nobody has one whose lease has ended, nor one whose lease ends later than one that begins now: a clock that was ahead gave it. What was due in one that was abandoned may have been heard. A digest that
    /// is open was not being sent; and what is due is sent oldest first, so of a large backlog only the first may have been. Callers share the work by skipping each other's rows.
    /// </summary>
    public const string Take = """
        WITH due AS MATERIALIZED (
          SELECT b.target, b.holder IS NOT NULL AS is_abandoned, greatest(b.due_at, b.not_before) AS ready_at
          FROM mailboxes AS b
          WHERE greatest(b.due_at, b.not_before) <= @now AND b.needs <= @capability
            AND (b.holder IS NULL OR b.lease_until NOT BETWEEN clock_timestamp() AND clock_timestamp() + @lease)
          ORDER BY greatest(b.due_at, b.not_before), b.target
          LIMIT @limit
          FOR NO KEY UPDATE SKIP LOCKED
        ), taken AS (
          UPDATE mailboxes AS b SET holder = @holder, lease_until = clock_timestamp() + @lease
          FROM due AS d
          WHERE b.target = d.target
          RETURNING b.target, b.news, d.is_abandoned, d.ready_at
        ), doubted AS MATERIALIZED (
          SELECT l.id
          FROM lanes AS l
          WHERE l.id = ANY(ARRAY(
            SELECT w.id
            FROM taken AS t
            CROSS JOIN LATERAL (
              SELECT n.id FROM lanes AS n WHERE n.target = t.target AND n.state = 1 AND n.due_at <= @now AND NOT (n.kind = 0 AND n.message = ''::bytea)
              ORDER BY n.due_at, n.id LIMIT 1000
            ) AS w
            WHERE t.is_abandoned
          ))
          FOR NO KEY UPDATE SKIP LOCKED
        ), marked AS (
          UPDATE lanes AS l SET doubtful = true, attempts = l.attempts + 1 FROM doubted AS d WHERE l.id = d.id AND l.state = 1
        )
        SELECT t.target, t.news, t.is_abandoned FROM taken AS t ORDER BY t.ready_at, t.target
        """;

    public const string Renew = """
        WITH mine AS MATERIALIZED (
          SELECT b.target FROM mailboxes AS b WHERE b.target = ANY(@targets) AND b.holder = @holder ORDER BY b.target FOR NO KEY UPDATE
        )
        UPDATE mailboxes AS b SET lease_until = clock_timestamp() + @lease
        FROM mine AS m
        WHERE b.target = m.target
        RETURNING b.target
        """;

    /// <summary>News and lanes are of one snapshot. One row without a lane where nothing is due.</summary>
    public const string Due = $"""
        SELECT (SELECT b.news FROM mailboxes AS b WHERE b.target = @target), {LaneRows.Waiting}
        FROM (SELECT) AS one
        LEFT JOIN LATERAL (
          SELECT * FROM lanes AS n
          WHERE n.target = @target AND n.state = 1 AND n.due_at <= @now
          ORDER BY n.due_at, n.id
          LIMIT @limit
        ) AS l ON true
        """;

    /// <summary>Comes before <see cref="Release"/>: whoever brings news has been waited for, so the next statement sees what he wrote.</summary>
    public const string LockMine = "SELECT FROM mailboxes WHERE target = ANY(@targets) AND holder = @holder ORDER BY target FOR UPDATE";

    /// <summary>A pause holds whatever has come. Otherwise who has not looked at all news keeps it, and one without anything goes away.</summary>
    public const string Release = """
        WITH mine AS MATERIALIZED (
          SELECT b.target, g.not_before, g.is_failing, b.news = g.news AS is_known, w.due_at
          FROM unnest(@targets, @news, @not_before, @is_failing) AS g (target, news, not_before, is_failing)
          JOIN mailboxes AS b ON b.target = g.target AND b.holder = @holder
          LEFT JOIN LATERAL (SELECT n.due_at FROM lanes AS n WHERE n.target = b.target AND n.state = 1 ORDER BY n.due_at LIMIT 1) AS w ON true
        ), gone AS (
          DELETE FROM mailboxes AS b USING mine AS m WHERE b.target = m.target AND m.not_before IS NULL AND m.is_known AND m.due_at IS NULL
        ), given AS (
          UPDATE mailboxes AS b
          SET holder = NULL, lease_until = NULL, not_before = m.not_before,
            failing_since = CASE WHEN m.not_before IS NOT NULL AND m.is_failing THEN coalesce(b.failing_since, @now) END,
            due_at = CASE WHEN m.not_before IS NULL THEN m.due_at ELSE b.due_at END
          FROM mine AS m
          WHERE b.target = m.target AND (m.not_before IS NOT NULL OR (m.is_known AND m.due_at IS NOT NULL))
        )
        SELECT m.target FROM mine AS m WHERE m.not_before IS NULL AND NOT m.is_known
        """;

    /// <summary>What merely waits its turn is handed to no backup, so it is not looked for either.</summary>
    public const string NextDue = """
        SELECT least(
          (SELECT greatest(b.due_at, b.not_before) FROM mailboxes AS b
           WHERE b.needs <= @capability AND (b.holder IS NULL OR b.lease_until <= clock_timestamp())
           ORDER BY greatest(b.due_at, b.not_before) LIMIT 1),
          (SELECT l.escalate_at FROM lanes AS l WHERE l.escalate_at IS NOT NULL AND (l.state = 3 OR l.attempts > 0) ORDER BY l.escalate_at LIMIT 1),
          (SELECT min(w.escalate_at)
           FROM mailboxes AS b
           CROSS JOIN LATERAL (
             SELECT l.escalate_at FROM lanes AS l
             WHERE l.target = b.target AND l.escalate_at IS NOT NULL AND l.state = 1 AND l.attempts = 0
             ORDER BY l.escalate_at LIMIT 1
           ) AS w
           WHERE b.failing_since IS NOT NULL))
        """;

    public const string Escalating = $"""
        SELECT {LaneRows.Waiting}
        FROM (
          (SELECT * FROM lanes AS n
           WHERE n.escalate_at <= @now AND n.escalate_at IS NOT NULL AND (n.state = 3 OR n.attempts > 0)
           ORDER BY n.escalate_at, n.id LIMIT @limit)
          UNION ALL
          SELECT w.*
          FROM mailboxes AS b
          CROSS JOIN LATERAL (
            SELECT * FROM lanes AS n
            WHERE n.target = b.target AND n.escalate_at <= @now AND n.escalate_at IS NOT NULL AND n.state = 1 AND n.attempts = 0
            ORDER BY n.escalate_at, n.id LIMIT @limit
          ) AS w
          WHERE b.failing_since IS NOT NULL AND b.not_before > @now
        ) AS l
        ORDER BY l.escalate_at, l.id
        LIMIT @limit
        """;
}
