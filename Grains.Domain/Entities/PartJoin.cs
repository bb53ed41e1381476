using System.Buffers;
using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>Joins an event's facts to the parts that they are about: each part once, however many facts there are about it.</summary>
internal static class PartJoin
{
    /// <summary>Up to so many parts of one event are looked through; of more there is an index.</summary>
    private const int Few = 16;

    // Lists that a thread uses again and again.
    [ThreadStatic] private static List<(PartKey Key, int First, int Last)>? found;
    [ThreadStatic] private static List<(PartKey Key, PartFacts Facts)>? changes;

    /// <summary>The parts with what the event adds to them, and whether any of the texts that lists find by is another one now.</summary>
    public static (PartDictionary Parts, bool NewTexts) Of(PartDictionary parts, AcceptedEvent accepted)
    {
        var facts = accepted.Facts;
        var stamp = new Stamp(accepted.OccurredAt.ToUniversalTime(), accepted.RecordedAt.ToUniversalTime(), accepted.EventId);
        var next = ArrayPool<int>.Shared.Rent(facts.Count);
        var newTexts = false;
        var groups = Grouped(facts, next);
        var changed = changes ??= [];
        changed.Clear();
        foreach (var (key, first, _) in groups)
        {
            var before = parts.TryGetValue(key, out var known) ? known : PartFacts.Empty;
            var texts = false;
            var after = before.Join(facts, first, next, stamp, ref texts);
            newTexts |= texts && !IsPassing(key.Part);
            if (!ReferenceEquals(before, after)) changed.Add((key, after));
        }

        var joined = parts.With(changed);
        ArrayPool<int>.Shared.Return(next);
        // What they hold need not live longer.
        groups.Clear();
        changed.Clear();
        return (joined, newTexts);
    }

    /// <summary>Each part with its first fact; <paramref name="next"/> leads from each fact to the next one about the same part, and ends in -1.</summary>
    private static List<(PartKey Key, int First, int Last)> Grouped(IReadOnlyList<Fact> facts, int[] next)
    {
        var groups = found ??= [];
        groups.Clear();
        Dictionary<PartKey, int>? index = null;
        var current = -1;
        for (var i = 0; i < facts.Count; i++)
        {
            next[i] = -1;
            var (part, id, _) = facts[i].About;
            // Nearly always: about the same part as the fact before it.
            if (current < 0 || groups[current].Key.Part != part || !IsSame(facts, i, groups[current].Last)) current = Find(PartKey.Of(part, id));
            if (current < groups.Count)
            {
                next[groups[current].Last] = i;
                groups[current] = groups[current] with { Last = i };
                continue;
            }

            var key = PartKey.Of(part, id);
            groups.Add((key, i, i));
            if (groups.Count == Few + 1) index = groups.Select(static (group, at) => (group.Key, at)).ToDictionary(static group => group.Key, static group => group.at);
            else index?.Add(key, current);
        }

        return groups;

        int Find(PartKey key)
        {
            if (index is not null) return index.TryGetValue(key, out var at) ? at : groups.Count;
            for (var at = 0; at < groups.Count; at++)
            {
                if (groups[at].Key == key) return at;
            }

            return groups.Count;
        }
    }

    /// <summary>Whether lists find nothing by parts of this kind: new ones come with every event.</summary>
    private static bool IsPassing(Part part) => part is Part.Deadline or Part.Acknowledgement or Part.EntryStatus or Part.Unread;

    private static bool IsSame(IReadOnlyList<Fact> facts, int one, int other) => facts[one].About.PartId == facts[other].About.PartId;
}
