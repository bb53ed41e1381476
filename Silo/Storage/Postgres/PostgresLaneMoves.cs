using Grains.Subscriptions;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>
/// What waits in lanes follows a change of whom it is for. Each call runs inside the transaction of that change. Rows are locked as whoever expands and sends does it: mailboxes by target, lanes by id,
/// lanes of digests last.
/// </summary>
/// <remarks>What is due at once is given the time at which it began to wait, which is past by every clock.</remarks>
internal static class PostgresLaneMoves
{
    private const string Own = "generation = @generation AND subscription = ANY(@subscriptions) AND state <> 0";
    private const string Waiting = "generation = @generation AND subscription = ANY(@subscriptions) AND state = 1";
    private const string AtTargets = "target = ANY(@targets) AND state = 1";

    private const string CancelOwn = $"""
        {LockOwn};
        UPDATE lanes SET state = 0, due_at = NULL, escalate_at = NULL, digest = NULL WHERE {Own}
        """;

    // What a closed digest has stays with it: it is told by that one.
    private const string Next = """
        CASE
          WHEN subscription = @backup AND @backup_target IS NULL THEN 0
          WHEN state = 1 AND kind = 0 AND thing = 'digest' AND message = '' AND NOT @collects THEN 0
          WHEN state = 2 AND digest IS NULL AND NOT @collects THEN 1
          ELSE state
        END
        """;

    private const string MoveOwn = $"""
        {LockMailboxes};
        {LockOwn};
        UPDATE lanes
        SET state = {Next},
          target = CASE WHEN subscription = @backup THEN coalesce(@backup_target, target) ELSE @target END,
          due_at = CASE WHEN {Next} = 1 THEN since END,
          escalate_at = CASE WHEN {Next} <> 0 AND @backup_target IS NOT NULL THEN escalate_at END
        WHERE {Own};
        {WakeOwn}
        """;

    private const string MoveAtTargets = $"""
        {LockMailboxes};
        SELECT count(*) FROM (SELECT FROM lanes WHERE {AtTargets} AND due_at > since ORDER BY kind = 0, id FOR NO KEY UPDATE) AS locked;
        UPDATE lanes SET due_at = since WHERE {AtTargets} AND due_at > since;
        {WakeTargets}
        """;

    private const string LockMailboxes = "SELECT count(*) FROM (SELECT FROM mailboxes WHERE target = ANY(@targets) ORDER BY target FOR NO KEY UPDATE) AS locked";

    private const string LockOwn = $"SELECT count(*) FROM (SELECT FROM lanes WHERE {Own} ORDER BY kind = 0, id FOR NO KEY UPDATE) AS locked";

    private const string WakeOwn = $"{Wake} WHERE {Waiting} {OnConflict}";
    private const string WakeTargets = $"{Wake} WHERE {AtTargets} {OnConflict}";
    private const string Wake = "INSERT INTO mailboxes AS m (target, due_at, needs) SELECT target, min(due_at), max(needs) FROM lanes";

    private const string OnConflict = """
        GROUP BY target ORDER BY target
        ON CONFLICT (target) DO UPDATE
        SET due_at = least(m.due_at, excluded.due_at), needs = greatest(m.needs, excluded.needs), news = m.news + 1, not_before = NULL, failing_since = NULL
        """;

    /// <summary>Of a subscription that was deleted nothing waits any more.</summary>
    public static async Task Cancel(NpgsqlConnection connection, Guid generation, string subscription, string backup, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CancelOwn, connection)
            .With("generation", NpgsqlDbType.Uuid, generation)
            .WithArray("subscriptions", NpgsqlDbType.Text, new[] { subscription, backup });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What waits for a subscription that was saved goes where it is told now.</summary>
    public static async Task Follow(NpgsqlConnection connection, LaneMove move, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MoveOwn, connection)
            .With("generation", NpgsqlDbType.Uuid, move.Generation)
            .WithArray("subscriptions", NpgsqlDbType.Text, new[] { move.Subscription, move.Backup })
            .WithArray("targets", NpgsqlDbType.Text, move.BackupTarget is { } backup ? [move.Target, backup] : new[] { move.Target })
            .With("backup", NpgsqlDbType.Text, move.Backup)
            .With("target", NpgsqlDbType.Text, move.Target)
            .With("backup_target", NpgsqlDbType.Text, move.BackupTarget)
            .With("collects", NpgsqlDbType.Boolean, move.Collects);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What waits for the contacts of a stakeholder who was saved is tried again at once.</summary>
    public static async Task TryAgain(NpgsqlConnection connection, string[] targets, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MoveAtTargets, connection).WithArray("targets", NpgsqlDbType.Text, targets);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
