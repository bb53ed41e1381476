using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>Writes down in the file what came of messages.</summary>
internal static class SqliteOutcomes
{
    // Of whatever was sent: what is told and what is known are the same now, and nothing waits.
    private const string Settle = """
        UPDATE lanes SET told_revision = $revision, told = NULL, told_at = $at, doubtful = 0, state = 0, due_at = NULL, escalate_at = NULL, last_error = NULL, attempts = 0, digest = NULL
        WHERE id = $id
        """;

    private const string ToldNow = "UPDATE lanes SET told_revision = $revision, told = NULL, told_at = $at, doubtful = 0 WHERE id = $id";

    // The lane has moved on meanwhile: what is known now is still to be told, and as soon as can be.
    private const string ToldBefore = """
        UPDATE lanes SET told_revision = $revision, told = $message, told_at = $at, doubtful = 0,
          attempts = CASE state WHEN 1 THEN 0 ELSE attempts END, due_at = CASE state WHEN 1 THEN $at ELSE due_at END
        WHERE id = $id AND (told_revision IS NULL OR told_revision < $revision)
        """;

    private const string TryAgain = "UPDATE lanes SET attempts = attempts + 1, due_at = $due, last_error = $error, doubtful = max(doubtful, $doubtful) WHERE id = $id";

    private const string PutOff = "UPDATE lanes SET due_at = $due WHERE id = $id";

    // min() of null is null: nobody hears of it.
    private const string GiveUp = """
        UPDATE lanes SET state = 3, attempts = attempts + 1, due_at = NULL, last_error = $error, doubtful = max(doubtful, $doubtful), escalate_at = min(escalate_at, $at)
        WHERE id = $id
        """;

    private const string BeginAnew = "UPDATE lanes SET attempts = 0, due_at = $at, doubtful = max(doubtful, $doubtful) WHERE id = $id";

    private const string BeIdle = "UPDATE lanes SET state = 0, attempts = 0, due_at = NULL, escalate_at = NULL, last_error = NULL WHERE id = $id";

    public static void Record(SqliteSession session, IReadOnlyList<LaneOutcome> outcomes)
    {
        var arrivals = new SqliteArrivals();
        foreach (var outcome in outcomes)
        {
            var lane = SqliteLaneRows.Find(session, outcome.Lane);
            if (outcome.End == LaneEnd.Sent) Sent(session, outcome, lane, arrivals);
            else if (lane is { State: LaneState.Waiting } && lane.Retries == outcome.Retries && lane.Revision >= outcome.Revision) NotSent(session, outcome, lane, arrivals);
        }

        // Whoever gives the mailbox back looks at what waits in it in the same transaction: that it is due in time is enough.
        arrivals.Write(session, isNews: false);
    }

    /// <summary>A lane was told of a revision, by its own message or by a digest.</summary>
    /// <param name="isDone">Whether nothing waits in it if that is what it knows.</param>
    public static void Tell(SqliteSession session, LaneRow lane, int revision, ReadOnlyMemory<byte> message, DateTimeOffset at, bool isDone, SqliteArrivals arrivals)
    {
        var (id, told, when) = (("$id", (object)SqliteValues.Id(lane.Id)), ("$revision", (object)revision), ("$at", (object)Micros.Of(at)));
        if (lane.Revision == revision) session.Execute(isDone ? Settle : ToldNow, told, when, id);
        else if (lane.Revision > revision && session.Execute(ToldBefore, told, ("$message", SqliteValues.Bytes(message)), when, id) > 0 && lane.State == LaneState.Waiting)
            arrivals.Add(lane.Target, Micros.Of(at), lane.Needs);
    }

    public static string? Error(LaneOutcome outcome) => outcome.Error is { } error ? StorableText.Clean(error, StorableText.Line) : null;

    private static void Sent(SqliteSession session, LaneOutcome outcome, LaneRow? lane, SqliteArrivals arrivals)
    {
        // It went out, whether or not anything is left of its lane.
        SqliteMessages.Log(session, outcome);
        if (lane is null) return;
        if (lane.Key.IsDigest) SqliteDigestOutcomes.Sent(session, outcome, lane, arrivals);
        else Tell(session, lane, outcome.Revision, outcome.Message ?? outcome.Letter?.Message ?? "{}"u8.ToArray(), outcome.At, isDone: true, arrivals);
    }

    private static void NotSent(SqliteSession session, LaneOutcome outcome, LaneRow lane, SqliteArrivals arrivals)
    {
        var (id, at, doubtful) = (("$id", (object)SqliteValues.Id(lane.Id)), ("$at", (object)Micros.Of(outcome.At)), ("$doubtful", (object)outcome.MayHaveArrived));
        var (error, due) = (("$error", (object?)Error(outcome)), Micros.Of(outcome.DueAt ?? outcome.At));
        var movedOn = lane.Revision > outcome.Revision;
        switch (outcome.End)
        {
            case LaneEnd.Again:
                session.Execute(TryAgain, ("$due", due), error, doubtful, id);
                arrivals.Add(lane.Target, due, lane.Needs);
                break;
            case LaneEnd.PutOff:
                session.Execute(PutOff, ("$due", due), id);
                arrivals.Add(lane.Target, due, lane.Needs);
                break;
            case LaneEnd.Failed:
                SqliteMessages.Log(session, outcome);
                if (movedOn)
                {
                    session.Execute(BeginAnew, at, doubtful, id);
                    arrivals.Add(lane.Target, Micros.Of(outcome.At), lane.Needs);
                }
                else if (lane.Key.IsDigest) SqliteDigestOutcomes.Failed(session, outcome, lane, arrivals);
                else session.Execute(GiveUp, error, doubtful, at, id);
                break;
            case LaneEnd.Nothing when !movedOn:
                if (lane.Key.IsDigest) SqliteDigestOutcomes.Nothing(session, outcome, lane, arrivals);
                else session.Execute(BeIdle, id);
                break;
        }
    }
}
