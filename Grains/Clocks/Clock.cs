namespace Grains.Clocks;

/// <summary>What all clocks have in common.</summary>
internal static class Clock
{
    /// <summary>So many clocks, each with one reminder and its share of the entities. Fixed: a reminder of a clock that is no more would tick for ever.</summary>
    public const int Count = 4;

    /// <summary>The shortest period that Orleans takes without further settings; a tick that nobody owns is skipped, so it must be short.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
}
