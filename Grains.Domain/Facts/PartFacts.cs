namespace Grains.Domain.Facts;

/// <summary>What is known of one part of an entity: at most one register per aspect. Immutable.</summary>
public sealed class PartFacts
{
    // Sorted by aspect; a part has a dozen values, for which two arrays beat any map.
    private readonly Aspect[] aspects;
    private readonly Register[] registers;

    private PartFacts(Aspect[] aspects, Register[] registers)
    {
        this.aspects = aspects;
        this.registers = registers;
    }

    public static PartFacts Empty { get; } = new([], []);

    public int Count => aspects.Length;

    /// <summary>The register of an aspect, also of one that was taken back; null when nothing was ever said.</summary>
    public Register? this[Aspect aspect]
    {
        get
        {
            var at = Array.BinarySearch(aspects, aspect);
            return at < 0 ? null : registers[at];
        }
    }

    /// <summary>This and what <paramref name="said"/> adds to it; the same instance when it adds nothing.</summary>
    public PartFacts Join(Aspect aspect, Register said)
    {
        var at = Array.BinarySearch(aspects, aspect);
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

    /// <summary>Two beginnings of one kind of hold or disruption are two that there were, and no correction: the later one stands, whichever was recorded first.</summary>
    private static bool GivesWay(Aspect aspect, Register before, Register said)
    {
        if (aspect == Aspect.FirstSaid) return !before.GivesWayTo(said);
        if (aspect != Aspect.Since || before.Value is not FactValue.Instant known || said.Value is not FactValue.Instant begun) return before.GivesWayTo(said);
        return begun.Value == known.Value ? before.GivesWayTo(said) : begun.Value > known.Value;
    }

    /// <summary>The join of both.</summary>
    public PartFacts Join(PartFacts other)
    {
        var joined = this;
        for (var i = 0; i < other.Count; i++) joined = joined.Join(other.aspects[i], other.registers[i]);
        return joined;
    }

    public (Aspect Aspect, Register Register) At(int index) => (aspects[index], registers[index]);

    public string? Text(Aspect aspect) => (this[aspect]?.Value as FactValue.Text)?.Value;

    public DateTimeOffset? Instant(Aspect aspect) => (this[aspect]?.Value as FactValue.Instant)?.Value;

    public DateOnly? Day(Aspect aspect) => (this[aspect]?.Value as FactValue.Day)?.Value;

    public FactValue.Money? Money(Aspect aspect) => this[aspect]?.Value as FactValue.Money;

    public IReadOnlyList<string> Words(Aspect aspect) => (this[aspect]?.Value as FactValue.Words)?.Values ?? [];

    public FactValue.Place? Place(Aspect aspect) => this[aspect]?.Value as FactValue.Place;
}
