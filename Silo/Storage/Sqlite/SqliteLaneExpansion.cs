using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>How announcements become lanes in the file.</summary>
internal static class SqliteLaneExpansion
{
    private const string OldOnes = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message FROM old_announcements
        WHERE expanded_at IS NULL
        ORDER BY number LIMIT $limit
        """;

    private const string MarkExpanded = """
        UPDATE old_announcements SET expanded_at = $now
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing AND revision = $revision AND expanded_at IS NULL
        """;

    private const string OfThing = """
        SELECT source, kind, entity_id, thing, subscription, generation, revision, state, message, told_revision, told, doubtful, base
        FROM lanes INDEXED BY lanes_by_entity
        WHERE source = $source AND kind = $kind AND entity_id = $id AND thing = $thing
        """;

    // 1 What was told last stays, also where that was the message that is replaced now.
    // 2 Whatever waits already waits on, and for another attempt until its time. What is due may be under way: it stays due, so that it is doubtful if its silo dies.
    // 3 Anything else begins anew; what a digest is about to tell is collected for the next one.
    private const string PutLane = """
        INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, base, state, due_at, escalate_at)
        VALUES ($row_id, $source, $kind, $id, $thing, $subscription, $generation, $target, $needs, $revision, $message, $announced, $fits, $now, $base, $next, $due, $escalate)
        ON CONFLICT DO UPDATE SET
          told = CASE WHEN told_revision = revision THEN message ELSE told END,
          target = excluded.target, needs = excluded.needs, revision = excluded.revision, message = excluded.message, announced_at = excluded.announced_at, fits = excluded.fits,
          base = coalesce(excluded.base, base),
          state = CASE WHEN $next = 0 OR (state = 1 AND $next = 2) THEN state ELSE $next END,
          due_at = CASE WHEN $next = 0 OR (state = 1 AND ($next = 2 OR attempts > 0 OR due_at <= $now)) THEN due_at ELSE excluded.due_at END,
          escalate_at = CASE WHEN $next = 0 OR state = 1 THEN escalate_at ELSE excluded.escalate_at END,
          since = CASE WHEN $next = 0 OR state = 1 OR (state = 2 AND digest IS NULL) THEN since ELSE excluded.since END,
          attempts = CASE WHEN $next = 0 OR state = 1 THEN attempts ELSE 0 END,
          last_error = CASE WHEN $next = 0 OR state = 1 THEN last_error END,
          digest = CASE WHEN $next = 0 THEN digest END
        WHERE revision < excluded.revision
        RETURNING state, target, due_at, needs
        """;

    private const string OpenDigest = """
        INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
        VALUES ($row_id, $source, $kind, $id, $thing, $subscription, $generation, $target, $needs, 0, x'', $now, 1, $now, 1, $due)
        ON CONFLICT DO UPDATE SET target = excluded.target, needs = excluded.needs, message = x'', since = excluded.since, state = 1, due_at = excluded.due_at, attempts = 0
        WHERE state = 0
        RETURNING state, target, due_at, needs
        """;

    public static List<OwedAnnouncement> OldOwed(SqliteSession session, int limit) => session.Query(
        OldOnes,
        static row => new OwedAnnouncement(
            new EntityKey(row.GetString(0), (EntityKind)row.GetInt32(1), row.GetString(2)), row.GetString(3), row.GetInt32(4), row.GetInt64(5),
            Micros.ToInstant(row.GetInt64(6)), Micros.ToInstant(row.GetInt64(7)), row.GetFieldValue<byte[]>(8)),
        ("$limit", limit));

    /// <summary>The lanes of these things. Each has the thing as the caller names it.</summary>
    public static List<KnownLane> Known(SqliteSession session, IReadOnlyList<(EntityKey Key, string Thing)> things) =>
    [
        .. things.Distinct().SelectMany(one => session.Query(
            OfThing, row => ReadKnown(row, one.Thing),
            ("$source", one.Key.Source), ("$kind", (int)one.Key.Kind), ("$id", StorableText.ForLookup(one.Key.Id)), ("$thing", StorableText.Clean(one.Thing)))),
    ];

    public static bool Expand(SqliteSession session, LaneExpansion expansion, CommitMove move, DateTimeOffset now)
    {
        if (!SqliteCommits.Move(session, move)) return false;
        // A part of what they become leaves them to be read again, should the rest not follow.
        if (move.IsOfOldAnnouncements && move.From != move.To)
        {
            foreach (var one in expansion.Announcements)
                session.Execute(MarkExpanded, ("$now", Micros.Of(now)), ("$source", one.Key.Source), ("$kind", (int)one.Key.Kind), ("$id", one.Key.Id), ("$thing", one.Thing), ("$revision", one.Revision));
        }

        var arrivals = new SqliteArrivals();
        foreach (var lane in expansion.Lanes) Put(session, lane, expansion.Announcements[lane.Place], now, arrivals);
        foreach (var digest in expansion.Digests) Open(session, digest, now, arrivals);
        arrivals.Write(session, isNews: true);
        return true;
    }

    /// <summary>A lane is told of an announcement; of one that it knows it takes nothing.</summary>
    public static void Put(SqliteSession session, MadeLane made, OwedAnnouncement announcement, DateTimeOffset now, SqliteArrivals arrivals) => Arrive(
        session,
        PutLane,
        arrivals,
        [
            .. Named(made.Key), ("$target", StorableText.Clean(made.Target)), ("$needs", made.Needs), ("$now", Micros.Of(now)),
            ("$due", made.Next == LaneState.Waiting ? Micros.Of(made.DueAt) : null), ("$revision", announcement.Revision), ("$message", SqliteValues.Bytes(announcement.Message)),
            ("$announced", Micros.Of(announcement.AnnouncedAt)), ("$fits", made.Fits), ("$base", SqliteValues.Time(made.Base)), ("$next", (int)made.Next),
            ("$escalate", made.Next == LaneState.Waiting ? SqliteValues.Time(made.EscalateAt) : null),
        ]);

    /// <summary>Opens a digest unless it is open, or closed and on its way.</summary>
    public static void Open(SqliteSession session, OpenedDigest digest, DateTimeOffset now, SqliteArrivals arrivals) => Arrive(
        session,
        OpenDigest,
        arrivals,
        [.. Named(digest.Lane), ("$target", StorableText.Clean(digest.Target)), ("$needs", digest.Needs), ("$now", Micros.Of(now)), ("$due", Micros.Of(digest.DueAt))]);

    // Whatever waits in the lane now waits in the mailbox of its target, also where only the target is another one.
    private static void Arrive(SqliteSession session, string sql, SqliteArrivals arrivals, ReadOnlySpan<(string, object?)> parameters)
    {
        foreach (var (state, target, due, needs) in session.Query(
            sql, static row => ((LaneState)row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? 0 : row.GetInt64(2), row.GetInt32(3)), parameters))
        {
            if (state == LaneState.Waiting) arrivals.Add(target, due, needs);
        }
    }

    private static (string, object?)[] Named(LaneKey lane)
    {
        var clean = StorableLanes.Clean(lane);
        return
        [
            ("$row_id", SqliteValues.Id(clean.Id)), ("$source", clean.Key.Source), ("$kind", (int)clean.Key.Kind), ("$id", clean.Key.Id), ("$thing", clean.Thing),
            ("$subscription", clean.Subscription), ("$generation", SqliteValues.Id(clean.Generation)),
        ];
    }

    private static KnownLane ReadKnown(SqliteDataReader row, string thing)
    {
        var revision = row.GetInt32(6);
        return new KnownLane(
            SqliteLaneRows.ReadKey(row, 0) with { Thing = thing }, revision, (LaneState)row.GetInt32(7), SqliteLaneRows.ReadTold(row, 9, revision, row.GetFieldValue<byte[]>(8)),
            row.GetBoolean(11), SqliteValues.ReadTime(row, 12));
    }
}
