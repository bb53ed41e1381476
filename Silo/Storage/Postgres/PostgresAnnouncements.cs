using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Lists announcements with what became of them. They stand with their commits; behind them come those that older programs made.</summary>
/// <param name="about">The statement that finds what became of them, by place from 1.</param>
internal sealed class PostgresAnnouncements(NpgsqlConnection connection, string about)
{
    /// <summary>So many commits of a source's list are looked at, newest first; what was announced before them is found by its entity.</summary>
    private const int MostCommits = 100_000;
    private const int CommitsAtOnce = 2_000;
    private const int EventsAtOnce = 50;

    private const string OfEntity = """
        SELECT e.version, c.id, c.xid, c.committed_at, c.entities, c.refused, c.announcements
        FROM (
          SELECT version, commit FROM events
          WHERE source = @source AND kind = @kind AND entity_id = @entity AND version < @before AND announces > 0
          ORDER BY version DESC
          LIMIT @limit
        ) AS e
        LEFT JOIN commits AS c ON c.id = e.commit
        ORDER BY e.version DESC
        """;

    // The source's name in the keys spares most of what is of others. The last row has the place at which the next part begins.
    private const string OfSource = """
        WITH part AS (
          SELECT id, xid, committed_at, entities, refused, announcements FROM commits WHERE id < @before ORDER BY id DESC LIMIT @limit
        )
        SELECT 0::bigint, id, xid, committed_at, entities, refused, announcements FROM part
        WHERE announcements IS NOT NULL AND position(convert_to(@source, 'UTF8') IN entities) > 0
        UNION ALL
        SELECT min(id), NULL, NULL, NULL, NULL, NULL, NULL FROM part
        """;

    private const string OldOfEntity = $"{OldColumns} AND kind = @kind AND entity_id = @entity {OldOrder}";

    // "version > 0" is true of every row: it is what admits the list's own index.
    private const string OldOfSource = $"{OldColumns} AND version > 0 {OldOrder}";

    private const string OldColumns =
        "SELECT source, kind, entity_id, thing, revision, version, occurred_at, announced_at FROM old_announcements WHERE source = @source";

    private const string OldOrder = "ORDER BY announced_at DESC, version DESC, kind, entity_id, thing, revision DESC LIMIT @limit";

    /// <summary>An entity of another source has none in this one.</summary>
    public async Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation)
    {
        if (key is { } other && other.Source != source) return [];
        var list = new ListedAnnouncements(limit);
        if (key is { } entity) await AddOf(list, entity, cancellation);
        else await AddOf(list, StorableText.ForLookup(source), cancellation);
        if (!list.IsFull) await AddOld(list, StorableText.ForLookup(source), key, limit, cancellation);
        return await WithNotifications(list.Newest(), cancellation);
    }

    private async Task AddOf(ListedAnnouncements list, EntityKey key, CancellationToken cancellation)
    {
        for (var before = long.MaxValue; !list.IsFull;)
        {
            await using var command = Asking(OfEntity, key.Source, key)
                .With("before", NpgsqlDbType.Bigint, before)
                .With("limit", NpgsqlDbType.Integer, EventsAtOnce);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var (read, commit, announced) = (0, 0L, (IReadOnlyList<OwedAnnouncement>)[]);
            for (; await reader.ReadAsync(cancellation); read++)
            {
                before = reader.GetInt64(0);
                var version = before;
                // One that retention has dropped.
                if (reader.IsDBNull(1)) continue;
                // Events of one entity are often of one commit.
                if (commit != reader.GetInt64(1)) (commit, announced) = (reader.GetInt64(1), Row(reader).Read().Announcements);
                list.Add(announced.Where(one => one.Key == key && one.Version == version));
            }

            if (read < EventsAtOnce) return;
        }
    }

    private async Task AddOf(ListedAnnouncements list, string source, CancellationToken cancellation)
    {
        var before = long.MaxValue;
        for (var looked = 0; looked < MostCommits && !list.IsFull; looked += CommitsAtOnce)
        {
            await using var command = new NpgsqlCommand(OfSource, connection)
                .With("source", NpgsqlDbType.Text, source)
                .With("before", NpgsqlDbType.Bigint, before)
                .With("limit", NpgsqlDbType.Integer, CommitsAtOnce);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            long? next = null;
            while (await reader.ReadAsync(cancellation))
            {
                if (!reader.IsDBNull(1)) list.Add(Row(reader).Read().Announcements.Where(one => one.Key.Source == source));
                else if (!reader.IsDBNull(0)) next = reader.GetInt64(0);
            }

            if (next is not { } place) return;
            before = place;
        }
    }

    private async Task AddOld(ListedAnnouncements list, string source, EntityKey? key, int limit, CancellationToken cancellation)
    {
        await using var command = Asking(key is null ? OldOfSource : OldOfEntity, source, key).With("limit", NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            list.Add(new AnnouncementRecord(
                new EntityKey(reader.GetString(0), (EntityKind)reader.GetInt16(1), reader.GetString(2)), reader.GetString(3), reader.GetInt32(4), reader.GetInt64(5),
                reader.GetInstant(6), reader.GetInstant(7), []));
        }
    }

    private async Task<IReadOnlyList<AnnouncementRecord>> WithNotifications(List<AnnouncementRecord> records, CancellationToken cancellation)
    {
        if (records.Count == 0) return records;
        await using var command = new NpgsqlCommand(about, connection)
            .WithKeys("", records, static one => one.Key)
            .WithArray("things", NpgsqlDbType.Text, Columns.Of(records, static one => one.Thing))
            .WithArray("revisions", NpgsqlDbType.Integer, Columns.Of(records, static one => one.Revision));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var notifications = records.ConvertAll(static _ => new List<NotificationRecord>());
        while (await reader.ReadAsync(cancellation))
        {
            notifications[reader.GetInt32(0) - 1].Add(new NotificationRecord(
                reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetInstantOrNull(6), reader.GetTextOrNull(7)));
        }

        return [.. records.Select((record, place) => record with { Notifications = notifications[place] })];
    }

    private NpgsqlCommand Asking(string statement, string source, EntityKey? key)
    {
        var command = new NpgsqlCommand(statement, connection).With("source", NpgsqlDbType.Text, source);
        return key is { } one ? command.With("kind", NpgsqlDbType.Smallint, (short)one.Kind).With("entity", NpgsqlDbType.Text, StorableText.ForLookup(one.Id)) : command;
    }

    private static CommittedRow Row(NpgsqlDataReader reader) => new(
        new CommitPlace(reader.GetFieldValue<ulong>(2), reader.GetInt64(1)), reader.GetInstant(3), reader.GetBytes(4), reader.IsDBNull(5) ? [] : reader.GetFieldValue<int[]>(5),
        reader.IsDBNull(6) ? null : reader.GetBytes(6));
}
