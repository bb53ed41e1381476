using System.Runtime.InteropServices;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Sqlite;

/// <summary>Reads rows of <c>dead_letters</c>.</summary>
internal static class SqliteLetterRow
{
    public const string Columns = "id, source, kind, entity_id, reason, detail, event_id, type, received_at, resolved_at, attempts, body_length";

    public const string FileColumns = $"{Columns}, exact_type, event, created_at, occurred_at, secret, encoding, body";

    /// <summary>A type that is not storable text, unchanged: a repeat of the delivery must be recognised by it.</summary>
    public static byte[] Exact(string type) => MemoryMarshal.AsBytes(type.AsSpan()).ToArray();

    public static DeadLetter ReadLetter(SqliteDataReader row)
    {
        var source = row.GetString(1);
        return new DeadLetter(
            row.GetInt64(0), source, row.IsDBNull(2) ? null : new EntityKey(source, (EntityKind)row.GetInt32(2), row.GetString(3)),
            Enum.Parse<DeadLetterReason>(row.GetString(4)), row.GetString(5), row.GetString(6), row.GetString(7),
            Micros.ToInstant(row.GetInt64(8)), Time(row, 9), row.GetInt32(10), row.GetInt32(11));
    }

    public static DeadLetterFile ReadFile(SqliteDataReader row)
    {
        var letter = ReadLetter(row);
        var type = row.IsDBNull(12) ? letter.Type : new string(MemoryMarshal.Cast<byte, char>(row.GetFieldValue<byte[]>(12)));
        return new DeadLetterFile(letter, new Delivery(
            new EventId(letter.EventId), type, row.IsDBNull(13) ? null : row.GetString(13), Time(row, 14), Time(row, 15), letter.ReceivedAt,
            row.GetString(16), BodyCodec.Decode((BodyEncoding)row.GetInt32(17), row.GetFieldValue<byte[]>(18))));
    }

    private static DateTimeOffset? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Micros.ToInstant(row.GetInt64(column));
}
