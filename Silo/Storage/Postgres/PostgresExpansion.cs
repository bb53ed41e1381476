using Grains.Interfaces.Entities;
using Grains.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Reads what is owed, and writes what it becomes.</summary>
internal static class PostgresExpansion
{
    public static async Task<OwedPage> Owed(NpgsqlConnection connection, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ExpansionStatements.Owed, connection).With("limit", NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (announcements, told, estimates) = (new List<OwedAnnouncement>(), new List<ToldThing>(), new List<ToldEstimate>());
        // Two revisions of a thing on one page bring the same estimates twice.
        var seen = new HashSet<(EntityKey, string)>();
        var version = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            var one = new OwedAnnouncement(
                new EntityKey(reader.GetString(0), (EntityKind)reader.GetInt16(1), reader.GetString(2)), reader.GetString(3), reader.GetInt32(4), reader.GetInt64(5),
                reader.GetInstant(6), reader.GetInstant(7), reader.GetBytes(8));
            announcements.Add(one);
            version = reader.GetInt64(13);
            told.AddRange(reader.GetFieldValue<string[]>(9).Select(subscription => new ToldThing(subscription, one.Key, one.Thing)));
            if (reader.IsDBNull(10) || !seen.Add((one.Key, one.Thing))) continue;
            var (subscriptions, revisions, values) = (reader.GetFieldValue<string[]>(10), reader.GetFieldValue<int[]>(11), reader.GetFieldValue<DateTime?[]>(12));
            for (var i = 0; i < subscriptions.Length; i++)
                estimates.Add(new ToldEstimate(subscriptions[i], one.Key, one.Thing, revisions[i], values[i] is { } value ? new DateTimeOffset(value) : null));
        }

        return new OwedPage(announcements, told, estimates, version);
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, Expansion expansion, DateTimeOffset now)
    {
        var (announcements, notifications, estimates, digests) = (expansion.Announcements, expansion.Notifications, expansion.Estimates, expansion.Digests);
        return new NpgsqlCommand(ExpansionStatements.Expand, connection)
            .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
            .With("not_after", NpgsqlDbType.TimestampTz, Sql.Utc(expansion.NotAfter))
            .WithKeys("a_", announcements, one => one.Key)
            .WithArray("a_things", NpgsqlDbType.Text, Columns.Of(announcements, one => one.Thing))
            .WithArray("a_revisions", NpgsqlDbType.Integer, Columns.Of(announcements, one => one.Revision))
            .WithKeys("n_", notifications, one => one.Key)
            .WithArray("n_row_ids", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Id))
            .WithArray("n_subscriptions", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Subscription))
            .WithArray("n_channels", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Channel))
            .WithArray("n_targets", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Target))
            .WithArray("n_things", NpgsqlDbType.Text, Columns.Of(notifications, one => one.Thing))
            .WithArray("n_revisions", NpgsqlDbType.Integer, Columns.Of(notifications, one => one.Revision))
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
