using System.Text;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Sqlite;

/// <summary>Reads rows of <c>dead_letters</c>.</summary>
internal static class SqliteLetterRow
{
    public const string Columns = "number, source, kind, id, reason, detail, event_id, type, received_at, resolved_at, attempts, body_length";

    public const string FileColumns = $"{Columns}, event, created_at, occurred_at, secret, encoding, body";

    public static DeadLetter ReadLetter(SqliteDataReader row)
    {
        var source = row.GetString(1);
        return new DeadLetter(
            row.GetInt64(0), source, row.IsDBNull(2) ? null : new EntityKey(source, (EntityKind)row.GetInt32(2), Text(row, 3)),
            Enum.Parse<DeadLetterReason>(row.GetString(4)), Text(row, 5), Text(row, 6), Text(row, 7), SqliteTime.FromMicroseconds(row.GetInt64(8)),
            Time(row, 9), row.GetInt32(10), row.GetInt32(11));
    }

    public static DeadLetterFile ReadFile(SqliteDataReader row)
    {
        var letter = ReadLetter(row);
        return new DeadLetterFile(letter, new Delivery(
            new EventId(letter.EventId), letter.Type, row.IsDBNull(12) ? null : row.GetString(12), Time(row, 13), Time(row, 14), letter.ReceivedAt,
            row.GetString(15), BodyEncoding.Decode(row.GetInt32(16), row.GetFieldValue<byte[]>(17))));
    }

    private static string Text(SqliteDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : SqliteTime.FromMicroseconds(row.GetInt64(column));
}
