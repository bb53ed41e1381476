namespace Grains.Domain.Entities;

/// <summary>Times as lists filter by them: UTC.</summary>
internal static class HeadTimes
{
    /// <summary>A calendar day, which has no zone, at midnight UTC.</summary>
    public static DateTimeOffset? Midnight(DateOnly? day) =>
        day is { } known ? new DateTimeOffset(known.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
