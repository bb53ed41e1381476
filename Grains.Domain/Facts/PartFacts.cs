using System.Buffers;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Facts;

/// <summary>What is known of one part of an entity: at most one register per aspect. Immutable.</summary>
public sealed class PartFacts
{
    // Sorted by aspect; a part has a dozen values, for which two arrays beat any map.
    private readonly Aspect[] aspects;
    private readonly Register[] registers;

    // Found once; not part of it.
    private long lastRecorded;

    private PartFacts(Aspect[] aspects, Register[] registers)
    {
        this.aspects = aspects;
        this.registers = registers;
    }

    public static PartFacts Empty { get; } = new([], []);

    /// <summary>What rules have made of this very part, kept from state to state until an event touches it; not part of it. Who takes it looks whether all else that it was made of is the same.</summary>
    internal object? Derived { get; set; }

    public int Count => aspects.Length;

    /// <summary>The register of an aspect, also of one that was taken back; null when nothing was ever said.</summary>
    public Register? this[Aspect aspect]
    {
        get
        {
            var at = Find(aspects, aspect);
            return at < 0 ? null : registers[at];
        }
    }

    /// <summary>This and what <paramref name="said"/> adds to it; the same instance when it adds nothing.</summary>
    public PartFacts Join(Aspect aspect, Register said)
    {
        var at = Find(aspects, aspect);
        if (at >= 0)
        {
            if (!GivesWay(aspect, registers[at], said)) return this;
            var changed = (Register[])registers.Clone();
            changed[at] = said;
            return new PartFacts(aspects, changed);
        }

        at = ~at;
        return new PartFacts([.. aspects[..at], aspect, .. aspects[at..]], [.. registers[..at], said, .. registers[at..]]);
    }

    /// <summary>When the last of it was recorded, in ticks of UTC; 0 of nothing.</summary>
    internal long LastRecorded
    {
        get
        {
            if (lastRecorded > 0) return lastRecorded;
            var last = 0L;
            foreach (var register in registers) last = Math.Max(last, register.RecordedAt.UtcTicks);
            return lastRecorded = last;
        }
    }

    private static bool GivesWay(Aspect aspect, Register before, Register said) => GivesWay(aspect, before, said.Value, said.RecordedAt, said.By);

    /// <summary>Two beginnings of one kind of hold or disruption are two that there were, and no correction: the later one stands, whichever was recorded first.</summary>
    private static bool GivesWay(Aspect aspect, Register before, FactValue? said, DateTimeOffset recordedAt, EventId by)
    {
        if (aspect != Aspect.Since || before.Value is not FactValue.Instant known || said is not FactValue.Instant begun) return before.GivesWayTo(recordedAt, by);
        return begun.Value == known.Value ? before.GivesWayTo(recordedAt, by) : begun.Value > known.Value;
    }

