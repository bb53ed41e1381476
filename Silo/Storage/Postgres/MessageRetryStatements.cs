namespace Silo.Storage.Postgres;

/// <summary>A person has a message tried again: a statement that locks, and one that sees all that was committed until then.</summary>
internal static class MessageRetryStatements
{
    /// <summary>The lane, and what failed with the digest of that number.</summary>
    public const string Lock = """
        SELECT FROM lanes AS l
        WHERE l.id = @lane OR l.id = ANY(ARRAY(
          SELECT m.id
          FROM lanes AS d
          CROSS JOIN LATERAL (
            SELECT n.id, n.state FROM lanes AS n
            WHERE n.generation = d.generation AND n.subscription = d.subscription AND n.source = d.source AND n.digest = @revision
            OFFSET 0
          ) AS m
          WHERE d.id = @lane AND d.kind = 0 AND m.state = 3
        ))
        ORDER BY l.kind = 0, l.id
        FOR NO KEY UPDATE
        """;

    /// <summary>
    /// 1 What comes of it is decided by the lane as it stands: 'due', or why not.
    /// 2 A digest that failed collects its members again. One that is closed opens when it has ended.
    /// </summary>
    public const string Retry = """
        WITH lane AS MATERIALIZED (
          SELECT l.*, l.kind = 0 AND l.state = 1 AND l.message = ''::bytea AS is_open, l.kind = 0 AND l.state = 1 AND l.message <> ''::bytea AS is_closed
          FROM lanes AS l
          WHERE l.id = @lane AND l.source = @source
        ), failed AS MATERIALIZED (
          SELECT m.id
          FROM lane AS d
          CROSS JOIN LATERAL (
            SELECT n.id, n.state FROM lanes AS n
            WHERE n.generation = d.generation AND n.subscription = d.subscription AND n.source = d.source AND n.digest = @revision
            OFFSET 0
          ) AS m
          WHERE d.kind = 0 AND m.state = 3
        ), decided AS MATERIALIZED (
          SELECT l.id, l.target, l.needs, l.state, l.is_open, l.is_closed, EXISTS (SELECT FROM failed) AS has_failed,
            CASE
              WHEN EXISTS (SELECT FROM failed) OR (l.is_open AND @revision = l.revision + 1) THEN 'due'
              WHEN @revision > l.revision THEN 'unknown'
              WHEN @revision < l.revision OR l.told_revision >= @revision THEN 'sent'
              WHEN l.state = 2 OR l.digest IS NOT NULL THEN 'collected'
              WHEN l.state = 0 THEN CASE WHEN EXISTS (SELECT FROM messages AS m WHERE m.id = @id AND m.source = @source) THEN 'sent' ELSE 'unknown' END
              ELSE 'due'
            END AS outcome
          FROM lane AS l
        ), collected AS (
          UPDATE lanes AS l SET state = 2, digest = NULL FROM failed AS f WHERE l.id = f.id
        ), retried AS (
          UPDATE lanes AS l
          SET state = 1, due_at = CASE WHEN d.has_failed AND l.state = 1 THEN least(l.due_at, @now) ELSE @now END, since = CASE WHEN l.state = 0 THEN @now ELSE l.since END,
            attempts = 0, retries = l.retries + CASE WHEN d.has_failed THEN 0 ELSE 1 END, digest = NULL
          FROM decided AS d
          WHERE l.id = d.id AND d.outcome = 'due' AND NOT (d.has_failed AND d.is_closed)
        ), forgotten AS (
          DELETE FROM messages AS m USING decided AS d WHERE d.outcome = 'due' AND m.id = @id AND m.state = 'failed'
        ), touched AS (
          INSERT INTO mailboxes AS b (target, due_at, needs)
          SELECT d.target, @now, d.needs FROM decided AS d WHERE d.outcome = 'due'
          ON CONFLICT (target) DO UPDATE SET news = b.news + 1, due_at = least(b.due_at, excluded.due_at), needs = greatest(b.needs, excluded.needs), not_before = NULL, failing_since = NULL
        )
        SELECT coalesce((SELECT outcome FROM decided), CASE WHEN EXISTS (SELECT FROM messages AS m WHERE m.id = @id AND m.source = @source) THEN 'sent' ELSE 'unknown' END)
        """;
}
