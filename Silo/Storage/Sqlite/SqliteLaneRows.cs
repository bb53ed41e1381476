using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>A lane as it stands in the file, for whoever decides what becomes of it.</summary>
/// <param name="IsEmpty">Of a digest: whether its content is not settled, or it has none.</param>
/// <param name="DueAt">Microseconds since 1970.</param>
internal sealed record StoredLane(
    Guid Id, LaneKey Key, string Target, int Needs, int Revision, bool IsEmpty, LaneState State, long? DueAt, int Retries, int? ToldRevision, int? Digest, bool Doubtful)
{
    public bool IsWaiting => State == LaneState.Waiting;
    public bool IsOpenDigest => Key.IsDigest && IsWaiting && IsEmpty;
    public bool IsClosedDigest => Key.IsDigest && IsWaiting && !IsEmpty;
}

/// <summary>Reads lanes.</summary>
internal static class SqliteLaneRows
{
    /// <summary>The columns of a <see cref="WaitingLane"/>.</summary>
    public const string Waiting = "source, kind, entity_id, thing, subscription, generation, target, revision, message, announced_at, since, fits, base, told_revision, told, doubtful, attempts, retries";

    private const string One = """
        SELECT source, kind, entity_id, thing, subscription, generation, target, needs, revision, length(message) = 0, state, due_at, retries, told_revision, digest, doubtful
        FROM lanes WHERE id = $id
        """;

    private const string OneWaiting = $"SELECT {Waiting} FROM lanes WHERE id = $id";

    /// <summary>Null when there is none of that id.</summary>
    public static StoredLane? Find(SqliteSession session, Guid id) => session.Query(
        One,
        row => new StoredLane(
            id, ReadKey(row, 0), row.GetString(6), row.GetInt32(7), row.GetInt32(8), row.GetBoolean(9), (LaneState)row.GetInt32(10),
            row.IsDBNull(11) ? null : row.GetInt64(11), row.GetInt32(12), ReadNumber(row, 13), ReadNumber(row, 14), row.GetBoolean(15)),
        ("$id", SqliteValues.Id(id))).SingleOrDefault();

    /// <summary>One that is there.</summary>
    public static WaitingLane Get(SqliteSession session, Guid id) => session.Query(OneWaiting, ReadWaiting, ("$id", SqliteValues.Id(id))).Single();

    public static WaitingLane ReadWaiting(SqliteDataReader row)
    {
        var (revision, message) = (row.GetInt32(7), row.GetFieldValue<byte[]>(8));
        return new WaitingLane(
            ReadKey(row, 0), row.GetString(6), revision, message, Micros.ToInstant(row.GetInt64(9)), Micros.ToInstant(row.GetInt64(10)), row.GetBoolean(11),
            SqliteValues.ReadTime(row, 12), ReadTold(row, 13, revision, message), row.GetBoolean(15), row.GetInt32(16), row.GetInt32(17));
    }

    /// <param name="first">The first of six columns: source, kind, entity_id, thing, subscription, generation.</param>
    public static LaneKey ReadKey(SqliteDataReader row, int first) => new(
        row.GetString(first + 4), SqliteValues.ReadId(row, first + 5), new EntityKey(row.GetString(first), (EntityKind)row.GetInt32(first + 1), row.GetString(first + 2)), row.GetString(first + 3));

    /// <summary>What was told last; null: nothing. Of a digest that is not asked.</summary>
    /// <param name="first">The first of two columns: told_revision, told.</param>
    /// <param name="revision">What the lane knows now, which is not written twice where it was told.</param>
    public static ReadOnlyMemory<byte>? ReadTold(SqliteDataReader row, int first, int revision, byte[] message) =>
        message.Length == 0 || ReadNumber(row, first) is not { } told ? null
        : told == revision ? message
        : SqliteValues.ReadBytes(row, first + 1) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null;

    private static int? ReadNumber(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
