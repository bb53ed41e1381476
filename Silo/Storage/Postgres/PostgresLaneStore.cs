using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>
/// Lanes and mailboxes on PostgreSQL. What looks at rows that others change meanwhile locks them with a first statement and works with a second one, which sees all that was committed until then; both are one
/// round trip and one transaction.
/// </summary>
public sealed class PostgresLaneStore(NpgsqlDataSource database) : ILaneStore
{
    public Task<IReadOnlyList<KnownLane>> Known(IReadOnlyList<(EntityKey Key, string Thing)> things, CancellationToken cancellation)
    {
        if (things.Count == 0) return Task.FromResult<IReadOnlyList<KnownLane>>([]);
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = LaneParameters.Known(new NpgsqlCommand(LaneExpansionStatements.Known, connection), things);
            return await Rows(command, LaneRows.ReadKnown, cancellation);
        });
    }

    public Task<bool> Expand(LaneExpansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        var expand = batch.Add(move.IsOfOldAnnouncements ? LaneExpansionStatements.ExpandOld : LaneExpansionStatements.Expand);
        LaneParameters.Expansion(CommitMoves.With(expand, move), expansion, now);
        return await LastScalar(batch, cancellation) is 1;
    });

    public Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await PostgresOldAnnouncements.Owed(connection, limit, cancellation);
    });

    public Task<IReadOnlyList<TakenMailbox>> Take(Guid holder, TimeSpan lease, int limit, int capability, DateTimeOffset now, CancellationToken cancellation) =>
        PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = new NpgsqlBatch(connection);
            batch.Add(LaneMailboxStatements.LockAbandoned).With("lease", NpgsqlDbType.Interval, lease).With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            batch.Add(LaneMailboxStatements.Take)
                .With("holder", NpgsqlDbType.Uuid, holder)
                .With("lease", NpgsqlDbType.Interval, lease)
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("capability", NpgsqlDbType.Smallint, (short)capability)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            return await LastRows(batch, static row => new TakenMailbox(row.GetString(0), row.GetInt64(1), row.GetBoolean(2)), cancellation);
        });

    public Task<IReadOnlyList<string>> Renew(Guid holder, IReadOnlyList<string> targets, TimeSpan lease, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(LaneMailboxStatements.Renew, connection)
            .With("holder", NpgsqlDbType.Uuid, holder)
            .WithArray("targets", NpgsqlDbType.Text, targets.ToArray())
            .With("lease", NpgsqlDbType.Interval, lease);
        return await Rows(command, static row => row.GetString(0), cancellation);
    });

    public Task<(long News, IReadOnlyList<WaitingLane> Lanes)> Due(string target, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        PostgresFaults.Guard<(long, IReadOnlyList<WaitingLane>)>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(LaneMailboxStatements.Due, connection)
                .With("target", NpgsqlDbType.Text, target)
                .With("limit", NpgsqlDbType.Integer, limit)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var (news, lanes) = (0L, new List<WaitingLane>());
            while (await reader.ReadAsync(cancellation))
            {
                if (!reader.IsDBNull(0)) news = reader.GetInt64(0);
                if (!reader.IsDBNull(1)) lanes.Add(LaneRows.ReadWaiting(reader, first: 1));
            }

            return (news, lanes);
        });

    public Task<IReadOnlyList<string>> Release(Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now, CancellationToken cancellation) =>
        PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = new NpgsqlBatch(connection);
            var targets = Columns.Of(mailboxes, static one => one.Target);
            batch.Add(LaneMailboxStatements.LockMine).WithArray("targets", NpgsqlDbType.Text, targets).With("holder", NpgsqlDbType.Uuid, holder);
            batch.Add(LaneMailboxStatements.Release)
                .WithArray("targets", NpgsqlDbType.Text, targets)
                .With("holder", NpgsqlDbType.Uuid, holder)
                .WithArray("news", NpgsqlDbType.Bigint, Columns.Of(mailboxes, static one => one.News))
                .WithArray("not_before", NpgsqlDbType.TimestampTz, Columns.Of(mailboxes, static one => Sql.Utc(one.NotBefore)))
                .WithArray("is_failing", NpgsqlDbType.Boolean, Columns.Of(mailboxes, static one => one.IsFailing))
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            return await LastRows(batch, static row => row.GetString(0), cancellation);
        });

    public Task<DateTimeOffset?> NextDue(int capability, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(LaneMailboxStatements.NextDue, connection).With("capability", NpgsqlDbType.Smallint, (short)capability);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInstantOrNull(0);
    });

    public Task Record(IReadOnlyList<LaneOutcome> outcomes, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        // A statement changes a lane once.
        foreach (var round in LaneParameters.Rounds(outcomes))
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = new NpgsqlBatch(connection);
            LaneParameters.Locked(batch.Add(LaneOutcomeStatements.Lock), round);
            LaneParameters.Members(batch.Add(LaneOutcomeStatements.Members), round);
            LaneParameters.Outcomes(batch.Add(LaneOutcomeStatements.Record), round);
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        return true;
    });

    public Task<IReadOnlyList<WaitingLane>> Collected(LaneKey digest, int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = LaneParameters.Digest(new NpgsqlCommand(LaneDigestStatements.Collected, connection), digest).With("limit", NpgsqlDbType.Integer, limit);
        return await Rows(command, static row => LaneRows.ReadWaiting(row), cancellation);
    });

    public Task<WaitingLane?> Close(
        LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now, CancellationToken cancellation) =>
        PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = new NpgsqlBatch(connection);
            LaneParameters.Closing(batch.Add(LaneDigestStatements.Lock), digest, members, known);
            LaneParameters.Digest(LaneParameters.Closing(batch.Add(LaneDigestStatements.Close), digest, members, known), digest)
                .WithArray("m_revisions", NpgsqlDbType.Integer, Columns.Of(members, static one => one.Revision))
                .WithArray("k_revisions", NpgsqlDbType.Integer, Columns.Of(known, static one => one.Revision))
                .With("message", NpgsqlDbType.Bytea, message)
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            return (await LastRows(batch, static row => LaneRows.ReadWaiting(row), cancellation)).SingleOrDefault();
        });

    public Task<IReadOnlyList<WaitingLane>> Escalating(int limit, DateTimeOffset now, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(LaneMailboxStatements.Escalating, connection)
            .With("limit", NpgsqlDbType.Integer, limit)
            .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
        return await Rows(command, static row => LaneRows.ReadWaiting(row), cancellation);
    });

    public Task HandOn(IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now, CancellationToken cancellation) =>
        PostgresFaults.Guard(async () =>
        {
            var backups = handed.Where(static one => one.Backup is not null).Select(static one => (Origin: one.Lane, Made: one.Backup!)).ToList();
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = new NpgsqlBatch(connection);
            batch.Add(LaneExpansionStatements.LockHanded)
                .WithArray("h_ids", NpgsqlDbType.Uuid, Columns.Of(handed, static one => one.Lane))
                .WithArray("m_ids", NpgsqlDbType.Uuid, Columns.Of(backups, static one => StorableLanes.Clean(one.Made.Key).Id));
            var hand = batch.Add(LaneExpansionStatements.HandOn)
                .WithArray("h_ids", NpgsqlDbType.Uuid, Columns.Of(handed, static one => one.Lane))
                .WithArray("h_revisions", NpgsqlDbType.Integer, Columns.Of(handed, one => one.Backup is { } backup ? announcements[backup.Place].Revision : (int?)null))
                .WithArray("m_of", NpgsqlDbType.Uuid, Columns.Of(backups, static one => one.Origin))
                .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now));
            LaneParameters.Made(LaneParameters.Announcements(hand, announcements), [.. backups.Select(static one => one.Made)]);
            return await LastScalar(batch, cancellation);
        });

    public Task<int> Expire(DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(LaneDigestStatements.Expire, connection)
            .With("messages_before", NpgsqlDbType.TimestampTz, Sql.Utc(messagesBefore))
            .With("lanes_before", NpgsqlDbType.TimestampTz, Sql.Utc(lanesBefore))
            .With("limit", NpgsqlDbType.Integer, limit);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    });

    private static async Task<IReadOnlyList<T>> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Rows(reader, read, cancellation);
    }

    private static async Task<IReadOnlyList<T>> LastRows<T>(NpgsqlBatch batch, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        for (var left = batch.BatchCommands.Count - 1; left > 0; left--) await reader.NextResultAsync(cancellation);
        return await Rows(reader, read, cancellation);
    }

    private static async Task<int> LastScalar(NpgsqlBatch batch, CancellationToken cancellation) =>
        (await LastRows(batch, static row => row.GetInt32(0), cancellation)).Single();

    private static async Task<IReadOnlyList<T>> Rows<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}
