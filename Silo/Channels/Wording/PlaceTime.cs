using System.Globalization;
using Grains.Domain.Shipments;

namespace Silo.Channels.Wording;

/// <summary>
/// A time as the clocks and the calendar of its place show it. Four of five of Flexport's times are a noon or midnight there, which stand for the day: they are told as a date
/// alone, and never as the day before in UTC.
/// </summary>
internal readonly record struct PlaceTime
{
    /// <param name="at">As it is written: with the offset of the place, or in UTC.</param>
    /// <param name="zone">The IANA zone of the place; null where nobody said it: then the offset that is written tells the day.</param>
    public PlaceTime(DateTimeOffset at, string? zone) => Local = Zones.AtPlace(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)), zone);

    /// <summary>To the minute.</summary>
    public DateTimeOffset Local { get; }

    public bool IsDay => Zones.IsDay(Local);

    /// <summary>Such as <c>14 Mar 2026</c> or <c>14 Mar 2026, 14:30 UTC+1</c>.</summary>
    public override string ToString() => IsDay ? Day(year: true) : $"{Day(year: true)}, {Clock} {Offset}";

    /// <summary>Such as <c>14 Mar 2026, 14:30 in Rotterdam, UTC+1</c>.</summary>
    public string In(string? place) => IsDay || place is null ? ToString() : $"{Day(year: true)}, {Clock} in {place}, {Offset}";

    /// <summary>Beside a later part of the sentence that tells another time: what both have in common stands there only.</summary>
    public string Beside(PlaceTime other)
    {
        var day = Day(Local.Year != other.Local.Year);
        if (IsDay) return day;
        return !other.IsDay && Local.Offset == other.Local.Offset ? $"{day}, {Clock}" : $"{day}, {Clock} {Offset}";
    }

    /// <summary>Such as <c>5 days later</c>, in days of the place where one of them is a day; null when it is the same day, or the same minute.</summary>
    public string? Since(PlaceTime before)
    {
        if (IsDay || before.IsDay)
        {
            var days = (Local.Date - before.Local.Date).Days;
            return days == 0 ? null : $"{Count(Math.Abs(days), "day")} {(days > 0 ? "later" : "earlier")}";
        }

        var span = Local - before.Local;
        return span == TimeSpan.Zero ? null : $"{Span(span.Duration())} {(span > TimeSpan.Zero ? "later" : "earlier")}";
    }

    private string Clock => Local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Offset
    {
        get
        {
            var offset = Local.Offset;
            if (offset == TimeSpan.Zero) return "UTC";
            var (sign, size) = (offset < TimeSpan.Zero ? "-" : "+", offset.Duration());
            return size.Minutes == 0 ? $"UTC{sign}{Number(size.Hours)}" : $"UTC{sign}{Number(size.Hours)}:{size.Minutes:00}";
        }
    }

    private string Day(bool year) => Local.ToString(year ? "d MMM yyyy" : "d MMM", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) =>
        span >= TimeSpan.FromDays(2) ? Count(Math.Round(span.TotalDays, 1), "day")
        : span >= TimeSpan.FromHours(1) ? Count(Math.Round(span.TotalHours, 1), "hour")
        : Count(span.TotalMinutes, "minute");

    private static string Count(double number, string unit) => $"{Number(number)} {unit}{(number == 1 ? "" : "s")}";

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
