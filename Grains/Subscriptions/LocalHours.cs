using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>When a stakeholder may be disturbed, by the clock on their wall. All instants are UTC.</summary>
public sealed record LocalHours(TimeZoneInfo Zone, QuietHours? Quiet, TimeOnly DigestAt)
{
    public static LocalHours AlwaysUtc { get; } = new(TimeZoneInfo.Utc, null, default);

    /// <summary>A zone that this machine does not know is taken as UTC: late is better than never.</summary>
    public static LocalHours Of(Stakeholder stakeholder) => new(
        TimeZoneInfo.TryFindSystemTimeZoneById(stakeholder.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc, stakeholder.QuietHours, stakeholder.DigestAt);

    /// <summary>This instant, or the end of the quiet hours that it is in.</summary>
    public DateTimeOffset NotQuiet(DateTimeOffset instant)
    {
        if (Quiet is not { } quiet || quiet.From == quiet.To) return instant;
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        var clock = TimeOnly.FromDateTime(local.DateTime);
        // From 22:00 to 06:00 is so much of two days; TimeOnly knows.
        if (!clock.IsBetween(quiet.From, quiet.To)) return instant;
        var today = DateOnly.FromDateTime(local.DateTime);
        var end = At(clock < quiet.To ? today : today.AddDays(1), quiet.To);
        // Where clocks are put back the end comes twice: whoever is past the first one is not quiet any more.
        return end > instant ? end : instant;
    }

    /// <summary>The first digest that goes out later than this instant: the local day and the instant.</summary>
    public (DateOnly Day, DateTimeOffset At) NextDigest(DateTimeOffset after)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, Zone).DateTime);
        var at = At(day, DigestAt);
        return at > after ? (day, at) : (day.AddDays(1), At(day.AddDays(1), DigestAt));
    }

    /// <summary>When the clock on the wall first shows this time, or would have shown it on the day when it is put forward over it.</summary>
    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
