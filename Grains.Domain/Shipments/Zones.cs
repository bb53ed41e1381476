namespace Grains.Domain.Shipments;

/// <summary>Days in the zone of a place.</summary>
public static class Zones
{
    /// <summary>The calendar day of an instant in an IANA zone; where the zone is none that is known, the day as it was written.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, string? zone) =>
        DateOnly.FromDateTime((Local(instant, zone) ?? instant).DateTime);

    /// <summary>The midnight that ends a day in an IANA zone, in UTC where the zone is none that is known. A clock that skips midnight has it an hour later.</summary>
    public static DateTimeOffset EndOf(DateOnly day, string? zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue).AddDays(1);
        var offset = Find(zone)?.GetUtcOffset(midnight) ?? TimeSpan.Zero;
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>An instant as the clocks of an IANA zone show it; null where the zone is none that is known.</summary>
    public static DateTimeOffset? Local(DateTimeOffset instant, string? zone) => Find(zone) is { } known ? TimeZoneInfo.ConvertTime(instant, known) : null;

    /// <summary>An instant as it is meant at a place: as it is written where an offset or a bare day is written, else as the clocks there show it.</summary>
    public static DateTimeOffset AtPlace(DateTimeOffset at, string? zone) => at.Offset == TimeSpan.Zero && !IsDay(at) ? Local(at, zone) ?? at : at;

    /// <summary>Noon or midnight is what is written for a day (contract §6).</summary>
    public static bool IsDay(DateTimeOffset at) => at.TimeOfDay == TimeSpan.Zero || at.TimeOfDay.Ticks == TimeSpan.TicksPerDay / 2;

    private static TimeZoneInfo? Find(string? zone) =>
        zone is not null && IsName(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : null;

    // The name becomes a path below the machine's zone files, and it comes from outside.
    private static bool IsName(string zone)
    {
        if (zone.Length is 0 or > 64 || zone[0] == '/') return false;
        foreach (var c in zone)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+')) return false;
        }

        return true;
    }
}
