using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>What comes of a digest comes of all that it tells.</summary>
internal static class SqliteDigestOutcomes
{
    private const string Told = "UPDATE lanes SET told_revision = $number, told_at = $at WHERE id = $id AND (told_revision IS NULL OR told_revision < $number)";

    private const string FailMembers = $"UPDATE lanes INDEXED BY lanes_open SET state = 3, last_error = $error, doubtful = max(doubtful, $doubtful) WHERE {OfNumber}";

    private const string RestMembers = $"UPDATE lanes INDEXED BY lanes_open SET state = 0, attempts = 0, escalate_at = NULL, last_error = NULL, digest = NULL WHERE {OfNumber}";

    private const string LeaveMembers = $"UPDATE lanes INDEXED BY lanes_open SET digest = NULL WHERE {OfNumber}";

    private const string OfNumber = "generation = $generation AND subscription = $subscription AND state = 2 AND state <> 0 AND digest = $number AND source = $source";

    public static void Record(SqliteSession session, LaneOutcome outcome, StoredLane digest, SqliteArrivals arrivals)
    {
        switch (outcome.End)
        {
            case LaneEnd.Sent:
                foreach (var member in outcome.Members ?? []) Tell(session, outcome, member, arrivals);
                session.Execute(Told, ("$number", outcome.Revision), ("$at", Micros.Of(outcome.At)), ("$id", SqliteValues.Id(digest.Id)));
                // What has moved on is for the next one.
                session.Execute(LeaveMembers, Members(digest, outcome));
                if (digest.IsClosedDigest && digest.Revision == outcome.Revision) End(session, outcome, digest, arrivals);
                break;
            case LaneEnd.Failed:
                session.Execute(FailMembers, [("$error", SqliteOutcomes.Error(outcome)), ("$doubtful", outcome.MayHaveArrived || digest.Doubtful), .. Members(digest, outcome)]);
                End(session, outcome, digest, arrivals);
                break;
            case LaneEnd.Nothing:
                session.Execute(RestMembers, Members(digest, outcome));
                End(session, outcome, digest, arrivals);
                break;
            default:
                SqliteOutcomes.Wait(session, outcome, digest, arrivals);
                break;
        }
    }

    private static void Tell(SqliteSession session, LaneOutcome outcome, DigestMember member, SqliteArrivals arrivals)
    {
        if (SqliteLaneRows.Find(session, member.Lane) is not { } lane) return;
        if (SqliteOutcomes.Tell(session, lane, member.Revision, member.Message, outcome.At) && lane.Revision > member.Revision) SqliteOutcomes.LookAgain(session, outcome.At, lane, arrivals);
        if (lane.Digest == outcome.Revision && lane.Revision == member.Revision && lane.State is LaneState.Collected or LaneState.Failed) SqliteOutcomes.Rest(session, lane);
    }

    // What has been collected since is for the next one.
    private static void End(SqliteSession session, LaneOutcome outcome, StoredLane digest, SqliteArrivals arrivals)
    {
        SqliteDigests.Rest(session, digest.Id);
        if (SqliteDigests.CollectedSince(session, digest.Key) is not { } since) return;
        // What did not fit into the one that was sent follows at once.
        SqliteDigests.Open(session, digest.Id, since, outcome.At);
        SqliteOutcomes.Bring(digest, outcome.At, arrivals);
    }

    private static (string, object?)[] Members(StoredLane digest, LaneOutcome outcome) =>
    [
        ("$generation", SqliteValues.Id(digest.Key.Generation)), ("$subscription", digest.Key.Subscription), ("$number", outcome.Revision), ("$source", digest.Key.Key.Source),
    ];
}
