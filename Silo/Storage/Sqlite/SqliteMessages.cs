using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>The log of messages in the file, and what is forgotten.</summary>
internal static class SqliteMessages
{
    // What was sent stays sent.
    private const string Put = """
        INSERT INTO messages (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, attempts, created_at, sent_at, ended_at, last_error, message, words)
        VALUES ($id, $source, $kind, $entity, $thing, $revision, $subscription, $channel, $target, $state, $attempts, $created, $sent, $ended, $error, $message, $words)
        ON CONFLICT DO UPDATE SET channel = excluded.channel, target = excluded.target, state = excluded.state, attempts = excluded.attempts, created_at = excluded.created_at,
          sent_at = excluded.sent_at, ended_at = excluded.ended_at, last_error = excluded.last_error, message = excluded.message, words = excluded.words
        WHERE state <> 'sent'
        """;

    private const string ForgetMessages = """
        DELETE FROM messages WHERE rowid IN (
          SELECT rowid FROM messages INDEXED BY messages_ended WHERE ended_at < $before ORDER BY ended_at LIMIT $limit)
        """;

    private const string ForgetLanes = """
        DELETE FROM lanes WHERE rowid IN (
          SELECT rowid FROM lanes INDEXED BY lanes_idle
          WHERE state = 0 AND kind <> 0 AND announced_at < $before AND (told_at IS NULL OR told_at < $before)
          ORDER BY announced_at LIMIT $limit)
        """;

    /// <summary>Keeps what was sent or given up, if the outcome has it.</summary>
    public static void Log(SqliteSession session, LaneOutcome outcome)
    {
        if (outcome is not { Letter: { } letter, End: LaneEnd.Sent or LaneEnd.Failed }) return;
        var (lane, isSent, at) = (StorableLanes.Clean(letter.Key), outcome.End == LaneEnd.Sent, Micros.Of(outcome.At));
        session.Execute(
            Put,
            ("$id", MessageIds.Of(outcome.Lane, outcome.Revision)), ("$source", lane.Key.Source), ("$kind", (int)lane.Key.Kind), ("$entity", lane.Key.Id), ("$thing", lane.Thing),
            ("$revision", outcome.Revision), ("$subscription", lane.Subscription), ("$channel", StorableText.Clean(letter.Channel)), ("$target", StorableText.Clean(letter.Target)),
            ("$state", isSent ? "sent" : "failed"), ("$attempts", letter.Attempts), ("$created", Micros.Of(letter.Since)), ("$sent", isSent ? at : null), ("$ended", at),
            ("$error", isSent ? null : SqliteOutcomes.Error(outcome)), ("$message", SqliteValues.Bytes(letter.Message)),
            ("$words", letter.Words is { } words ? StorableText.Clean(words) : null));
    }

    public static int Expire(SqliteSession session, DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit)
    {
        var messages = session.Execute(ForgetMessages, ("$before", Micros.Of(messagesBefore)), ("$limit", limit));
        return messages + session.Execute(ForgetLanes, ("$before", Micros.Of(lanesBefore)), ("$limit", limit - messages));
    }
}
