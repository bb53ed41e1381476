using Simulator.Worlds;

namespace Simulator.Delivery;

/// <summary>Which deliveries are made, in which order. Every event is in it at least once, or among the dropped ones.</summary>
internal sealed class Schedule
{
    // Of the events that come again, so many come once more, and of these again.
    private const double OnceMore = 0.25;
    private const int MostCopies = 5;

    private Schedule(IReadOnlyList<WorldEvent> deliveries, IReadOnlyList<WorldEvent> dropped) => (Deliveries, Dropped) = (deliveries, dropped);

    /// <summary>In the order of sending. An event that comes again is the same object, so its bytes are the same.</summary>
    public IReadOnlyList<WorldEvent> Deliveries { get; }

    public IReadOnlyList<WorldEvent> Dropped { get; }

    /// <summary>Each event once, in the order given.</summary>
    public static Schedule Once(IReadOnlyList<WorldEvent> events) => new(events, []);

    public static Schedule Plan(IReadOnlyList<WorldEvent> events, ScheduleOptions options)
    {
        var dice = new Random(options.Seed);
        var places = new List<(double Place, WorldEvent Event)>(events.Count);
        var dropped = new List<WorldEvent>();
        for (var i = 0; i < events.Count; i++)
        {
            // Always the same number of throws for an event, so that another share of drops leaves the rest of the schedule alone.
            var (drops, repeats, moves) = (dice.NextDouble(), dice.NextDouble(), dice.NextDouble());
            var copies = Copies(dice, repeats < options.Duplicates);
            if (drops < options.Drop)
            {
                dropped.Add(events[i]);
                continue;
            }

            places.Add((options.Shuffle.Window is { } window ? i + (moves * window) : moves * events.Count, events[i]));
            foreach (var copy in copies) places.Add((copy * events.Count, events[i]));
        }

        return new Schedule([.. places.OrderBy(place => place.Place).Select(place => place.Event)], dropped);
    }

    /// <summary>The places of the further deliveries of one event, 0 to 1 of the whole.</summary>
    private static List<double> Copies(Random dice, bool repeated)
    {
        var copies = new List<double>();
        while (repeated && copies.Count < MostCopies)
        {
            copies.Add(dice.NextDouble());
            repeated = dice.NextDouble() < OnceMore;
        }

        return copies;
    }
}
