using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Stakeholders and subscriptions on PostgreSQL. Each change is one transaction, with what becomes of what waits.</summary>
public sealed class PostgresSubscriptions(NpgsqlDataSource database) : ISubscriptionStore
{
    /// <summary>Whoever sends may hold lanes that a change waits for, and wait for one that the change holds: then the server ends one of the two.</summary>
    private const int MostDeadlocks = 3;

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) => Read(null, known, cancellation);

    public async Task<SubscriptionBook> Read(string source, CancellationToken cancellation) =>
        (await Read(source, 0, cancellation))?.BySource.GetValueOrDefault(source) ?? SubscriptionJson.Empty;

    public Task<SaveOutcome> Save(string source, Stakeholder stakeholder, WriteCondition condition, CancellationToken cancellation) => Change(
        async change =>
        {
            var before = await change.Find(SubscriptionStatements.ReadStakeholder, source, stakeholder.Id, isSubscription: false);
            if (!condition.Allows(before?.Row.Version)) return (SaveOutcome.Differs, false);
            await using var command = new NpgsqlCommand(SubscriptionStatements.SaveStakeholder, change.Connection)
                .With("source", NpgsqlDbType.Text, source)
                .With("id", NpgsqlDbType.Text, stakeholder.Id)
                .With("document", NpgsqlDbType.Text, SubscriptionJson.Write(stakeholder with { Version = change.Version }))
                .With("version", NpgsqlDbType.Bigint, change.Version);
            await command.ExecuteNonQueryAsync(cancellation);
            if (before is null) return (SaveOutcome.Created, true);
            await PostgresLaneMoves.TryAgain(change.Connection, LaneMove.TargetsOf(source, stakeholder), cancellation);
            return (SaveOutcome.Replaced, true);
        },
        SaveOutcome.NoStakeholder,
        cancellation);

    public Task<SaveOutcome> Save(string source, Subscription subscription, WriteCondition condition, CancellationToken cancellation) => Change(
        async change =>
        {
            var before = await change.Find(SubscriptionStatements.ReadSubscription, source, subscription.Id, isSubscription: true);
            if (!condition.Allows(before?.Row.Version)) return (SaveOutcome.Differs, false);
            var (saved, isNew) = SubscriptionChange.Of(subscription, before?.Row, before?.CreatedAt ?? default, change.Version, change.Now);
            await using var command = new NpgsqlCommand(SubscriptionStatements.SaveSubscription, change.Connection)
                .With("source", NpgsqlDbType.Text, source)
                .With("id", NpgsqlDbType.Text, saved.Id)
                .With("stakeholder", NpgsqlDbType.Text, saved.Stakeholder)
                .With("backup", NpgsqlDbType.Text, saved.Backup?.Stakeholder)
                .With("document", NpgsqlDbType.Text, SubscriptionJson.Write(saved))
                .With("created", NpgsqlDbType.TimestampTz, Sql.Utc(saved.CreatedAt))
                .With("generation", NpgsqlDbType.Uuid, saved.Generation)
                .With("version", NpgsqlDbType.Bigint, saved.Version);
            await command.ExecuteNonQueryAsync(cancellation);
            if (isNew) return (SaveOutcome.Created, true);
            await PostgresLaneMoves.Follow(change.Connection, LaneMove.Of(source, saved), cancellation);
            return (SaveOutcome.Replaced, true);
        },
        SaveOutcome.NoStakeholder,
        cancellation);

    public Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition, CancellationToken cancellation) => Change(
        async change =>
        {
            if (await change.Find(SubscriptionStatements.ReadStakeholder, source, id, isSubscription: false) is not { } before) return (DeleteResult.Unknown, false);
            if (!condition.Allows(before.Row.Version)) return (DeleteResult.Differs, false);
            await change.Remove(SubscriptionStatements.RemoveStakeholder, source, id);
            return (DeleteResult.Deleted, true);
        },
        DeleteResult.InUse,
        cancellation);

    public Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition, CancellationToken cancellation) => Change(
        async change =>
        {
            if (await change.Find(SubscriptionStatements.ReadSubscription, source, id, isSubscription: true) is not { } before) return (DeleteResult.Unknown, false);
            if (!condition.Allows(before.Row.Version)) return (DeleteResult.Differs, false);
            await change.Remove(SubscriptionStatements.RemoveSubscription, source, id);
            await PostgresLaneMoves.Cancel(change.Connection, before.Row.Generation, id, id + NotificationIds.Backup, cancellation);
            return (DeleteResult.Deleted, true);
        },
        DeleteResult.InUse,
        cancellation);

    /// <param name="work">What comes of it, and whether it stands.</param>
    /// <param name="refused">What it comes to where a subscription and those whom it names would part.</param>
    private Task<T> Change<T>(Func<PostgresSubscriptionChange, Task<(T Outcome, bool Stands)>> work, T refused, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        for (var deadlocks = 0; ; deadlocks++)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                var (outcome, stands) = await work(await PostgresSubscriptionChange.Begin(connection, cancellation));
                if (stands) await transaction.CommitAsync(cancellation);
                else await transaction.RollbackAsync(cancellation);
                return outcome;
            }
            catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                return refused;
            }
            catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DeadlockDetected && deadlocks < MostDeadlocks)
            {
                // The other one has what it waited for by now.
            }
        }
    });

    private Task<AllSubscriptions?> Read(string? source, long known, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SubscriptionStatements.ReadChanged, connection)
            .With("source", NpgsqlDbType.Text, source)
            .With("known", NpgsqlDbType.Bigint, known);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<SubscriptionRow>();
        long? version = null;
        while (await reader.ReadAsync(cancellation))
        {
            version = reader.GetInt64(0);
            if (reader.IsDBNull(1)) continue;
            rows.Add(new SubscriptionRow(reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetString(4), reader.GetInt64(5), reader.GetGuid(6)));
        }

        return version is { } now ? new AllSubscriptions(now, SubscriptionRow.Books(rows)) : null;
    });
}
