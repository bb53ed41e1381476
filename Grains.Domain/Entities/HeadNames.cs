using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>
/// What an entity is found by that follows from its texts alone: made anew when one of them is another, not with each event. What else it is found by, such
/// as its phase and what somebody should look at, is added to it.
/// </summary>
internal sealed class HeadNames(EntityKey key, IReadOnlyList<ContainerBox> containers, IReadOnlyList<string> terms, string search)
{
    // What was added last, and what came of it.
    private Widened? last;

    /// <summary>The words to find it by.</summary>
    public string Search { get; } = search;

    /// <summary>As of this state; <paramref name="make"/> is asked only when something of it may have changed.</summary>
    public static HeadNames Of(EntityKey key, EntityState state, IReadOnlyList<ContainerBox> containers, Func<(IReadOnlyList<string> Terms, string Search)> make) =>
        state.DeriveFromTexts(made => made.Holds(key, containers), () =>
        {
            var (terms, search) = make();
            return new HeadNames(key, containers, terms, search);
        });

    /// <summary>The terms in ordinal order, with those of how things stand: these follow from more than texts, and are never kept as if they did not.</summary>
    public IReadOnlyList<string> TermsWith(HeadTerms standing)
    {
        var added = standing.ToList();
        if (added.Count == 0) return terms;
        if (last is { } known && known.Added.SequenceEqual(added, StringComparer.Ordinal)) return known.All;
        string[] all = [.. terms, .. added];
        Array.Sort(all, StringComparer.Ordinal);
        last = new Widened(added, all);
        return all;
    }

    private sealed record Widened(IReadOnlyList<string> Added, IReadOnlyList<string> All);

    // Which of two numbers a container has depends on when they were recorded as well.
    private bool Holds(EntityKey of, IReadOnlyList<ContainerBox> now)
    {
        if (of != key || now.Count != containers.Count) return false;
        if (ReferenceEquals(now, containers)) return true;
        for (var i = 0; i < now.Count; i++)
        {
            if (!ReferenceEquals(now[i], containers[i]) && (now[i].Id != containers[i].Id || now[i].Written != containers[i].Written)) return false;
        }

        return true;
    }
}
