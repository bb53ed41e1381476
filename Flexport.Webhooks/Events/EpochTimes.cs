namespace Flexport.Webhooks.Events;

/// <summary>
/// Times as a count since 1970, of which the number of digits tells the unit: 10 seconds, 13 milli-, 16 micro- and 19 nanoseconds (2001 to 2286).
/// Any other number is no time.
/// </summary>
internal static class EpochTimes
{
    /// <param name="ticks">Since year 1, UTC, in whole microseconds.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var fraction = ReadOnlySpan<byte>.Empty;
        if (digits < 0)
        {
            digits = text.Length;
        }
        else
        {
            fraction = text[(digits + 1)..];
            if (text[digits] != '.' || fraction.IsEmpty || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        }

        if (digits is not (10 or 13 or 16 or 19) || text[0] == '0') return false;
        // Micros: that is 16 digits, whatever the unit.
        long micros = 0;
        for (var i = 0; i < 16; i++)
        {
            var digit = i < digits ? text[i] : i - digits < fraction.Length ? fraction[i - digits] : (byte)'0';
            micros = (micros * 10) + (digit - '0');
        }

        ticks = DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
