namespace Flexport.Webhooks.Events;

/// <summary>
/// Reads the instants of both dialects: ISO 8601, leniently. <c>2025-06-01</c> is midnight UTC, a time without an offset is UTC,
/// any number of fractional digits is cut to microseconds (what the stores keep). The offset is kept as sent. Also taken: a blank for the <c>T</c>,
/// a blank before the offset, <c>UTC</c> for <c>Z</c>, and the basic form <c>20250601T083000Z</c>.
/// </summary>
public static class Instants
{
    private const int LongestText = 64;
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
            if (text[i] > '\u007f') return false;
            bytes[i] = (byte)text[i];
        }

        return TryParse(bytes[..text.Length], out instant);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out DateTimeOffset)"/>
    /// <param name="utf8">The text without quotes and JSON escapes.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset instant)
    {
        instant = default;
        if (utf8.Length > LongestText) return false;
        var rest = utf8.Trim((byte)' ');
        if (!TakeDay(ref rest, out var day)) return false;
        long time = 0;
        var offset = 0;
        if (!rest.IsEmpty && !(TakeTime(ref rest, out time) && TakeOffset(ref rest, out offset) && rest.IsEmpty)) return false;

        var local = day.Ticks + time;
        var utc = local - (offset * TimeSpan.TicksPerMinute);
        if (utc < Earliest.UtcTicks || utc >= Limit.UtcTicks) return false;
        instant = new DateTimeOffset(local, TimeSpan.FromMinutes(offset));
        return true;
    }

    private static bool TakeDay(ref ReadOnlySpan<byte> rest, out DateTime day)
    {
        day = default;
        if (!TakeNumber(ref rest, 4, out var year)) return false;
        var extended = TakeOne(ref rest, (byte)'-');
        if (!TakeNumber(ref rest, 2, out var month) || TakeOne(ref rest, (byte)'-') != extended || !TakeNumber(ref rest, 2, out var date)
            || year is < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateTime(year, month, date);
        return true;
    }

    private static bool TakeTime(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (!TakeOne(ref rest, (byte)'T') && !TakeOne(ref rest, (byte)'t') && !TakeOne(ref rest, (byte)' ')) return false;
        if (!TakeNumber(ref rest, 2, out var hour)) return false;
        var extended = TakeOne(ref rest, (byte)':');
        if (!TakeNumber(ref rest, 2, out var minute)) return false;
        var second = 0;
        var hasSecond = extended ? TakeOne(ref rest, (byte)':') : !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]);
        if (hasSecond && !TakeNumber(ref rest, 2, out second)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        ticks = (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        if (!TakeOne(ref rest, (byte)'.') && !TakeOne(ref rest, (byte)',')) return true;

        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = rest.Length;
        if (digits == 0) return false;
        long fraction = 0;
        for (var i = 0; i < FractionDigits; i++) fraction = (fraction * 10) + (i < digits ? rest[i] - '0' : 0);
        ticks += fraction - (fraction % TimeSpan.TicksPerMicrosecond);
        rest = rest[digits..];
        return true;
    }

    /// <summary>Minutes east of UTC; none means UTC.</summary>
    private static bool TakeOffset(ref ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        TakeOne(ref rest, (byte)' ');
        if (rest.SequenceEqual("UTC"u8)) rest = default;
        if (rest.IsEmpty || TakeOne(ref rest, (byte)'Z') || TakeOne(ref rest, (byte)'z')) return true;
        var west = TakeOne(ref rest, (byte)'-');
        if (!west && !TakeOne(ref rest, (byte)'+')) return false;
        if (!TakeNumber(ref rest, 2, out var hours)) return false;
        var extra = 0;
        if ((TakeOne(ref rest, (byte)':') || !rest.IsEmpty) && !TakeNumber(ref rest, 2, out extra)) return false;
        if (extra > 59 || (hours * 60) + extra > 14 * 60) return false;
        minutes = (hours * 60) + extra;
        if (west) minutes = -minutes;
        return true;
    }

    private static bool TakeOne(ref ReadOnlySpan<byte> rest, byte expected)
    {
        if (rest.IsEmpty || rest[0] != expected) return false;
        rest = rest[1..];
        return true;
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> rest, int digits, out int number)
    {
        number = 0;
        if (rest.Length < digits) return false;
        for (var i = 0; i < digits; i++)
        {
            var digit = rest[i] - '0';
            if (digit is < 0 or > 9) return false;
            number = (number * 10) + digit;
        }

        rest = rest[digits..];
        return true;
    }
}
