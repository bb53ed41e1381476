using System.Runtime.InteropServices;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Npgsql;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Postgres;

/// <summary>Rows of <c>dead_letters</c> as the contract has them.</summary>
internal static class DeadLetterRows
{
    public const string LetterColumns =
        "id, source, kind, entity_id, reason, detail, event_id, type, received_at, resolved_at, attempts, body_length";

    public const string FileColumns = $"{LetterColumns}, exact_type, event, created_at, occurred_at, secret, encoding, body";

    /// <summary>A type that is not storable text, unchanged: a repeat of the delivery must be recognised by it.</summary>
    public static byte[] Exact(string type) => MemoryMarshal.AsBytes(type.AsSpan()).ToArray();

    public static DeadLetter Letter(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : new EntityKey(row.GetString(1), (EntityKind)row.GetInt16(2), row.GetString(3)),
        // A newer program may have kept it for a reason that this one does not know.
        Enum.TryParse<DeadLetterReason>(row.GetString(4), out var reason) ? reason : DeadLetterReason.None,
        row.GetString(5),
        row.GetString(6),
        row.GetString(7),
        row.GetInstant(8),
        row.GetInstantOrNull(9),
        row.GetInt32(10),
        row.GetInt32(11));

    public static DeadLetterFile File(NpgsqlDataReader row)
    {
        var letter = Letter(row);
        return new DeadLetterFile(letter, new Delivery(
            new EventId(letter.EventId),
            row.IsDBNull(12) ? letter.Type : new string(MemoryMarshal.Cast<byte, char>(row.GetBytes(12))),
            row.GetTextOrNull(13),
            row.GetInstantOrNull(14),
            row.GetInstantOrNull(15),
            letter.ReceivedAt,
            row.GetString(16),
            BodyCodec.Decode((BodyEncoding)row.GetInt16(17), row.GetBytes(18))));
    }
}
