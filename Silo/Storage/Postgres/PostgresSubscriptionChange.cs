using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>A change of stakeholders or subscriptions under way: no other can begin before it has ended.</summary>
/// <param name="Version">That of what it saves.</param>
/// <param name="Now">By the server's clock.</param>
internal sealed record PostgresSubscriptionChange(NpgsqlConnection Connection, long Version, DateTimeOffset Now, CancellationToken Cancellation)
{
    /// <param name="connection">In a transaction.</param>
    public static async Task<PostgresSubscriptionChange> Begin(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SubscriptionStatements.CountChange, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) throw new InvalidDataException("subscriptions_version has no row.");
        return new PostgresSubscriptionChange(connection, reader.GetInt64(0), reader.GetInstant(1), cancellation);
    }

    /// <summary>What is stored, and when it was created if it is a subscription; null: nothing.</summary>
    public async Task<(SubscriptionRow Row, DateTimeOffset CreatedAt)?> Find(string statement, string source, string id, bool isSubscription)
    {
        await using var command = Command(statement, source, id);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        if (!await reader.ReadAsync(Cancellation)) return null;
        return (new SubscriptionRow(source, id, isSubscription, reader.GetString(0), reader.GetInt64(1), reader.GetGuid(2)), reader.GetInstantOrNull(3) ?? default);
    }

    public async Task Remove(string statement, string source, string id)
    {
        await using var command = Command(statement, source, id);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private NpgsqlCommand Command(string statement, string source, string id) => new NpgsqlCommand(statement, Connection)
        .With("source", NpgsqlDbType.Text, StorableText.ForLookup(source))
        .With("id", NpgsqlDbType.Text, StorableText.ForLookup(id));
}
