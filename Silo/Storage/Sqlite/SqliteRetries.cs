using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>A person has a message in the file tried again.</summary>
internal static class SqliteRetries
{
    private const string IsLogged = "SELECT 1 FROM messages WHERE id = $id AND source = $source";

    private const string OldFailure = "SELECT lane, revision FROM messages WHERE id = $id AND source = $source AND lane IS NOT NULL";

    private const string CollectAgain = """
        UPDATE lanes INDEXED BY lanes_open SET state = 2, digest = NULL
        WHERE generation = $generation AND subscription = $subscription AND state = 3 AND state <> 0 AND digest = $number AND source = $source
        """;

    private const string MakeDue = "UPDATE lanes SET state = 1, due_at = $now, attempts = 0, retries = retries + 1, digest = NULL WHERE id = $id";

    private const string BringForward = "UPDATE lanes SET due_at = min(due_at, $now) WHERE id = $id";

    private const string Forget = "DELETE FROM messages WHERE id = $id";

    private const string EndPause = "UPDATE mailboxes SET not_before = NULL, failing_since = NULL WHERE target = $target";

    /// <param name="id">Text that can be stored.</param>
    public static RetryOutcome Retry(SqliteSession session, string source, string id, DateTimeOffset now)
    {
        var isLogged = session.Query(IsLogged, static _ => true, ("$id", id), ("$source", source)).Count > 0;
        // What failed with an older program says in which lane it is tried again.
        if (!MessageIds.TryRead(id, out var laneId, out var revision))
            (laneId, revision) = session.Query(OldFailure, static row => (SqliteValues.ReadId(row, 0), row.GetInt32(1)), ("$id", id), ("$source", source)).SingleOrDefault();
        if (SqliteLaneRows.Find(session, laneId) is not { } lane || lane.Key.Key.Source != source)
            return isLogged ? RetryOutcome.AlreadySent : RetryOutcome.Unknown;
        if (!lane.Key.IsDigest || !RetryDigest(session, lane, revision, now))
        {
            if (Refusal(lane, revision, isLogged) is { } refusal) return refusal;
            session.Execute(MakeDue, ("$now", Micros.Of(now)), ("$id", SqliteValues.Id(laneId)));
        }

        session.Execute(Forget, ("$id", id));
        var arrivals = new SqliteArrivals();
        arrivals.Add(lane.Target, Micros.Of(now), lane.Needs);
        arrivals.Write(session, isNews: true);
        session.Execute(EndPause, ("$target", lane.Target));
        return RetryOutcome.Due;
    }

    /// <returns>False when nothing failed with the digest of that number.</returns>
    private static bool RetryDigest(SqliteSession session, StoredLane digest, int number, DateTimeOffset now)
    {
        var failed = session.Execute(
            CollectAgain, ("$generation", SqliteValues.Id(digest.Key.Generation)), ("$subscription", digest.Key.Subscription), ("$number", number), ("$source", digest.Key.Key.Source));
        if (failed == 0) return false;
        // One that is closed opens when it has ended.
        if (digest.IsOpenDigest) session.Execute(BringForward, ("$now", Micros.Of(now)), ("$id", SqliteValues.Id(digest.Id)));
        else if (!digest.IsClosedDigest) SqliteDigests.Open(session, digest.Id, now, now);
        return true;
    }

    private static RetryOutcome? Refusal(StoredLane lane, int revision, bool isLogged) => lane switch
    {
        // Before it is closed a digest has the number that it will get.
        { IsOpenDigest: true } when revision == lane.Revision + 1 => null,
        _ when revision > lane.Revision => RetryOutcome.Unknown,
        _ when revision < lane.Revision || lane.ToldRevision >= revision => RetryOutcome.AlreadySent,
        { State: LaneState.Collected } or { Digest: not null } => RetryOutcome.Collected,
        { State: LaneState.Idle } => isLogged ? RetryOutcome.AlreadySent : RetryOutcome.Unknown,
        _ => null,
    };
}
