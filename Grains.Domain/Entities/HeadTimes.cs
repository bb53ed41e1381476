using Grains.Domain.Shipments;

namespace Grains.Domain.Entities;

/// <summary>Times as lists filter by them: what calendar and clock show at the place, written as if that were UTC. So a day that is asked for is the day there.</summary>
internal static class HeadTimes
{
    /// <summary>A calendar day, which has no zone, at midnight UTC.</summary>
    public static DateTimeOffset? Midnight(DateOnly? day) =>
        day is { } known ? new DateTimeOffset(known.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    /// <summary>
    /// What the clock of the place shows: as it is written where an offset is written, else in the place's zone. Noon and midnight of UTC stay, for they are written
    /// for a day without a place.
    /// </summary>
    /// <param name="zone">The place's IANA zone, where it is known.</param>
    public static DateTimeOffset? AtPlace(DateTimeOffset? instant, string? zone) =>
        instant is { } at ? new DateTimeOffset(Zones.AtPlace(at, zone).DateTime, TimeSpan.Zero) : null;
}
