namespace Silo.Storage;

/// <summary>Stored times: UTC in whole microseconds, cut and not rounded, so that no time moves into the future.</summary>
public static class Micros
{
    private static readonly long First = Of(DateTimeOffset.MinValue);
    private static readonly long Last = Of(DateTimeOffset.MaxValue);

    /// <summary>Microseconds since 1970.</summary>
    public static long Of(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTime.UnixEpoch.Ticks;
        return Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond, out var rest) - (rest < 0 ? 1 : 0);
    }

    public static DateTimeOffset ToInstant(long micros) =>
        new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static bool IsInstant(long micros) => micros >= First && micros <= Last;

    /// <summary>As it will be read back.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) => ToInstant(Of(instant));
}
