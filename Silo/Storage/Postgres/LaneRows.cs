using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>Rows of lanes as the contract has them.</summary>
internal static class LaneRows
{
    /// <summary>Of a lane <c>l</c>: what makes it unique.</summary>
    public const string Key = "l.subscription, l.generation, l.source, l.kind, l.entity_id, l.thing";

    /// <summary>Of a lane <c>l</c>: what was told last. Of a digest that is not asked.</summary>
    public const string Told = "CASE WHEN l.kind = 0 OR l.told_revision IS NULL THEN NULL WHEN l.told_revision = l.revision THEN l.message ELSE l.told END";

    /// <summary>Of a lane <c>l</c>, for <see cref="ReadWaiting"/>.</summary>
    public const string Waiting = $"{Key}, l.target, l.revision, l.message, l.announced_at, l.since, l.fits, l.base, {Told} AS was_told, l.doubtful, l.attempts, l.retries";

    /// <summary>Of a lane <c>l</c>, for <see cref="ReadKnown"/>.</summary>
    public const string Known = $"{Key}, l.revision, l.state, {Told} AS was_told, l.doubtful, l.base";

    public static WaitingLane ReadWaiting(NpgsqlDataReader row, int first = 0) => new(
        ReadKey(row, first),
        row.GetString(first + 6),
        row.GetInt32(first + 7),
        row.GetBytes(first + 8),
        row.GetInstant(first + 9),
        row.GetInstant(first + 10),
        row.GetBoolean(first + 11),
        row.GetInstantOrNull(first + 12),
        ReadBytes(row, first + 13),
        row.GetBoolean(first + 14),
        row.GetInt32(first + 15),
        row.GetInt32(first + 16));

    public static KnownLane ReadKnown(NpgsqlDataReader row) =>
        new(ReadKey(row, 0), row.GetInt32(6), (LaneState)row.GetInt16(7), ReadBytes(row, 8), row.GetBoolean(9), row.GetInstantOrNull(10));

    private static LaneKey ReadKey(NpgsqlDataReader row, int first) => new(
        row.GetString(first), row.GetGuid(first + 1), new EntityKey(row.GetString(first + 2), (EntityKind)row.GetInt16(first + 3), row.GetString(first + 4)), row.GetString(first + 5));

    /// <summary>Null, not empty, where the database has null.</summary>
    public static ReadOnlyMemory<byte>? ReadBytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? default(ReadOnlyMemory<byte>?) : row.GetBytes(column);
}
