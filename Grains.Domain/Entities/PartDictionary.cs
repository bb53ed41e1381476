using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>
/// The parts of an entity, bucketed by their kind, in the order of their keys. Immutable: a state shares with the one before it every bucket that its event
/// does not touch.
/// </summary>
public sealed class PartDictionary : IReadOnlyDictionary<PartKey, PartFacts>
{
    private static readonly int Kinds = Enum.GetValues<Part>().Max(static part => (int)part) + 1;

    private readonly PartBucket[] buckets;

    private PartDictionary(PartBucket[] buckets)
    {
        this.buckets = buckets;
        foreach (var bucket in buckets) Count += bucket.Count;
    }

    public static PartDictionary Empty { get; } = new([.. Enumerable.Repeat(PartBucket.Empty, Kinds)]);

    public int Count { get; }

    public IEnumerable<PartKey> Keys => this.Select(static part => part.Key);

    public IEnumerable<PartFacts> Values => this.Select(static part => part.Value);

    public PartFacts this[PartKey key] => TryGetValue(key, out var facts) ? facts : throw new KeyNotFoundException($"Nothing is known of {key.Part} {key.Id}.");

    /// <summary>The parts of one kind, by their ids.</summary>
    public PartBucket Of(Part part) => (uint)part < (uint)buckets.Length ? buckets[(int)part] : PartBucket.Empty;

    /// <summary>The parts of all kinds from the first to the last one, by their numbers.</summary>
    public PartRange Of(Part first, Part last) => new(buckets, (int)first, (int)last);

    /// <summary>When the last of these kinds of parts was recorded, UTC; null when there is none.</summary>
    public DateTimeOffset? LastRecorded(params ReadOnlySpan<Part> of)
    {
        var last = 0L;
        foreach (var kind in of) last = Math.Max(last, Of(kind).LastRecorded);
        return last > 0 ? new DateTimeOffset(last, TimeSpan.Zero) : null;
    }

    public bool ContainsKey(PartKey key) => TryGetValue(key, out _);

    public bool TryGetValue(PartKey key, [MaybeNullWhen(false)] out PartFacts value) => Of(key.Part).TryGet(key, out value);

    /// <summary>This with other facts of some parts; the same instance for none.</summary>
    internal PartDictionary With(List<(PartKey Key, PartFacts Facts)> changed)
    {
        if (changed.Count == 0) return this;
        var next = (PartBucket[])buckets.Clone();
        for (var i = 0; i < changed.Count; i++)
        {
            var kind = (int)changed[i].Key.Part;
            // The first of its kind takes all of its kind along.
            if (ReferenceEquals(next[kind], buckets[kind])) next[kind] = buckets[kind].With(changed, i);
        }

        return new PartDictionary(next);
    }

    public PartRange.Enumerator GetEnumerator() => new PartRange(buckets, 0, buckets.Length - 1).GetEnumerator();

    IEnumerator<KeyValuePair<PartKey, PartFacts>> IEnumerable<KeyValuePair<PartKey, PartFacts>>.GetEnumerator() =>
        buckets.SelectMany(static bucket => bucket.All).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<PartKey, PartFacts>>)this).GetEnumerator();
}

/// <summary>The parts of kinds whose numbers follow each other, in the order of their keys.</summary>
public readonly struct PartRange
{
    private readonly PartBucket[] buckets;
    private readonly int first;
    private readonly int last;

    internal PartRange(PartBucket[] buckets, int first, int last) => (this.buckets, this.first, this.last) = (buckets, first, last);

    public Enumerator GetEnumerator() => new(buckets, first, last);

    /// <summary>Goes through them without allocating.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly PartBucket[] buckets;
        private readonly int last;
        private int at;
        private ImmutableSortedDictionary<PartKey, PartFacts>.Enumerator inner;

        internal Enumerator(PartBucket[] buckets, int first, int last)
        {
            (this.buckets, at, this.last) = (buckets, first, last);
            inner = buckets[first].GetEnumerator();
        }

        public readonly KeyValuePair<PartKey, PartFacts> Current => inner.Current;

        public bool MoveNext()
        {
            while (!inner.MoveNext())
            {
                do
                {
                    if (at >= last) return false;
                    at++;
                }
                while (buckets[at].Count == 0);
                inner.Dispose();
                inner = buckets[at].GetEnumerator();
            }

            return true;
        }

        public void Dispose() => inner.Dispose();
    }
}

/// <summary>The parts of one kind, in the order of their ids. Immutable.</summary>
public sealed class PartBucket
{
    private readonly ImmutableSortedDictionary<PartKey, PartFacts> parts;

    // What rules make of this very bucket, and what is found once; not part of it.
    private object? derived;
    private long lastRecorded;

    private PartBucket(ImmutableSortedDictionary<PartKey, PartFacts> parts) => this.parts = parts;

    public static PartBucket Empty { get; } = new(ImmutableSortedDictionary<PartKey, PartFacts>.Empty);

    public int Count => parts.Count;

    internal IEnumerable<KeyValuePair<PartKey, PartFacts>> All => parts;

    public bool TryGet(PartKey key, [MaybeNullWhen(false)] out PartFacts facts) => parts.TryGetValue(key, out facts);

    /// <summary>When the last of it was recorded, in ticks of UTC; 0 of nothing.</summary>
    internal long LastRecorded
    {
        get
        {
            if (lastRecorded > 0) return lastRecorded;
            var last = 0L;
            foreach (var (_, facts) in parts) last = Math.Max(last, facts.LastRecorded);
            return lastRecorded = last;
        }
    }

    /// <summary>What is made of these parts and of little else: made once, and kept from state to state until an event touches one of them.</summary>
    /// <param name="holds">Whether what was made holds: all else that it was made of is the same.</param>
    internal T Derive<T>(Func<T, bool> holds, Func<T> make)
        where T : class
    {
        if (derived is T made && holds(made)) return made;
        made = make();
        derived = made;
        return made;
    }

    /// <param name="from">Where those of this kind begin; others may stand between them.</param>
    internal PartBucket With(List<(PartKey Key, PartFacts Facts)> changed, int from)
    {
        var kind = changed[from].Key.Part;
        var only = true;
        for (var i = from + 1; i < changed.Count && only; i++) only = changed[i].Key.Part != kind;
        if (only) return new PartBucket(parts.SetItem(changed[from].Key, changed[from].Facts));
        var building = parts.ToBuilder();
        for (var i = from; i < changed.Count; i++)
        {
            if (changed[i].Key.Part == kind) building[changed[i].Key] = changed[i].Facts;
        }

        return new PartBucket(building.ToImmutable());
    }

    public ImmutableSortedDictionary<PartKey, PartFacts>.Enumerator GetEnumerator() => parts.GetEnumerator();
}
