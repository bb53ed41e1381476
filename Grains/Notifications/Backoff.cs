namespace Grains.Notifications;

/// <summary>How long to wait before another attempt.</summary>
internal static class Backoff
{
    /// <summary>Doubles with each attempt up to the longest, half of it by chance; never shorter than what the target asked for.</summary>
    /// <param name="attempts">Attempts made so far, at least 1.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Wait(int attempts, NotificationOptions options, double chance, TimeSpan? retryAfter)
    {
        var full = Math.Min(options.LongestRetry.TotalSeconds, options.FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 40)));
        var wait = TimeSpan.FromSeconds(full * (0.5 + (chance / 2)));
        return retryAfter is { } asked && asked > wait ? asked : wait;
    }
}
