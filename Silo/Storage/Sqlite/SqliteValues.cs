using System.Runtime.InteropServices;

namespace Silo.Storage.Sqlite;

/// <summary>Values as the driver takes them.</summary>
internal static class SqliteValues
{
    /// <summary>A whole array, which is what it can bind; without a copy where the memory is one.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && segment.Count == array.Length ? array : memory.ToArray();

    public static long? Time(DateTimeOffset? time) => time is { } instant ? Micros.Of(instant) : null;
}
