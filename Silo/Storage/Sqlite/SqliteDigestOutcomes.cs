using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>What came of a digest is what came of all that it tells.</summary>
internal static class SqliteDigestOutcomes
{
    private const string Members = "generation = $generation AND subscription = $subscription AND state = 2 AND state <> 0 AND digest = $number AND source = $source";

    private const string GiveUp = $"""
        UPDATE lanes INDEXED BY lanes_open
        SET state = 3, attempts = attempts + 1, last_error = $error, doubtful = max(doubtful, $doubtful), escalate_at = min(escalate_at, $at)
        WHERE {Members}
        """;

    private const string BeIdle = $"""
        UPDATE lanes INDEXED BY lanes_open SET state = 0, attempts = 0, escalate_at = NULL, last_error = NULL, digest = NULL
        WHERE {Members}
        """;

    private const string Told = "UPDATE lanes SET told_revision = max(coalesce(told_revision, 0), $number), told_at = $at WHERE id = $id";

    private const string EndIt = """
        UPDATE lanes SET message = x'', state = CASE WHEN $due IS NULL THEN 0 ELSE 1 END, due_at = $due, since = coalesce($due, since), attempts = 0, last_error = NULL, doubtful = 0
        WHERE id = $id
        """;

    public static void Sent(SqliteSession session, LaneOutcome outcome, LaneRow digest, SqliteArrivals arrivals)
    {
        foreach (var member in outcome.Members ?? [])
        {
            if (SqliteLaneRows.Find(session, member.Lane) is not { } lane) continue;
            // What a later digest has, or collects, is found to be told when that one is written.
            SqliteOutcomes.Tell(session, lane, member.Revision, member.Message, outcome.At, isDone: lane.Digest == outcome.Revision, arrivals);
        }

        session.Execute(Told, ("$number", outcome.Revision), ("$at", Micros.Of(outcome.At)), ("$id", SqliteValues.Id(digest.Id)));
        if (IsClosed(digest, outcome)) Finish(session, outcome, digest, arrivals);
    }

    /// <summary>What is in it can be tried again with it.</summary>
    public static void Failed(SqliteSession session, LaneOutcome outcome, LaneRow digest, SqliteArrivals arrivals)
    {
        session.Execute(
            GiveUp,
            [("$error", SqliteOutcomes.Error(outcome)), ("$doubtful", outcome.MayHaveArrived || digest.Doubtful), ("$at", Micros.Of(outcome.At)), .. Named(digest, outcome.Revision)]);
        if (IsClosed(digest, outcome)) Finish(session, outcome, digest, arrivals);
    }

    /// <summary>Nobody is to hear of it any more: what it had is over with it. One that is open ends as it is.</summary>
    public static void Nothing(SqliteSession session, LaneOutcome outcome, LaneRow digest, SqliteArrivals arrivals)
    {
        if (!IsClosed(digest, outcome))
        {
            End(session, digest, null);
            return;
        }

        session.Execute(BeIdle, Named(digest, outcome.Revision));
        Finish(session, outcome, digest, arrivals);
    }

    private static bool IsClosed(LaneRow digest, LaneOutcome outcome) => !digest.IsEmpty && digest.Revision == outcome.Revision;

    // What has been collected since is for the next one.
    private static void Finish(SqliteSession session, LaneOutcome outcome, LaneRow digest, SqliteArrivals arrivals)
    {
        var isMore = SqliteDigests.HasCollected(session, digest.Key);
        End(session, digest, isMore ? outcome.At : null);
        if (isMore) arrivals.Add(digest.Target, Micros.Of(outcome.At), digest.Needs);
    }

    private static void End(SqliteSession session, LaneRow digest, DateTimeOffset? reopened) =>
        session.Execute(EndIt, ("$due", SqliteValues.Time(reopened)), ("$id", SqliteValues.Id(digest.Id)));

    private static (string, object?)[] Named(LaneRow digest, int number) =>
    [
        ("$generation", SqliteValues.Id(digest.Key.Generation)), ("$subscription", digest.Key.Subscription), ("$number", number), ("$source", digest.Key.Key.Source),
    ];
}
