namespace Grains.Domain.Facts;

/// <summary>The finest time that every store keeps, so that a fold of what was stored agrees with the first one.</summary>
public static class Precision
{
    /// <summary>Cut to whole microseconds; the offset stays.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
