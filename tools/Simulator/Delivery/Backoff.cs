namespace Simulator.Delivery;

/// <summary>How long to wait before the next attempt: twice as long each time, up to a limit, and less by chance so that not all come at once.</summary>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    private const int MostDoublings = 20;

    /// <param name="failures">How many attempts have failed, 1 or more.</param>
    /// <param name="dice">0 to 1.</param>
    public TimeSpan After(int failures, double dice)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return (doubled < Longest ? doubled : Longest) * (0.5 + (dice / 2));
    }
}
