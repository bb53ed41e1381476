namespace Grains.Interfaces.Entities;

/// <summary>
/// Flexport's id of an event: the key of deduplication, and the tie-break between facts recorded at the same instant.
/// All-digit ids compare as numbers and come before all others; others compare ordinally. The order is total.
/// </summary>
[GenerateSerializer, Immutable, Alias("flexport.EventId")]
public readonly record struct EventId([property: Id(0)] string Value) : IComparable<EventId>
{
    public override string ToString() => Value;

    public int CompareTo(EventId other)
    {
        var mine = IsNumber(Value);
        if (mine != IsNumber(other.Value)) return mine ? -1 : 1;
        if (!mine) return string.CompareOrdinal(Value, other.Value);
        var left = Value.AsSpan().TrimStart('0');
        var right = other.Value.AsSpan().TrimStart('0');
        if (left.Length != right.Length) return left.Length.CompareTo(right.Length);
        var byValue = left.SequenceCompareTo(right);
        return byValue != 0 ? byValue : Value.Length.CompareTo(other.Value.Length);
    }

    private static bool IsNumber(string text)
    {
        if (text.Length == 0) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
        }

        return true;
    }

    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;
    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;
    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;
}
