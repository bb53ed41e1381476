using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>What digests collect in the file, and how one is opened and closed.</summary>
internal static class SqliteDigests
{
    // The index lanes_open has them by when they were announced.
    private const string OfDigest = "generation = $generation AND subscription = $subscription AND state = 2 AND state <> 0 AND digest IS NULL AND source = $source";

    private const string CollectedBy = $"""
        SELECT {SqliteLaneRows.Waiting} FROM lanes INDEXED BY lanes_open
        WHERE {OfDigest}
        ORDER BY announced_at, id LIMIT $limit
        """;

    private const string AnyCollected = $"SELECT 1 FROM lanes INDEXED BY lanes_open WHERE {OfDigest} LIMIT 1";

    private const string CountCollected = $"SELECT count(*) FROM lanes INDEXED BY lanes_open WHERE {OfDigest}";

    private const string OldestCollected = $"SELECT since FROM lanes INDEXED BY lanes_open WHERE {OfDigest} ORDER BY announced_at, id LIMIT 1";

    private const string NothingToSay = """
        UPDATE lanes SET state = 0, attempts = 0, escalate_at = NULL, last_error = NULL
        WHERE id = $id AND revision = $revision AND state = 2 AND digest IS NULL
        """;

    private const string IsCollected = "SELECT 1 FROM lanes WHERE id = $id AND revision = $revision AND state = 2 AND digest IS NULL";

    private const string Join = "UPDATE lanes SET digest = $number WHERE id = $id";

    private const string Settle = "UPDATE lanes SET revision = revision + 1, message = $message, announced_at = $now, attempts = 0, last_error = NULL, doubtful = 0 WHERE id = $id";

    private const string BeIdle = """
        UPDATE lanes SET message = x'', state = 0, due_at = NULL, escalate_at = NULL, attempts = 0, last_error = NULL, doubtful = 0 WHERE id = $id
        """;

    private const string BeOpen = "UPDATE lanes SET message = x'', state = 1, since = $since, due_at = $due, attempts = 0, last_error = NULL, doubtful = 0 WHERE id = $id";

    public static List<WaitingLane> Collected(SqliteSession session, LaneKey digest, int limit) =>
        session.Query(CollectedBy, SqliteLaneRows.ReadWaiting, [.. Named(digest), ("$limit", limit)]);

    public static bool HasCollected(SqliteSession session, LaneKey digest) => session.Query(AnyCollected, static _ => true, Named(digest)).Count > 0;

    /// <summary>Since when what was announced first of all that is collected has been; null: nothing is.</summary>
    public static DateTimeOffset? CollectedSince(SqliteSession session, LaneKey digest) =>
        session.Query(OldestCollected, static row => (DateTimeOffset?)Micros.ToInstant(row.GetInt64(0)), Named(digest)).SingleOrDefault();

    public static int Count(SqliteSession session, LaneKey digest) => session.Query(CountCollected, static row => row.GetInt32(0), Named(digest)).Single();

    public static void Rest(SqliteSession session, Guid digest) => session.Execute(BeIdle, ("$id", SqliteValues.Id(digest)));

    public static void Open(SqliteSession session, Guid digest, DateTimeOffset since, DateTimeOffset due) =>
        session.Execute(BeOpen, ("$since", Micros.Of(since)), ("$due", Micros.Of(due)), ("$id", SqliteValues.Id(digest)));

    /// <summary>See <see cref="ILaneStore.Close"/>.</summary>
    public static WaitingLane? Close(
        SqliteSession session, LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now)
    {
        if (SqliteLaneRows.Find(session, digest.Id) is not { IsOpenDigest: true } open) return null;
        // What has moved on is not what the message says.
        if (!members.All(one => session.Query(IsCollected, static _ => true, ("$id", SqliteValues.Id(one.Lane)), ("$revision", one.Revision)).Count > 0)) return null;
        foreach (var (lane, revision) in known) session.Execute(NothingToSay, ("$id", SqliteValues.Id(lane)), ("$revision", revision));
        if (members.Count == 0)
        {
            if (!HasCollected(session, digest)) Rest(session, open.Id);
            return null;
        }

        foreach (var member in members) session.Execute(Join, ("$number", open.Revision + 1), ("$id", SqliteValues.Id(member.Lane)));
        session.Execute(Settle, ("$message", SqliteValues.Bytes(message)), ("$now", Micros.Of(now)), ("$id", SqliteValues.Id(open.Id)));
        return SqliteLaneRows.Get(session, open.Id);
    }

    private static (string, object?)[] Named(LaneKey digest) =>
        [("$generation", SqliteValues.Id(digest.Generation)), ("$subscription", digest.Subscription), ("$source", digest.Key.Source)];
}
