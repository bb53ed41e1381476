namespace Silo.Storage.Postgres;

/// <summary>What digests collect and say. Lanes are looked up one by one, by their id: the planner thinks nothing better of a table that it takes for small.</summary>
internal static class LaneDigestStatements
{
    /// <summary>What is collected for a digest lane <c>d</c>, as <c>c</c>.</summary>
    private const string IsCollected = "c.generation = @generation AND c.subscription = @subscription AND c.source = @source AND c.state = 2 AND c.digest IS NULL";

    public const string Collected = $"""
        SELECT {LaneRows.Waiting}
        FROM (SELECT * FROM lanes AS c WHERE {IsCollected} ORDER BY c.announced_at, c.id LIMIT @limit) AS l
        ORDER BY l.announced_at, l.id
        """;

    /// <summary>Comes before <see cref="Close"/>.</summary>
    public const string Lock = "SELECT FROM lanes WHERE id = ANY(@m_ids) OR id = ANY(@k_ids) OR id = @digest ORDER BY kind = 0, id FOR NO KEY UPDATE";

    /// <summary>All of it, or nothing if a member has moved on. Without members it becomes idle unless more is collected.</summary>
    public const string Close = $"""
        WITH joining AS MATERIALIZED (
          SELECT l.id
          FROM unnest(@m_ids, @m_revisions) AS m (id, revision)
          CROSS JOIN LATERAL (SELECT * FROM lanes AS n WHERE n.id = m.id OFFSET 0) AS l
          WHERE l.revision = m.revision AND l.state = 2 AND l.digest IS NULL
        ), decision AS MATERIALIZED (
          SELECT d.id, d.revision + 1 AS number
          FROM lanes AS d
          WHERE d.id = @digest AND d.kind = 0 AND d.state = 1 AND d.message = ''::bytea AND (SELECT count(*) FROM joining) = cardinality(@m_ids)
        ), joined AS (
          UPDATE lanes AS l SET digest = d.number FROM joining AS j, decision AS d WHERE l.id = j.id
        ), known AS MATERIALIZED (
          SELECT l.id
          FROM unnest(@k_ids, @k_revisions) AS k (id, revision)
          CROSS JOIN LATERAL (SELECT * FROM lanes AS n WHERE n.id = k.id OFFSET 0) AS l
          WHERE l.revision = k.revision AND l.state = 2 AND l.digest IS NULL AND EXISTS (SELECT FROM decision)
        ), rested AS (
          UPDATE lanes AS l SET state = 0, attempts = 0, due_at = NULL, escalate_at = NULL, last_error = NULL FROM known AS k WHERE l.id = k.id
        ), idle AS (
          UPDATE lanes AS l SET state = 0, due_at = NULL, attempts = 0, last_error = NULL, doubtful = false
          FROM decision AS d
          WHERE l.id = d.id AND cardinality(@m_ids) = 0 AND NOT EXISTS (SELECT FROM lanes AS c WHERE {IsCollected} AND c.id NOT IN (SELECT id FROM known))
        )
        UPDATE lanes AS l SET revision = d.number, message = @message, announced_at = @now, attempts = 0, doubtful = false, last_error = NULL
        FROM decision AS d
        WHERE l.id = d.id AND cardinality(@m_ids) > 0
        RETURNING {LaneRows.Waiting}
        """;

    /// <summary>What has been idle is looked for again when it is locked; whoever brings news to it finds it gone, or has been waited for.</summary>
    public const string Expire = """
        WITH old_messages AS MATERIALIZED (
          SELECT m.id FROM messages AS m WHERE coalesce(m.ended_at, m.sent_at, m.created_at) < @messages_before ORDER BY coalesce(m.ended_at, m.sent_at, m.created_at) LIMIT @limit FOR UPDATE SKIP LOCKED
        ), messages_gone AS (
          DELETE FROM messages AS m USING old_messages AS o WHERE m.id = o.id RETURNING m.id
        ), old_lanes AS MATERIALIZED (
          SELECT l.id FROM lanes AS l
          WHERE l.state = 0 AND l.kind <> 0 AND greatest(l.announced_at, l.told_at) < @lanes_before
          ORDER BY greatest(l.announced_at, l.told_at)
          LIMIT (SELECT @limit - count(*) FROM old_messages)
          FOR UPDATE SKIP LOCKED
        ), lanes_gone AS (
          DELETE FROM lanes AS l USING old_lanes AS o WHERE l.id = o.id RETURNING l.id
        )
        SELECT ((SELECT count(*) FROM messages_gone) + (SELECT count(*) FROM lanes_gone))::int
        """;
}
