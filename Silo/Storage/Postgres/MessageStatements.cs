namespace Silo.Storage.Postgres;

/// <summary>Who was told what, and who is to be. What waits is found in lanes, what has ended in the log of messages.</summary>
internal static class MessageStatements
{
    /// <summary>Of each announcement at most 20 of what waits and what has ended.</summary>
    public const string About = $"""
        SELECT p.place::int, m.id, m.subscription, m.channel, m.state, m.attempts, m.sent_at, m.last_error
        FROM unnest(@sources, @kinds, @ids, @things, @revisions) WITH ORDINALITY AS p (source, kind, entity_id, thing, revision, place)
        CROSS JOIN LATERAL (
          (SELECT {OfLane}
           FROM lanes AS l
           WHERE l.source = p.source AND l.kind = p.kind AND l.entity_id = p.entity_id AND l.thing = p.thing AND l.revision = p.revision AND l.state IN (1, 2)
           ORDER BY l.subscription, l.id LIMIT 20)
          UNION ALL
          (SELECT {OfMessage}
           FROM messages AS n
           WHERE n.source = p.source AND n.kind = p.kind AND n.entity_id = p.entity_id AND n.thing = p.thing AND n.revision = p.revision
           ORDER BY n.subscription, n.id LIMIT 20)
          ORDER BY subscription, id LIMIT 20
        ) AS m
        ORDER BY p.place, m.subscription, m.id
        """;

    /// <summary>
    /// A list of one state, or of all: of each state its newest, then the newest of these. Lanes are in the order of the ids of their messages, so an index has them; where the page before ended is told exactly by the id.
    /// </summary>
    public const string FindSource = $"""
        SELECT f.*
        FROM (
          SELECT m.*
          FROM unnest(@states) AS s (state)
          CROSS JOIN LATERAL (
            SELECT {OfMessage}
            FROM messages AS n
            WHERE n.source = @source AND n.state = s.state AND n.revision >= 0 AND n.created_at >= @since AND (n.created_at, n.id) < (@before, @before_id)
            ORDER BY n.created_at DESC, n.id DESC
            LIMIT @limit
          ) AS m
          UNION ALL
          SELECT m.*
          FROM unnest(@lane_states) AS s (state)
          CROSS JOIN LATERAL (
            SELECT {OfLane}
            FROM lanes AS l
            WHERE l.source = @source AND l.state = s.state AND l.state IN (1, 2) AND l.revision >= 0 AND l.since >= @since AND (l.since, l.id) <= (@before, @before_lane) AND {IsBefore}
            ORDER BY l.since DESC, l.id DESC
            LIMIT @limit
          ) AS m
        ) AS f
        ORDER BY f.created_at DESC, f.id DESC
        LIMIT @limit
        """;

    /// <summary>An entity has few: they are found by it and put in order.</summary>
    public const string FindEntity = $"""
        SELECT f.*
        FROM (
          SELECT {OfMessage}
          FROM messages AS n
          WHERE n.source = @source AND n.kind = @kind AND n.entity_id = @entity AND n.state = ANY(@states) AND n.created_at >= @since AND (n.created_at, n.id) < (@before, @before_id)
          UNION ALL
          SELECT {OfLane}
          FROM lanes AS l
          WHERE l.source = @source AND l.kind = @kind AND l.entity_id = @entity AND l.state = ANY(@lane_states) AND l.state IN (1, 2)
            AND l.since >= @since AND l.since <= @before AND {IsBefore}
        ) AS f
        ORDER BY f.created_at DESC, f.id DESC
        LIMIT @limit
        """;

    public const string ReadMessage = $"SELECT {OfMessage}, {Said}, n.words FROM messages AS n WHERE n.id = @id AND n.source = @source";

    /// <summary>Where what failed with an older program is tried again.</summary>
    public const string ReadOldFailure = "SELECT lane, revision FROM messages WHERE id = @id AND source = @source AND lane IS NOT NULL";

    public const string ReadLane = $"SELECT {OfLane}, l.message, {LaneRows.Told} AS was_told, l.subscription, l.generation FROM lanes AS l WHERE l.id = @lane AND l.source = @source AND l.state IN (1, 2)";

    /// <summary>What a digest that is open would say: its first messages, and how many there are.</summary>
    public const string ReadOpenDigest = """
        SELECT c.message, (count(*) OVER ())::int
        FROM lanes AS c
        WHERE c.generation = @generation AND c.subscription = @subscription AND c.source = @source AND c.state = 2 AND c.digest IS NULL
        ORDER BY c.announced_at, c.id
        LIMIT @limit
        """;

    // Over which channel a lane is sent is known when it is. Before a digest is closed it has the number that it will get.
    private const string OfLane = $"""
        {LaneId} AS id, l.source, l.kind, l.entity_id, l.thing, {Number} AS revision, l.subscription, '' AS channel, CASE l.state WHEN 1 THEN 'pending' ELSE 'collected' END AS state,
          l.attempts, l.since AS created_at, CASE WHEN l.state = 1 THEN l.due_at END AS due_at, NULL::timestamptz AS sent_at, l.last_error
        """;

    private const string OfMessage = """
        n.id, n.source, n.kind, n.entity_id, n.thing, n.revision, n.subscription, n.channel, n.state, n.attempts, n.created_at, NULL::timestamptz AS due_at, n.sent_at, n.last_error
        """;

    // What an older program sent says what its announcement said, with the estimate that the subscription knew of; a digest, what it had collected.
    private const string Said = $"""
        CASE
          WHEN n.kind = 0 AND coalesce(n.message, {Empty}) = {Empty} THEN (
            SELECT convert_to('{"{"}"class":"digest","source":' || to_json(n.source) || ',"thing":' || to_json(n.thing) || ',"count":' || coalesce(max(c.total), 0) || ',"messages":[', 'UTF8')
              || coalesce(string_agg(c.message, ','::bytea ORDER BY c.created_at, c.id), ''::bytea) || ']{"}"}'::bytea
            FROM (
              SELECT m.id, m.created_at, coalesce(m.message, ({OldMessage} = (m.source, m.kind, m.entity_id, m.thing, m.revision)), {Empty}) AS message, count(*) OVER () AS total
              FROM messages AS m
              WHERE m.digest = n.id
              ORDER BY m.created_at, m.id
              LIMIT 500
            ) AS c
          )
          WHEN n.told_before IS NOT NULL AND length(n.message) > 2 THEN substr(n.message, 1, length(n.message) - 1)
            || convert_to(',"toldBefore":"' || to_char(n.told_before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '+00:00"{"}"}', 'UTF8')
          ELSE coalesce(n.message, ({OldMessage} = (n.source, n.kind, n.entity_id, n.thing, n.revision)), {Empty})
        END
        """;

    private const string OldMessage = "SELECT a.message FROM old_announcements AS a WHERE (a.source, a.kind, a.entity_id, a.thing, a.revision)";

    private const string Empty = @"'\x7b7d'::bytea";

    // As MessageIds writes it.
    private const string LaneId = $"""('ntf_' || replace(l.id::text, '-', '') || '_' || {Number}) COLLATE "C" """;

    private const string Number = "(l.revision + CASE WHEN l.kind = 0 AND l.message = ''::bytea THEN 1 ELSE 0 END)";

    private const string IsBefore = $"(l.since < @before OR {LaneId} < @before_id)";
}
