using Simulator.Worlds;

namespace Simulator.Delivery;

/// <summary>When each place of a schedule is due, counted from the start.</summary>
internal abstract record Pace
{
    /// <summary>As fast as answers come.</summary>
    public static Pace Unbound { get; } = new AtRate(0);

    /// <summary>The due times of all places, ascending; null where nothing waits.</summary>
    public abstract Func<int, TimeSpan>? For(IReadOnlyList<WorldEvent> deliveries);

    /// <param name="PerSecond">Deliveries a second; 0 for as fast as answers come.</param>
    public sealed record AtRate(double PerSecond) : Pace
    {
        public override Func<int, TimeSpan>? For(IReadOnlyList<WorldEvent> deliveries) =>
            PerSecond > 0 ? place => TimeSpan.FromSeconds(place / PerSecond) : null;
    }

    /// <summary>
    /// A clock that runs faster than the real one. The n-th delivery is due when the n-th of the delivered events was recorded:
    /// a shuffled schedule keeps the rhythm of the world.
    /// </summary>
    public sealed record WithClock(double Speed) : Pace
    {
        public override Func<int, TimeSpan>? For(IReadOnlyList<WorldEvent> deliveries)
        {
            if (deliveries.Count == 0) return null;
            var recorded = deliveries.Select(delivery => delivery.CreatedAt).Order().ToArray();
            return place => (recorded[place] - recorded[0]) / Speed;
        }
    }
}
