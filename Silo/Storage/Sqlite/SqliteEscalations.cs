using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Messages in the file whose backup is to be told: those that have been tried, and those of targets that fail.</summary>
internal static class SqliteEscalations
{
    private const string Tried = "escalate_at IS NOT NULL AND (state = 3 OR attempts > 0)";

    private const string TriedAndLate = $"""
        SELECT {SqliteLaneRows.Waiting}, escalate_at FROM lanes INDEXED BY lanes_tried
        WHERE {Tried} AND escalate_at <= $now
        ORDER BY escalate_at, id LIMIT $limit
        """;

    private const string Failing = "SELECT target FROM mailboxes INDEXED BY mailboxes_failing WHERE failing_since IS NOT NULL AND not_before > $now";

    private const string LateOfTarget = $"""
        SELECT {SqliteLaneRows.Waiting}, escalate_at FROM lanes INDEXED BY lanes_escalating
        WHERE target = $target AND escalate_at IS NOT NULL AND escalate_at <= $now
        ORDER BY escalate_at, id LIMIT $limit
        """;

    private const string FirstTried = $"SELECT min(escalate_at) FROM lanes INDEXED BY lanes_tried WHERE {Tried}";

    private const string FirstOfFailing = """
        SELECT min((SELECT min(escalate_at) FROM lanes INDEXED BY lanes_escalating WHERE target = m.target AND escalate_at IS NOT NULL))
        FROM mailboxes AS m INDEXED BY mailboxes_failing
        WHERE m.failing_since IS NOT NULL
        """;

    private const string Clear = "UPDATE lanes SET escalate_at = NULL WHERE id = $id AND escalate_at IS NOT NULL AND ($revision IS NULL OR revision = $revision)";

    public static List<WaitingLane> Late(SqliteSession session, int limit, DateTimeOffset now)
    {
        var late = session.Query(TriedAndLate, ReadLate, ("$now", Micros.Of(now)), ("$limit", limit));
        foreach (var target in session.Query(Failing, static row => row.GetString(0), ("$now", Micros.Of(now))))
        {
            late.AddRange(session.Query(LateOfTarget, ReadLate, ("$target", target), ("$now", Micros.Of(now)), ("$limit", limit)));
            // As many as are asked for, whatever the number of targets.
            late = [.. late.DistinctBy(static one => one.Lane.Key).OrderBy(static one => one.At).ThenBy(static one => one.Lane.Key.Id).Take(limit)];
        }

        return late.ConvertAll(static one => one.Lane);
    }

    /// <summary>One that has moved on meanwhile is handed on with what it knows now, the next time.</summary>
    public static void HandOn(
        SqliteSession session, IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now)
    {
        var arrivals = new SqliteArrivals();
        foreach (var (lane, backup) in handed)
        {
            var announcement = backup is null ? null : announcements[backup.Place];
            if (session.Execute(Clear, ("$id", SqliteValues.Id(lane)), ("$revision", announcement?.Revision)) > 0 && announcement is not null)
                SqliteLaneExpansion.Put(session, backup!, announcement, now, arrivals);
        }

        arrivals.Write(session, isNews: true);
    }

    /// <summary>When the next one is to be handed on, in microseconds since 1970.</summary>
    public static long? NextLate(SqliteSession session) => ((string[])[FirstTried, FirstOfFailing])
        .SelectMany(sql => session.Query(sql, static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)))
        .Min();

    private static (WaitingLane Lane, long At) ReadLate(SqliteDataReader row) => (SqliteLaneRows.ReadWaiting(row), row.GetInt64(18));
}
