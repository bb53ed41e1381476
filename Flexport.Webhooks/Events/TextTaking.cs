namespace Flexport.Webhooks.Events;

/// <summary>Takes pieces from the front of a text.</summary>
internal static class TextTaking
{
    public static bool StartsWithDigit(this ReadOnlySpan<byte> rest) => !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]);

    public static bool TakeOne(this ref ReadOnlySpan<byte> rest, byte expected)
    {
        if (rest.IsEmpty || rest[0] != expected) return false;
        rest = rest[1..];
        return true;
    }

    /// <summary>So many digits.</summary>
    public static bool TakeNumber(this ref ReadOnlySpan<byte> rest, int digits, out int number)
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

    /// <summary><c>+08:00</c>, <c>+0800</c> or <c>+08</c>, as minutes east of UTC.</summary>
    public static bool TakeOffset(this ref ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        var west = rest.TakeOne((byte)'-');
        if (!west && !rest.TakeOne((byte)'+')) return false;
        if (!rest.TakeNumber(2, out var hours)) return false;
        var extra = 0;
        if ((rest.TakeOne((byte)':') || !rest.IsEmpty) && !rest.TakeNumber(2, out extra)) return false;
        if (extra > 59 || (hours * 60) + extra > 14 * 60) return false;
        minutes = (hours * 60) + extra;
        if (west) minutes = -minutes;
        return true;
    }
}
