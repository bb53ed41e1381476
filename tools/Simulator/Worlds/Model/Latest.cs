namespace Simulator.Worlds.Model;

/// <summary>When and by which event something was said. The world tells events of one instant in the order of their ids, so that their order stands for the ids.</summary>
internal readonly record struct Stamp(DateTimeOffset RecordedAt, int Order, string EventId) : IComparable<Stamp>
{
    public int CompareTo(Stamp other) => (RecordedAt, Order).CompareTo((other.RecordedAt, other.Order));

    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;

    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;

    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;
}

/// <summary>What was recorded last, in whatever order it is told: what is held may reach a shipment after what came later.</summary>
internal sealed class Latest<T>
{
    private Stamp stamp;

    public T? Value { get; private set; }

    public void Say(T? value, Stamp said)
    {
        if (said >= stamp) (Value, stamp) = (value, said);
    }
}
