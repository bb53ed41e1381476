using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Short words for what every store does with the driver.</summary>
internal static class Sql
{
    /// <summary>Adds a typed parameter; null is the database's null.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, string name, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        return command;
    }

    public static NpgsqlCommand WithArray(this NpgsqlCommand command, string name, NpgsqlDbType element, Array values) =>
        command.With(name, NpgsqlDbType.Array | element, values);

    /// <inheritdoc cref="With(NpgsqlCommand, string, NpgsqlDbType, object?)"/>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string name, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        return command;
    }

    public static NpgsqlBatchCommand WithArray(this NpgsqlBatchCommand command, string name, NpgsqlDbType element, Array values) =>
        command.With(name, NpgsqlDbType.Array | element, values);

    /// <summary>A further statement of the batch, which is one round trip and one transaction.</summary>
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string statement)
    {
        var command = new NpgsqlBatchCommand(statement);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>An instant as a <c>timestamptz</c> takes it.</summary>
    public static DateTime Utc(DateTimeOffset instant) => Micros.Cut(instant).UtcDateTime;

    public static DateTime? Utc(DateTimeOffset? instant) => instant is { } given ? Utc(given) : null;

    public static DateTimeOffset GetInstant(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? GetInstantOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInstant(column);

    public static string? GetTextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static byte[] GetBytes(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);
}
