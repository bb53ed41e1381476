namespace Simulator.Worlds.Stories;

/// <summary>Chooses what is said of all stories, so that a world has exactly as many events as were asked for.</summary>
internal static class Sayings
{
    // Of the events of one story, so many are recorded at the same instant as the next one.
    private const double WithNext = 0.05;

    /// <summary>In the order of recording. Each is at a millisecond of its own, but for those of one story that were recorded together.</summary>
    /// <param name="padded">Where more is said when the stories alone are too few.</param>
    /// <exception cref="ArgumentException">Fewer events than there are entities.</exception>
    public static IEnumerable<Told> Of(IReadOnlyList<Story> stories, IReadOnlyList<Story> padded, int events, Chance chance)
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
        foreach (var group in Groups(stories, new HashSet<Saying>(chosen, ReferenceEqualityComparer.Instance), chance).OrderBy(group => group[^1].RecordedAt).ThenBy(group => group[^1].OccurredAt))
        {
            var recorded = group[^1].RecordedAt;
            var at = recorded.AddTicks(-(recorded.Ticks % TimeSpan.TicksPerMillisecond));
            if (at <= last) at = last.AddMilliseconds(1);
            last = at;
            for (var i = 0; i < group.Count; i++) yield return new Told(group[i], at, group.Count > 1, i < group.Count - 1);
        }
    }

    /// <summary>What is recorded together: mostly one thing, now and then several of one story that are next to each other, at the time of the last.</summary>
    private static IEnumerable<List<Saying>> Groups(IReadOnlyList<Story> stories, HashSet<Saying> chosen, Chance chance)
    {
        foreach (var story in stories)
        {
            List<Saying> group = [];
            foreach (var saying in story.Sayings.Where(chosen.Contains).OrderBy(saying => saying.RecordedAt).ThenBy(saying => saying.OccurredAt))
            {
                if (group.Count > 0 && (saying.IsAlone || group[^1].IsAlone || !chance.Is(WithNext)))
                {
                    yield return group;
                    group = [];
                }

                group.Add(saying);
            }

            if (group.Count > 0) yield return group;
        }
    }

    /// <param name="IsOneOfSeveral">Others of its story are recorded at the same instant.</param>
    /// <param name="IsFollowed">One of them is told after it.</param>
    internal sealed record Told(Saying Saying, DateTimeOffset RecordedAt, bool IsOneOfSeveral, bool IsFollowed);
}
