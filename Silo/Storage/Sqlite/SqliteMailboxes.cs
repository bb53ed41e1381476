using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>The mailboxes of targets in the file. Nobody else has the file: a mailbox of a holder who was not heard of since this process began was left by one that is dead.</summary>
internal static class SqliteMailboxes
{
    // When a mailbox is to be looked at, as the index mailboxes_free has it.
    private const string DueAt = "coalesce(max(due_at, not_before), due_at)";

    private const string Free = $"""
        SELECT target, news, {DueAt}, 0
        FROM mailboxes INDEXED BY mailboxes_free
        WHERE holder IS NULL AND {DueAt} <= $now AND needs <= $capability
        ORDER BY {DueAt}, target LIMIT $limit
        """;

    // A lease that ends later than one that begins now was given by a clock that has been set back.
    private const string Abandoned = $"""
        SELECT target, news, {DueAt}, 1
        FROM mailboxes INDEXED BY mailboxes_held
        WHERE holder IS NOT NULL AND (lease_until <= $clock OR lease_until > $until OR hex(holder) NOT IN (SELECT value FROM json_each($living))) AND {DueAt} <= $now AND needs <= $capability
        ORDER BY {DueAt}, target LIMIT $limit
        """;

    private const string Hold = "UPDATE mailboxes SET holder = $holder, lease_until = $until WHERE target = $target";

    // Any of them may have been sent; what an open digest says was not even settled. What is due is sent oldest first, so of a large backlog only the first may have been.
    private const string Doubt = """
        UPDATE lanes SET doubtful = 1, attempts = attempts + 1
        WHERE id IN (
          SELECT id FROM lanes INDEXED BY lanes_waiting
          WHERE state = 1 AND target = $target AND due_at <= $now AND NOT (kind = 0 AND length(message) = 0)
          ORDER BY due_at, id LIMIT 1000)
        """;

    private const string Keep = "UPDATE mailboxes SET lease_until = $until WHERE target = $target AND holder = $holder";

    private const string News = "SELECT news FROM mailboxes WHERE target = $target";

    private const string DueLanes = $"""
        SELECT {SqliteLaneRows.Waiting} FROM lanes INDEXED BY lanes_waiting
        WHERE state = 1 AND target = $target AND due_at <= $now
        ORDER BY due_at, id LIMIT $limit
        """;

    private const string Held = "SELECT news FROM mailboxes WHERE target = $target AND holder = $holder";

    private const string FirstWaiting = "SELECT due_at FROM lanes INDEXED BY lanes_waiting WHERE state = 1 AND target = $target ORDER BY due_at LIMIT 1";

    private const string Pause = """
        UPDATE mailboxes SET holder = NULL, lease_until = NULL, not_before = $not_before, failing_since = CASE WHEN $failing THEN coalesce(failing_since, $now) END
        WHERE target = $target
        """;

    private const string GiveBack = "UPDATE mailboxes SET holder = NULL, lease_until = NULL, not_before = NULL, failing_since = NULL, due_at = $due WHERE target = $target";

    private const string Remove = "DELETE FROM mailboxes WHERE target = $target";

    private const string FirstFree = $"""
        SELECT {DueAt} FROM mailboxes INDEXED BY mailboxes_free
        WHERE holder IS NULL AND needs <= $capability
        ORDER BY {DueAt} LIMIT 1
        """;

    private const string FirstAbandoned = $"SELECT min({DueAt}) FROM mailboxes INDEXED BY mailboxes_held WHERE holder IS NOT NULL AND lease_until <= $clock AND needs <= $capability";

    /// <param name="clock">By which leases are counted; <paramref name="now"/> is what is due by.</param>
    /// <param name="living">The holders of this process.</param>
    public static List<TakenMailbox> Take(
        SqliteSession session, Guid holder, IEnumerable<Guid> living, TimeSpan lease, int limit, int capability, DateTimeOffset now, DateTimeOffset clock)
    {
        var (until, at, named) = (Micros.Of(clock + lease), Micros.Of(now), SqliteValues.Id(holder));
        var due = session.Query(Free, ReadDue, ("$now", at), ("$capability", capability), ("$limit", limit));
        due.AddRange(session.Query(
            Abandoned, ReadDue, ("$living", Names(living)), ("$clock", Micros.Of(clock)), ("$until", until), ("$now", at), ("$capability", capability), ("$limit", limit)));
        var taken = due.OrderBy(static one => one.DueAt).ThenBy(static one => one.Mailbox.Target, StringComparer.Ordinal).Take(limit).Select(static one => one.Mailbox).ToList();
        foreach (var mailbox in taken)
        {
            session.Execute(Hold, ("$holder", named), ("$until", until), ("$target", mailbox.Target));
            if (mailbox.WasAbandoned) session.Execute(Doubt, ("$target", mailbox.Target), ("$now", at));
        }

        return taken;
    }

    private static string Names(IEnumerable<Guid> holders) => $"[{string.Join(',', holders.Select(static one => $"\"{Convert.ToHexString(one.ToByteArray(bigEndian: true))}\""))}]";

    public static List<string> Renew(SqliteSession session, Guid holder, IReadOnlyList<string> targets, TimeSpan lease, DateTimeOffset clock) =>
        [.. targets.Distinct(StringComparer.Ordinal).Where(target => session.Execute(Keep, ("$until", Micros.Of(clock + lease)), ("$target", target), ("$holder", SqliteValues.Id(holder))) > 0)];

    public static (long News, IReadOnlyList<WaitingLane> Lanes) Due(SqliteSession session, string target, int limit, DateTimeOffset now) => (
        session.Query(News, static row => row.GetInt64(0), ("$target", target)).SingleOrDefault(),
        session.Query(DueLanes, SqliteLaneRows.ReadWaiting, ("$target", target), ("$now", Micros.Of(now)), ("$limit", limit)));

    public static List<string> Release(SqliteSession session, Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now)
    {
        var kept = new List<string>();
        foreach (var mailbox in mailboxes)
        {
            var target = ("$target", (object)mailbox.Target);
            if (session.Query(Held, static row => (long?)row.GetInt64(0), target, ("$holder", SqliteValues.Id(holder))).SingleOrDefault() is not { } news) continue;
            if (mailbox.NotBefore is { } notBefore) session.Execute(Pause, ("$not_before", Micros.Of(notBefore)), ("$failing", mailbox.IsFailing), ("$now", Micros.Of(now)), target);
            else if (news != mailbox.News) kept.Add(mailbox.Target);
            else if (session.Query(FirstWaiting, static row => (long?)row.GetInt64(0), target).SingleOrDefault() is { } first) session.Execute(GiveBack, ("$due", first), target);
            else session.Execute(Remove, target);
        }

        return kept;
    }

    /// <summary>When the next mailbox that nobody has is to be looked at, in microseconds since 1970.</summary>
    public static long? NextDue(SqliteSession session, int capability, DateTimeOffset clock) => session
        .Query(FirstFree, static row => (long?)row.GetInt64(0), ("$capability", capability))
        .Concat(session.Query(FirstAbandoned, static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ("$clock", Micros.Of(clock)), ("$capability", capability)))
        .Min();

    private static (TakenMailbox Mailbox, long DueAt) ReadDue(SqliteDataReader row) =>
        (new TakenMailbox(row.GetString(0), row.GetInt64(1), row.GetBoolean(3)), row.GetInt64(2));
}
