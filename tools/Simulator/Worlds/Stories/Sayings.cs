namespace Simulator.Worlds.Stories;

/// <summary>Chooses what is said of all stories, so that a world has exactly as many events as were asked for.</summary>
internal static class Sayings
{
    /// <summary>In the order of recording, each at a millisecond of its own.</summary>
    /// <param name="padded">Where more is said when the stories alone are too few.</param>
    /// <exception cref="ArgumentException">Fewer events than there are entities.</exception>
    public static IEnumerable<(Saying Saying, DateTimeOffset RecordedAt)> Of(IReadOnlyList<Story> stories, IReadOnlyList<Story> padded, int events, Chance chance)
    {
        for (var missing = events - stories.Sum(story => story.Sayings.Count); missing > 0; missing--) chance.One(padded).AddSpare();
        var chosen = new List<Saying>(events);
        chosen.AddRange(stories.SelectMany(story => story.Sayings).Where(saying => saying.IsFirst));
        if (chosen.Count > events)
            throw new ArgumentException($"{chosen.Count} entities cannot be told of in {events} events: ask for more events or fewer shipments.", nameof(events));

        // What is spare goes first, then what chance takes.
        var rest = stories.SelectMany(story => story.Sayings).Where(saying => !saying.IsFirst)
            .Select(saying => (Saying: saying, Lot: chance.Number(0, int.MaxValue - 1)))
            .OrderBy(drawn => drawn.Saying.IsSpare).ThenBy(drawn => drawn.Lot);
        chosen.AddRange(rest.Take(events - chosen.Count).Select(drawn => drawn.Saying));

        var last = DateTimeOffset.MinValue;
        foreach (var saying in chosen.OrderBy(saying => saying.RecordedAt).ThenBy(saying => saying.OccurredAt))
        {
            var at = saying.RecordedAt.AddTicks(-(saying.RecordedAt.Ticks % TimeSpan.TicksPerMillisecond));
            if (at <= last) at = last.AddMilliseconds(1);
            last = at;
            yield return (saying, at);
        }
    }
}
