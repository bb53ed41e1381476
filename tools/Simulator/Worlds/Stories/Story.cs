namespace Simulator.Worlds.Stories;

/// <summary>What Flexport will say of one thing in the course of time.</summary>
internal abstract class Story(Chance chance, Ids ids)
{
    public List<Saying> Sayings { get; } = [];

    protected Chance Chance => chance;

    protected Ids Ids => ids;

    /// <summary>Something happens and is recorded a while later.</summary>
    protected void Happen(DateTimeOffset at, Action<Moment> speak) => Record(at + Chance.Delay(), at, speak);

    protected void Record(DateTimeOffset recordedAt, DateTimeOffset occurredAt, Action<Moment> speak, bool first = false, bool spare = false, bool alone = false) =>
        Sayings.Add(new Saying(Whole(recordedAt).ToUniversalTime(), Whole(occurredAt), first, spare, alone, speak));

    // Flexport writes milliseconds.
    protected static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>One more saying of little weight, so that a world has as many events as were asked for.</summary>
    public abstract void AddSpare();

    /// <summary>A local time as Flexport's data have them: mostly noon or midnight, for only the day is known.</summary>
    protected DateTimeOffset TimeAt(Place place, DateOnly day) => place.At(day, Chance.Is(0.81)
        ? Chance.Is(0.6) ? new TimeOnly(12, 0) : TimeOnly.MinValue
        : new TimeOnly(Chance.Number(3, 22), Chance.Number(0, 59)));
}
