namespace Flexport.Webhooks.Events;

/// <summary>
/// Reads the instants of both dialects: ISO 8601, leniently. <c>2025-06-01</c> is midnight UTC, a time without an offset is UTC,
/// any number of fractional digits is cut to microseconds (what the stores keep). The offset is kept as sent. Also taken: a blank for the <c>T</c>,
/// a blank before the offset, <c>UTC</c> or <c>GMT</c> for <c>Z</c>, the basic form <c>20250601T083000Z</c>, week dates, ordinal dates, <c>24:00</c>,
/// leap seconds (the second before), a zone as <c>[Asia/Shanghai]</c> (<see cref="ZoneSuffix"/>), and seconds, milli-, micro- or nanoseconds since 1970.
/// </summary>
public static class Instants
{
    /// <summary>The longest text that can be an instant, in bytes of UTF-8.</summary>
    public const int LongestText = 128;

    private const int FractionDigits = 7;

    /// <summary>The first instant that is taken. Older ones are unset dates (year 1, 1899), not freight.</summary>
    public static DateTimeOffset Earliest { get; } = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant that is too late: far enough from the end of time that zones and grace periods can be added without overflow.</summary>
    public static DateTimeOffset Limit { get; } = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads an instant; false when the text is none or lies outside <see cref="Earliest"/> to <see cref="Limit"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length > LongestText) return false;
        Span<byte> bytes = stackalloc byte[LongestText];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u2212') bytes[i] = (byte)'-';
            else if (text[i] > '\u007f') return false;
            else bytes[i] = (byte)text[i];
        }

        return TryRead(bytes[..text.Length], out instant);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out DateTimeOffset)"/>
    /// <param name="utf8">The text without quotes and JSON escapes.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset instant)
    {
        instant = default;
        if (utf8.Length > LongestText) return false;
        // ISO 8601 has the true minus sign before western offsets.
        var minus = utf8.IndexOf("\u2212"u8);
        if (minus < 0) return TryRead(utf8, out instant);
        Span<byte> bytes = stackalloc byte[LongestText];
        utf8[..minus].CopyTo(bytes);
        bytes[minus] = (byte)'-';
        utf8[(minus + 3)..].CopyTo(bytes[(minus + 1)..]);
        return TryRead(bytes[..(utf8.Length - 2)], out instant);
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        var rest = text.Trim((byte)' ');
        if (EpochTimes.TryParse(rest, out var ticks)) return InBounds(ticks, TimeSpan.Zero, out instant);
        if (!ZoneSuffix.TryTake(ref rest, out var zone) || !CalendarDays.TryTake(ref rest, out var day)) return false;
        long time = 0;
        int? minutes = null;
        var (leap, isUtc) = (false, false);
        if (!rest.IsEmpty && !(TakeTime(ref rest, out time, out leap) && TakeOffset(ref rest, out minutes, out isUtc) && rest.IsEmpty)) return false;

        var local = day.Ticks + time;
        if (!zone.TryGetOffset(local, minutes, isUtc, out var offset)) return false;
        // Where only Z was said the zone tells the local time.
        if (isUtc) local += offset.Ticks;
        var utc = local - offset.Ticks;
        // Seconds leap at the end of a day: of UTC, or of the place for who does not know.
        if (leap && !IsLastMinute(local) && !IsLastMinute(utc)) return false;
        return InBounds(local, offset, out instant);
    }

    private static bool InBounds(long local, TimeSpan offset, out DateTimeOffset instant)
    {
        var utc = local - offset.Ticks;
        var isIn = utc >= Earliest.UtcTicks && utc < Limit.UtcTicks;
        instant = isIn ? new DateTimeOffset(local, offset) : default;
        return isIn;
    }

    private static bool IsLastMinute(long ticks) => ticks % TimeSpan.TicksPerDay >= TimeSpan.TicksPerDay - TimeSpan.TicksPerMinute;

    /// <param name="leap">A 60th second: read as the 59th, which is of the same day.</param>
    private static bool TakeTime(ref ReadOnlySpan<byte> rest, out long ticks, out bool leap)
    {
        ticks = 0;
        leap = false;
        if (!rest.TakeOne((byte)'T') && !rest.TakeOne((byte)'t') && !rest.TakeOne((byte)' ')) return false;
        if (!rest.TakeNumber(2, out var hour)) return false;
        var (minute, second, unit) = (0, 0, TimeSpan.TicksPerHour);
        var extended = rest.TakeOne((byte)':');
        if (extended || rest.StartsWithDigit())
        {
            if (!rest.TakeNumber(2, out minute)) return false;
            unit = TimeSpan.TicksPerMinute;
            if (extended ? rest.TakeOne((byte)':') : rest.StartsWithDigit())
            {
                if (!rest.TakeNumber(2, out second)) return false;
                unit = TimeSpan.TicksPerSecond;
            }
        }

        leap = second == 60;
        if (leap) second = 59;
        if (hour > 24 || minute > 59 || second > 59) return false;
        ticks = (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        if ((rest.TakeOne((byte)'.') || rest.TakeOne((byte)',')) && !TakeFraction(ref rest, unit, ref ticks)) return false;
        // The end of a day is that, and no time behind it.
        return ticks <= TimeSpan.TicksPerDay;
    }

    /// <summary>A fraction of whatever stood last, cut to microseconds.</summary>
    private static bool TakeFraction(ref ReadOnlySpan<byte> rest, long unit, ref long ticks)
    {
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = rest.Length;
        if (digits == 0) return false;
        long fraction = 0;
        for (var i = 0; i < FractionDigits; i++) fraction = (fraction * 10) + (i < digits ? rest[i] - '0' : 0);
        fraction *= unit / TimeSpan.TicksPerSecond;
        ticks += fraction - (fraction % TimeSpan.TicksPerMicrosecond);
        rest = rest[digits..];
        return true;
    }

    /// <param name="minutes">Minutes east of UTC; null where nothing is said.</param>
    /// <param name="isUtc">UTC was said, and not the offset of a place.</param>
    private static bool TakeOffset(ref ReadOnlySpan<byte> rest, out int? minutes, out bool isUtc)
    {
        minutes = null;
        isUtc = false;
        rest.TakeOne((byte)' ');
        if (rest.IsEmpty) return true;
        isUtc = rest.SequenceEqual("UTC"u8) || rest.SequenceEqual("GMT"u8) || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("z"u8);
        if (isUtc) rest = default;
        else if (!rest.TakeOffset(out var east)) return false;
        else minutes = east;
        return true;
    }
}
