using System.Globalization;

namespace Flexport.Webhooks.Events;

/// <summary>The days of ISO 8601, extended or basic: <c>2026-11-26</c>, <c>2026-W48-4</c>, <c>2026-330</c>.</summary>
internal static class CalendarDays
{
    public static bool TryTake(ref ReadOnlySpan<byte> rest, out DateTime day)
    {
        day = default;
        // Before and behind these no instant is taken.
        if (!rest.TakeNumber(4, out var year) || year is < 1899 or > 9000) return false;
        var extended = rest.TakeOne((byte)'-');
        if (rest.TakeOne((byte)'W')) return TryTakeWeek(ref rest, year, extended, out day);
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return (digits < 0 ? rest.Length : digits) == 3
            ? TryTakeOrdinal(ref rest, year, out day)
            : TryTakeDate(ref rest, year, extended, out day);
    }

    private static bool TryTakeDate(ref ReadOnlySpan<byte> rest, int year, bool extended, out DateTime day)
    {
        day = default;
        if (!rest.TakeNumber(2, out var month) || rest.TakeOne((byte)'-') != extended || !rest.TakeNumber(2, out var date)
            || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateTime(year, month, date);
        return true;
    }

    private static bool TryTakeWeek(ref ReadOnlySpan<byte> rest, int year, bool extended, out DateTime day)
    {
        day = default;
        if (!rest.TakeNumber(2, out var week) || rest.TakeOne((byte)'-') != extended || !rest.TakeNumber(1, out var date)
            || week < 1 || week > ISOWeek.GetWeeksInYear(year) || date is < 1 or > 7)
        {
            return false;
        }

        day = ISOWeek.ToDateTime(year, week, DayOfWeek.Monday).AddDays(date - 1);
        return true;
    }

    private static bool TryTakeOrdinal(ref ReadOnlySpan<byte> rest, int year, out DateTime day)
    {
        day = default;
        if (!rest.TakeNumber(3, out var date) || date < 1 || date > (DateTime.IsLeapYear(year) ? 366 : 365)) return false;
        day = new DateTime(year, 1, 1).AddDays(date - 1);
        return true;
    }
}
