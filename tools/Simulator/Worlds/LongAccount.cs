namespace Simulator.Worlds;

/// <summary>
/// The events of an account that has been at it for long: small worlds that overlap, so that at any moment the same share of shipments is new, under way and at its end.
/// It begins in the middle: of worlds that had begun before, only the rest is told.
/// </summary>
internal static class LongAccount
{
    /// <summary>Of each small world.</summary>
    private const int Shipments = 100;

    /// <summary>Of each small world.</summary>
    private const int EventsOfAWorld = 3_000;

    /// <summary>How many of the small worlds are told side by side.</summary>
    private const int SideBySide = 10;

    /// <summary>So far apart they begin.</summary>
    private const int Stride = EventsOfAWorld / SideBySide;

    /// <param name="options">Of these the events are those of the whole account; how many shipments there are follows from them.</param>
    public static IReadOnlyList<WorldEvent> Tell(WorldOptions options)
    {
        var ids = new Ids(options.Seed);
        var worlds = new Dictionary<int, IReadOnlyList<WorldEvent>>();
        var told = new List<WorldEvent>(options.Events);
        var made = 0;
        for (var step = 0; told.Count < options.Events; step++)
        {
            var newest = step / Stride;
            worlds.Remove(newest - SideBySide);
            for (var world = newest - SideBySide + 1; world <= newest && told.Count < options.Events; world++)
            {
                if (!worlds.TryGetValue(world, out var events))
                {
                    var one = options with { Seed = unchecked(options.Seed + (7919 * made)), Shipments = Shipments, Events = EventsOfAWorld };
                    worlds[world] = events = World.Make(one, ids, made * EventsOfAWorld).Events;
                    made++;
                }

                told.Add(events[step - (world * Stride)]);
            }
        }

        return told;
    }
}