    /// <summary>This and what the facts of one event add to it; the same instance when they add nothing.</summary>
    /// <param name="first">The first fact about this part.</param>
    /// <param name="next">Of each fact the next one about this part; -1 after the last.</param>
    /// <param name="newTexts">Set when a text is another one than before: what lists find by may have changed.</param>
    internal PartFacts Join(IReadOnlyList<Fact> facts, int first, int[] next, Stamp stamp, ref bool newTexts)
    {
        var most = aspects.Length;
        for (var i = first; i >= 0; i = next[i]) most++;
        var joinedAspects = ArrayPool<Aspect>.Shared.Rent(most);
        var joined = ArrayPool<Register>.Shared.Rent(most);
        aspects.CopyTo(joinedAspects, 0);
        registers.CopyTo(joined, 0);
        var (count, changed) = (aspects.Length, false);
        var own = stamp;
        for (var i = first; i >= 0; i = next[i])
        {
            var fact = facts[i];
            var (aspect, value) = (fact.About.Aspect, fact.Value);
            var recordedAt = fact.RecordedAt?.ToUniversalTime() ?? stamp.RecordedAt;
            var at = Find(joinedAspects.AsSpan(0, count), aspect);
            if (at >= 0 && !GivesWay(aspect, joined[at], value, recordedAt, stamp.By)) continue;
            changed = true;
            if (at < 0)
            {
                at = ~at;
                Array.Copy(joinedAspects, at, joinedAspects, at + 1, count - at);
                Array.Copy(joined, at, joined, at + 1, count - at);
                joinedAspects[at] = aspect;
                count++;
                newTexts |= aspects.Length == 0 || (IsText(value) && !IsPassing(aspect));
            }
            else if (IsText(joined[at].Value) || IsText(value))
            {
                // The same text said again is kept once.
                if (Equals(joined[at].Value, value)) value = joined[at].Value;
                else newTexts |= !IsPassing(aspect);
            }

            // An object has one stamp of its own for all that it says.
            if (own.RecordedAt != recordedAt) own = stamp with { RecordedAt = recordedAt };
            joined[at] = new Register(value, own);
        }

        var after = !changed ? this : new PartFacts(count == aspects.Length ? aspects : joinedAspects.AsSpan(0, count).ToArray(), joined.AsSpan(0, count).ToArray());
        ArrayPool<Aspect>.Shared.Return(joinedAspects);
        ArrayPool<Register>.Shared.Return(joined, clearArray: true);
        return after;
    }

    /// <summary>Where an aspect is; where it is not, the complement of where it belongs. The framework's own search compares enums as objects.</summary>
    private static int Find(ReadOnlySpan<Aspect> sorted, Aspect aspect)
    {
        var (first, end) = (0, sorted.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (sorted[middle] == aspect) return middle;
            if (sorted[middle] < aspect) first = middle + 1;
            else end = middle;
        }

        return ~first;
    }

    private static bool IsText(FactValue? value) => value is FactValue.Text or FactValue.Words or FactValue.Place;

    /// <summary>Whether a text says how things stand, and lists find nothing by it.</summary>
    private static bool IsPassing(Aspect aspect) => aspect is Aspect.Status
        or Aspect.DepartureLocation or Aspect.ArrivalLocation or Aspect.DeliveryLocation or Aspect.CargoReadyLocation or Aspect.ClearanceLocation
        or Aspect.LoadingLocation or Aspect.UnloadingLocation or Aspect.Terminal;

    /// <summary>The join of both.</summary>
    public PartFacts Join(PartFacts other)
    {
        var (joinedAspects, joined) = (new List<Aspect>(Count + other.Count), new List<Register>(Count + other.Count));
        var (mine, others) = (0, 0);
        while (mine < Count || others < other.Count)
        {
            var takeMine = others == other.Count || (mine < Count && aspects[mine] <= other.aspects[others]);
            var takeOther = mine == Count || (others < other.Count && other.aspects[others] <= aspects[mine]);
            var aspect = takeMine ? aspects[mine] : other.aspects[others];
            joinedAspects.Add(aspect);
            joined.Add(takeOther && (!takeMine || GivesWay(aspect, registers[mine], other.registers[others])) ? other.registers[others] : registers[mine]);
            if (takeMine) mine++;
            if (takeOther) others++;
        }

        return new PartFacts([.. joinedAspects], [.. joined]);
    }

    public (Aspect Aspect, Register Register) At(int index) => (aspects[index], registers[index]);

    public string? Text(Aspect aspect) => (this[aspect]?.Value as FactValue.Text)?.Value;

    public DateTimeOffset? Instant(Aspect aspect) => (this[aspect]?.Value as FactValue.Instant)?.Value;

    public DateOnly? Day(Aspect aspect) => (this[aspect]?.Value as FactValue.Day)?.Value;

    public FactValue.Money? Money(Aspect aspect) => this[aspect]?.Value as FactValue.Money;

    public IReadOnlyList<string> Words(Aspect aspect) => (this[aspect]?.Value as FactValue.Words)?.Values ?? [];

    public FactValue.Place? Place(Aspect aspect) => this[aspect]?.Value as FactValue.Place;
}
