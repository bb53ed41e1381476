using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Reads what was told before, and writes what announcements become.</summary>
internal static class PostgresExpansion
{
    public static async Task<IReadOnlyList<OwedAnnouncement>> OldOwed(NpgsqlConnection connection, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ExpansionStatements.OldOwed, connection).With("limit", NpgsqlDbType.Integer, limit);
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

    public static async Task<OwedPage> Told(NpgsqlConnection connection, IReadOnlyList<OwedAnnouncement> announcements, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ExpansionStatements.Told, connection)
            .WithKeys("", announcements, static one => one.Key)
            .WithArray("things", NpgsqlDbType.Text, Columns.Of(announcements, static one => one.Thing))
            .WithArray("revisions", NpgsqlDbType.Integer, Columns.Of(announcements, static one => one.Revision));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (told, estimates) = (new List<ToldThing>(), new List<ToldEstimate>());
        // Two revisions of a thing on one page bring the same estimates twice.
        var seen = new HashSet<(EntityKey, string)>();
        while (await reader.ReadAsync(cancellation))
        {
            var one = announcements[reader.GetInt32(0) - 1];
            told.AddRange(reader.GetFieldValue<string[]>(1).Select(subscription => new ToldThing(subscription, one.Key, one.Thing)));
            if (reader.IsDBNull(2) || !seen.Add((one.Key, one.Thing))) continue;
            var (subscriptions, revisions, values) = (reader.GetFieldValue<string[]>(2), reader.GetFieldValue<int[]>(3), reader.GetFieldValue<DateTime?[]>(4));
            for (var i = 0; i < subscriptions.Length; i++)
                estimates.Add(new ToldEstimate(subscriptions[i], one.Key, one.Thing, revisions[i], values[i] is { } value ? new DateTimeOffset(value) : null));
        }

        return new OwedPage(announcements, told, estimates);
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, Expansion expansion, CommitMove move, DateTimeOffset now)
    {
        var (announcements, notifications, estimates, digests) = (expansion.Announcements, expansion.Notifications, expansion.Estimates, expansion.Digests);
        var places = expansion.Places();
        return CommitMoves.With(new NpgsqlCommand(move.IsOfOldAnnouncements ? ExpansionStatements.ExpandOld : ExpansionStatements.Expand, connection), move, expansion.NotAfter)
            .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
            .WithKeys("a_", announcements, one => one.Key)
            .WithArray("a_things", NpgsqlDbType.Text, Columns.Of(announcements, one => one.Thing))
            .WithArray("a_revisions", NpgsqlDbType.Integer, Columns.Of(announcements, one => one.Revision))
            .WithArray("a_announced", NpgsqlDbType.TimestampTz, Columns.Of(announcements, one => Sql.Utc(one.AnnouncedAt)))
            .WithArray("a_messages", NpgsqlDbType.Bytea, Columns.Of(announcements, one => one.Message))
            .WithArray("n_places", NpgsqlDbType.Integer, Columns.Of(places, place => place + 1))
            .WithArray("n_row_ids", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Id))
            .WithArray("n_subscriptions", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Subscription))
            .WithArray("n_channels", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Channel))
            .WithArray("n_targets", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Target))
            .WithArray("n_due", NpgsqlDbType.TimestampTz, Columns.Of(notifications, one => Sql.Utc(one.NextAttemptAt)))
            .WithArray("n_escalate", NpgsqlDbType.TimestampTz, Columns.Of(notifications, one => Sql.Utc(one.EscalateAt)))
            .WithArray("n_backup_channels", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Backup?.Channel))
            .WithArray("n_backup_targets", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Backup?.Target))
            .WithArray("n_digests", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Digest))
            .WithArray("n_told", NpgsqlDbType.TimestampTz, Columns.Of(notifications, one => Sql.Utc(one.ToldBefore)))
            .WithKeys("e_", estimates, one => one.Key)
            .WithArray("e_things", NpgsqlDbType.Text, Columns.Of(estimates, one => one.Thing))
            .WithArray("e_subscriptions", NpgsqlDbType.Text, Columns.Of(estimates, one => one.Subscription))
            .WithArray("e_revisions", NpgsqlDbType.Integer, Columns.Of(estimates, one => one.Revision))
            .WithArray("e_values", NpgsqlDbType.TimestampTz, Columns.Of(estimates, one => Sql.Utc(one.Value)))
            .WithArray("d_row_ids", NpgsqlDbType.Text, Columns.Of(digests, one => one.Id))
            .WithArray("d_sources", NpgsqlDbType.Text, Columns.Of(digests, one => one.Source))
            .WithArray("d_subscriptions", NpgsqlDbType.Text, Columns.Of(digests, one => one.Subscription))
            .WithArray("d_channels", NpgsqlDbType.Text, Columns.Of(digests, one => one.Channel))
            .WithArray("d_targets", NpgsqlDbType.Text, Columns.Of(digests, one => one.Target))
            .WithArray("d_things", NpgsqlDbType.Text, Columns.Of(digests, one => one.Thing))
            .WithArray("d_due", NpgsqlDbType.TimestampTz, Columns.Of(digests, one => Sql.Utc(one.NextAttemptAt)));
    }
}
