using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Values as the driver takes them.</summary>
internal static class SqliteValues
{
    /// <summary>A whole array, which is what it can bind; without a copy where the memory is one.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && segment.Count == array.Length ? array : memory.ToArray();

    /// <summary>The 16 bytes of a UUID in the order in which it is written.</summary>
    public static byte[] Id(Guid id) => id.ToByteArray(bigEndian: true);

    /// <inheritdoc cref="Id"/>
    public static Guid ReadId(SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public static DateTimeOffset? ReadTime(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Micros.ToInstant(row.GetInt64(column));

    public static byte[]? ReadBytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    public static long? Time(DateTimeOffset? time) => time is { } instant ? Micros.Of(instant) : null;
}
