using Grains.Subscriptions;

namespace Silo.Storage.Sqlite;

/// <summary>What waits in lanes follows a change of whom it is for. Each call runs inside the transaction of that change.</summary>
/// <remarks>
/// What is due at once is given the time at which it began to wait, which is past by every clock. <c>state &lt;&gt; 0</c> stands in each statement, for only so SQLite takes the index of open lanes.
/// </remarks>
internal static class SqliteLaneMoves
{
    private const string Own = "generation = $generation AND subscription IN ($subscription, $backup) AND state <> 0";
    private const string Waiting = "generation = $generation AND subscription IN ($subscription, $backup) AND state <> 0 AND state = 1";
    private const string AtTarget = "target = $target AND state = 1";

    private const string CancelOwn = $"UPDATE lanes SET state = 0, due_at = NULL, escalate_at = NULL, digest = NULL WHERE {Own}";

    private const string EndBackups = """
        UPDATE lanes SET state = 0, due_at = NULL, escalate_at = NULL, digest = NULL WHERE generation = $generation AND subscription = $backup AND state <> 0
        """;

    private const string EndEscalations = "UPDATE lanes SET escalate_at = NULL WHERE generation = $generation AND subscription = $subscription AND escalate_at IS NOT NULL AND state <> 0";

    private const string EndOpenDigest = """
        UPDATE lanes SET state = 0, due_at = NULL
        WHERE generation = $generation AND subscription = $subscription AND state <> 0 AND state = 1 AND kind = 0 AND thing = 'digest' AND message = x''
        """;

    // What a closed digest has stays with it: it is told by that one.
    private const string TellCollected = """
        UPDATE lanes SET state = 1, due_at = since WHERE generation = $generation AND subscription = $subscription AND state <> 0 AND state = 2 AND digest IS NULL
        """;

    private const string MoveLanes = """
        UPDATE lanes SET target = $target, due_at = CASE WHEN state = 1 THEN since END WHERE generation = $generation AND subscription = $subscription AND state <> 0
        """;

    private const string TryAtTarget = $"UPDATE lanes SET due_at = since WHERE {AtTarget} AND due_at > since";

    private const string WakeOwn = $"{Wake} WHERE {Waiting} {OnConflict}";
    private const string WakeTarget = $"{Wake} WHERE {AtTarget} {OnConflict}";
    private const string Wake = "INSERT INTO mailboxes (target, due_at, needs) SELECT target, min(due_at), max(needs) FROM lanes";

    private const string OnConflict = """
        GROUP BY target
        ON CONFLICT (target) DO UPDATE
        SET due_at = min(due_at, excluded.due_at), needs = max(needs, excluded.needs), news = news + 1, not_before = NULL, failing_since = NULL
        """;

    /// <summary>Of a subscription that was deleted nothing waits any more.</summary>
    public static void Cancel(SqliteSession session, Guid generation, string subscription, string backup) =>
        session.Execute(CancelOwn, ("$generation", Bytes(generation)), ("$subscription", subscription), ("$backup", backup));

    /// <summary>What waits for a subscription that was saved goes where it is told now.</summary>
    public static void Follow(SqliteSession session, LaneMove move)
    {
        var generation = Bytes(move.Generation);
        if (!move.Collects)
        {
            session.Execute(EndOpenDigest, ("$generation", generation), ("$subscription", move.Subscription));
            session.Execute(TellCollected, ("$generation", generation), ("$subscription", move.Subscription));
        }

        session.Execute(MoveLanes, ("$target", move.Target), ("$generation", generation), ("$subscription", move.Subscription));
        if (move.BackupTarget is { } backup)
        {
            session.Execute(MoveLanes, ("$target", backup), ("$generation", generation), ("$subscription", move.Backup));
        }
        else
        {
            session.Execute(EndBackups, ("$generation", generation), ("$backup", move.Backup));
            session.Execute(EndEscalations, ("$generation", generation), ("$subscription", move.Subscription));
        }

        session.Execute(WakeOwn, ("$generation", generation), ("$subscription", move.Subscription), ("$backup", move.Backup));
    }

    /// <summary>What waits for the contacts of a stakeholder who was saved is tried again at once.</summary>
    public static void TryAgain(SqliteSession session, IReadOnlyList<string> targets)
    {
        foreach (var target in targets)
        {
            session.Execute(TryAtTarget, ("$target", target));
            session.Execute(WakeTarget, ("$target", target));
        }
    }

    private static byte[] Bytes(Guid generation) => generation.ToByteArray(bigEndian: true);
}
