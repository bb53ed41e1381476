using System.Buffers;

namespace Grains.Domain.Facts;

/// <summary>Numbers in as few bytes as they need: seven bits in each, the last one without the eighth.</summary>
internal static class Varints
{
    /// <summary>Ticks in a unit of time: two bits of a time say which of them it is counted in.</summary>
    public static readonly long[] Units = [1, TimeSpan.TicksPerMicrosecond, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond];

    /// <summary>A number of either sign, small where the number is near to 0.</summary>
    public static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    public static long UnZigZag(ulong written) => (long)(written >> 1) ^ -(long)(written & 1);

    /// <summary>The longest unit that the ticks are a whole number of.</summary>
    public static int UnitOf(long ticks)
    {
        var unit = Units.Length - 1;
        while (ticks % Units[unit] != 0) unit--;
        return unit;
    }

    public static void Write(IBufferWriter<byte> to, ulong number)
    {
        var span = to.GetSpan(10);
        var length = 0;
        for (; number >= 0x80; number >>= 7) span[length++] = (byte)(number | 0x80);
        span[length++] = (byte)number;
        to.Advance(length);
    }
}
