using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Stakeholders and subscriptions on PostgreSQL. Each call is one statement.</summary>
public sealed class PostgresSubscriptions(NpgsqlDataSource database) : ISubscriptionStore
{
    // The version is read in the same snapshot as the rows.
    private const string ReadChanged = """
        SELECT v.version, d.source, d.document, d.is_subscription
        FROM subscriptions_version AS v
        LEFT JOIN (
          SELECT source, document, false AS is_subscription FROM stakeholders WHERE @source IS NULL OR source = @source
          UNION ALL
          SELECT source, document, true FROM subscriptions WHERE @source IS NULL OR source = @source
        ) AS d ON true
        WHERE v.version > @known
        """;

    // The version's row is locked first: who reads a version finds all changes up to it.
    private const string SaveStakeholder = """
        WITH changed AS (
          UPDATE subscriptions_version SET version = version + 1 RETURNING version
        ), saved AS (
          INSERT INTO stakeholders (source, id, document)
          SELECT @source, @id, @document FROM changed
          ON CONFLICT (source, id) DO UPDATE SET document = excluded.document
          RETURNING xmax = 0 AS created
        )
        SELECT created FROM saved
        """;

    private const string SaveSubscription = """
        WITH changed AS (
          UPDATE subscriptions_version SET version = version + 1 RETURNING version
        ), saved AS (
          INSERT INTO subscriptions AS s (source, id, stakeholder, backup_stakeholder, document, created_at)
          SELECT @source, @id, @stakeholder, @backup, @document, @created FROM changed
          ON CONFLICT (source, id) DO UPDATE
          SET stakeholder = excluded.stakeholder, backup_stakeholder = excluded.backup_stakeholder, document = excluded.document
          RETURNING xmax = 0 AS created
        )
        SELECT created FROM saved
        """;

    private const string RemoveStakeholder = $"{CountChange} DELETE FROM stakeholders WHERE source = @source AND id = @id AND EXISTS (SELECT FROM changed)";

    private const string RemoveSubscription = $"{CountChange} DELETE FROM subscriptions WHERE source = @source AND id = @id AND EXISTS (SELECT FROM changed)";

    private const string CountChange = "WITH changed AS (UPDATE subscriptions_version SET version = version + 1 RETURNING version)";

    private const string CreatedAt = "SELECT created_at FROM subscriptions WHERE source = @source AND id = @id";

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) => Read(null, known, cancellation);

    public async Task<SubscriptionBook> Read(string source, CancellationToken cancellation) =>
        (await Read(source, 0, cancellation))?.BySource.GetValueOrDefault(source) ?? SubscriptionJson.Empty;

    public Task<bool> Save(string source, Stakeholder stakeholder, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SaveStakeholder, connection)
            .With("source", NpgsqlDbType.Text, source)
            .With("id", NpgsqlDbType.Text, stakeholder.Id)
            .With("document", NpgsqlDbType.Text, SubscriptionJson.Write(stakeholder));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    });

    public Task<bool?> Save(string source, Subscription subscription, CancellationToken cancellation) => PostgresFaults.Guard<bool?>(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var before = new NpgsqlCommand(CreatedAt, connection).With("source", NpgsqlDbType.Text, source).With("id", NpgsqlDbType.Text, subscription.Id);
        if (await before.ExecuteScalarAsync(cancellation) is DateTime created) subscription = subscription with { CreatedAt = new DateTimeOffset(created) };
        await using var command = new NpgsqlCommand(SaveSubscription, connection)
            .With("source", NpgsqlDbType.Text, source)
            .With("id", NpgsqlDbType.Text, subscription.Id)
            .With("stakeholder", NpgsqlDbType.Text, subscription.Stakeholder)
            .With("backup", NpgsqlDbType.Text, subscription.Backup?.Stakeholder)
            .With("document", NpgsqlDbType.Text, SubscriptionJson.Write(subscription))
            .With("created", NpgsqlDbType.TimestampTz, Sql.Utc(subscription.CreatedAt));
        try
        {
            return (bool)(await command.ExecuteScalarAsync(cancellation))!;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return null;
        }
    });

    public Task<DeleteResult> DeleteStakeholder(string source, string id, CancellationToken cancellation) => Delete(RemoveStakeholder, source, id, cancellation);

    public Task<DeleteResult> DeleteSubscription(string source, string id, CancellationToken cancellation) => Delete(RemoveSubscription, source, id, cancellation);

    private Task<DeleteResult> Delete(string statement, string source, string id, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, connection)
            .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
            .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id));
        try
        {
            return await command.ExecuteNonQueryAsync(cancellation) > 0 ? DeleteResult.Deleted : DeleteResult.Unknown;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return DeleteResult.InUse;
        }
    });

    private Task<AllSubscriptions?> Read(string? source, long known, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ReadChanged, connection)
            .With("source", NpgsqlDbType.Text, source)
            .With("known", NpgsqlDbType.Bigint, known);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(string, string, bool)>();
        long? version = null;
        while (await reader.ReadAsync(cancellation))
        {
            version = reader.GetInt64(0);
            if (!reader.IsDBNull(1)) rows.Add((reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        }

        return version is { } now ? new AllSubscriptions(now, SubscriptionJson.Books(rows)) : null;
    });
}
