namespace Silo.Channels.Wording;

/// <summary>From what a reader was told to what holds now.</summary>
internal static class Change
{
    /// <summary>Such as <c>14 Mar → 19 Mar 2026, 5 days later</c>; of what was not told before, or was told in the same words, what holds now.</summary>
    public static string Of(PlaceTime? before, PlaceTime now)
    {
        if (before is not { } told || told.ToString() == now.ToString()) return now.ToString();
        var since = now.Since(told) is { } difference ? $", {difference}" : "";
        return $"{told.Beside(now)} → {now}{since}";
    }
}
