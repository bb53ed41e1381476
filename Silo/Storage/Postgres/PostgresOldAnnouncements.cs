using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>What programs of schema 10 and before announced and left to be expanded.</summary>
internal static class PostgresOldAnnouncements
{
    private const string Statement = """
        SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message
        FROM old_announcements
        WHERE expanded_at IS NULL
        ORDER BY announced_at, source, kind, entity_id, version, thing, revision
        LIMIT @limit
        """;

    public static async Task<IReadOnlyList<OwedAnnouncement>> Owed(NpgsqlConnection connection, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Statement, connection).With("limit", NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var announcements = new List<OwedAnnouncement>();
        while (await reader.ReadAsync(cancellation))
        {
            announcements.Add(new OwedAnnouncement(
                new EntityKey(reader.GetString(0), (EntityKind)reader.GetInt16(1), reader.GetString(2)), reader.GetString(3), reader.GetInt32(4), reader.GetInt64(5),
                reader.GetInstant(6), reader.GetInstant(7), reader.GetBytes(8)));
        }

        return announcements;
    }
}
