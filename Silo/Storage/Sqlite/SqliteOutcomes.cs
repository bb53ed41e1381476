using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>Writes down in the file what came of messages.</summary>
internal static class SqliteOutcomes
{
    private const string ToldNow = "UPDATE lanes SET told_revision = $revision, told = NULL, told_at = $at, doubtful = 0 WHERE id = $id";

    private const string ToldBefore = "UPDATE lanes SET told_revision = $revision, told = $message, told_at = $at, doubtful = 0 WHERE id = $id";

    private const string TryAgain = "UPDATE lanes SET attempts = attempts + 1, due_at = $due, last_error = $error, doubtful = max(doubtful, $doubtful) WHERE id = $id";

    private const string PutOff = "UPDATE lanes SET due_at = $due WHERE id = $id";

    private const string Move = "UPDATE lanes SET target = $target WHERE id = $id";

    // min() of null is null: no backup hears of it.
    private const string GiveUp = """
        UPDATE lanes SET state = 3, attempts = attempts + 1, due_at = NULL, last_error = $error, doubtful = max(doubtful, $doubtful), escalate_at = min(escalate_at, $at)
        WHERE id = $id
        """;

    private const string Doubt = "UPDATE lanes SET last_error = $error, doubtful = max(doubtful, $doubtful) WHERE id = $id";

    private const string BeginAnew = "UPDATE lanes SET attempts = 0, due_at = $due WHERE id = $id";

    private const string BeWaiting = "UPDATE lanes SET state = 1, due_at = $at, since = $at, attempts = 0 WHERE id = $id AND state = 0";

    private const string BeIdle = "UPDATE lanes SET state = 0, attempts = 0, due_at = NULL, escalate_at = NULL, last_error = NULL, digest = NULL WHERE id = $id";

    public static void Record(SqliteSession session, IReadOnlyList<LaneOutcome> outcomes)
    {
        var arrivals = new SqliteArrivals();
        foreach (var outcome in outcomes)
        {
            var lane = SqliteLaneRows.Find(session, outcome.Lane);
            if (outcome.End != LaneEnd.Sent && (lane is null || !Counts(lane, outcome))) continue;
            // What went out did so, whether or not anything is left of its lane.
            SqliteMessages.Log(session, outcome);
            if (lane is null) continue;
            if (lane.Key.IsDigest) SqliteDigestOutcomes.Record(session, outcome, lane, arrivals);
            else Record(session, outcome, lane, arrivals);
        }

        arrivals.Write(session, isNews: true);
    }

    /// <summary>Notes that a lane was told of a revision, unless it was told of that or a higher one before.</summary>
    public static bool Tell(SqliteSession session, StoredLane lane, int revision, ReadOnlyMemory<byte> message, DateTimeOffset at)
    {
        if (revision > lane.Revision || lane.ToldRevision >= revision) return false;
        var (id, told, when) = (Named(lane), ("$revision", (object?)revision), ("$at", (object?)Micros.Of(at)));
        if (revision == lane.Revision) session.Execute(ToldNow, told, when, id);
        else session.Execute(ToldBefore, told, ("$message", SqliteValues.Bytes(message)), when, id);
        return true;
    }

    /// <summary>Where there was nothing to say, for nobody knew yet what had been told.</summary>
    public static void LookAgain(SqliteSession session, DateTimeOffset at, StoredLane lane, SqliteArrivals arrivals)
    {
        if (lane.State != LaneState.Idle) return;
        session.Execute(BeWaiting, ("$at", Micros.Of(at)), Named(lane));
        arrivals.Add(lane.Target, Micros.Of(at), lane.Needs);
    }

    public static void Rest(SqliteSession session, StoredLane lane) => session.Execute(BeIdle, Named(lane));

    /// <summary>The message waits on, for another attempt or until its time.</summary>
    public static void Wait(SqliteSession session, LaneOutcome outcome, StoredLane lane, SqliteArrivals arrivals)
    {
        var due = ("$due", (object?)Micros.Of(outcome.DueAt ?? outcome.At));
        if (outcome.End == LaneEnd.Again) session.Execute(TryAgain, due, ("$error", Error(outcome)), ("$doubtful", outcome.MayHaveArrived), Named(lane));
        else session.Execute(PutOff, due, Named(lane));
        if (outcome is { End: LaneEnd.PutOff, Target: { } target } && target != lane.Target)
        {
            session.Execute(Move, ("$target", target), Named(lane));
            arrivals.Add(target, Micros.Of(outcome.DueAt ?? outcome.At), lane.Needs);
            return;
        }

        Bring(lane, outcome.DueAt ?? outcome.At, arrivals);
    }

    /// <summary>What is due earlier than before is looked for earlier, and whoever has the mailbox hears of it.</summary>
    public static void Bring(StoredLane lane, DateTimeOffset due, SqliteArrivals arrivals)
    {
        if (Micros.Of(due) < lane.DueAt) arrivals.Add(lane.Target, Micros.Of(due), lane.Needs);
    }

    public static string? Error(LaneOutcome outcome) => outcome.Error is { } error ? StorableText.Clean(error, StorableText.Line) : null;

    // Whoever comes too late, or was overtaken by a person's retry, only reports success.
    private static bool Counts(StoredLane lane, LaneOutcome outcome)
    {
        if (!lane.IsWaiting || lane.Retries != outcome.Retries) return false;
        if (!lane.Key.IsDigest) return outcome.Revision <= lane.Revision && !(lane.ToldRevision >= outcome.Revision);
        // One that is open was not attempted.
        return outcome.Revision == lane.Revision && (lane.IsClosedDigest || outcome.End is LaneEnd.PutOff or LaneEnd.Nothing);
    }

    private static void Record(SqliteSession session, LaneOutcome outcome, StoredLane lane, SqliteArrivals arrivals)
    {
        var movedOn = lane.Revision > outcome.Revision;
        switch (outcome.End)
        {
            case LaneEnd.Sent:
                if (!Tell(session, lane, outcome.Revision, outcome.Message ?? outcome.Letter?.Message ?? "{}"u8.ToArray(), outcome.At)) break;
                if (!movedOn) Rest(session, lane);
                else if (lane.IsWaiting) WaitAnew(session, outcome, lane, arrivals);
                else LookAgain(session, outcome.At, lane, arrivals);
                break;
            case LaneEnd.Again or LaneEnd.PutOff:
                Wait(session, outcome, lane, arrivals);
                break;
            case LaneEnd.Failed when movedOn:
                session.Execute(Doubt, ("$error", Error(outcome)), ("$doubtful", outcome.MayHaveArrived), Named(lane));
                WaitAnew(session, outcome, lane, arrivals);
                break;
            case LaneEnd.Failed:
                session.Execute(GiveUp, ("$error", Error(outcome)), ("$doubtful", outcome.MayHaveArrived), ("$at", Micros.Of(outcome.At)), Named(lane));
                break;
            case LaneEnd.Nothing when movedOn:
                WaitAnew(session, outcome, lane, arrivals);
                break;
            case LaneEnd.Nothing:
                Rest(session, lane);
                break;
        }
    }

    // What has come meanwhile has not been tried.
    private static void WaitAnew(SqliteSession session, LaneOutcome outcome, StoredLane lane, SqliteArrivals arrivals)
    {
        session.Execute(BeginAnew, ("$due", Micros.Of(outcome.At)), Named(lane));
        Bring(lane, outcome.At, arrivals);
    }

    private static (string, object?) Named(StoredLane lane) => ("$id", SqliteValues.Id(lane.Id));
}
