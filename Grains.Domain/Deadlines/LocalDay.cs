using Grains.Domain.Shipments;

namespace Grains.Domain.Deadlines;

/// <summary>Estimates that are days. Four of five times of legs are noon or midnight of the place: whoever wrote them meant the day.</summary>
internal static class LocalDay
{
    /// <summary>
    /// From when on an estimate has passed: of one at noon or midnight, in the zone of the place or as it is written, the midnight that ends that day there;
    /// of any other the instant itself.
    /// </summary>
    /// <param name="zone">The IANA zone of the place, where it is known; else the day ends in the offset that the estimate is written with.</param>
    public static DateTimeOffset? EndOf(DateTimeOffset? estimate, string? zone)
    {
        if (estimate is not { } at) return null;
        var there = Zones.Local(at, zone);
        if (there is { } local && Zones.IsDay(local)) return Zones.EndOf(DateOnly.FromDateTime(local.DateTime), zone);
        if (!Zones.IsDay(at)) return at;
        return there is null ? new DateTimeOffset(at.Date.AddDays(1), at.Offset) : Zones.EndOf(DateOnly.FromDateTime(at.DateTime), zone);
    }
}
