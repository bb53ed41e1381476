namespace Simulator.Delivery;

/// <summary>What a network and a retrying sender do to the order of events. The same options make the same schedule.</summary>
/// <param name="Duplicates">The share of delivered events that come twice or more, 0 to 1.</param>
/// <param name="Drop">The share of events that never come, 0 to 1.</param>
internal sealed record ScheduleOptions(int Seed, double Duplicates, Shuffle Shuffle, double Drop);
