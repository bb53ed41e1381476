namespace Grains.Domain.Facts;

/// <summary>What can be said of a thing. A closed family.</summary>
public abstract record FactValue
{
    private FactValue() { }

    private static bool AreSame(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count != other.Count) return false;
        for (var i = 0; i < one.Count; i++)
        {
            if (one[i] != other[i]) return false;
        }

        return true;
    }

    /// <summary>A word or an id.</summary>
    public sealed record Text(string Value) : FactValue;

    /// <summary>An instant, with the offset of the place where it was said.</summary>
    public sealed record Instant(DateTimeOffset Value) : FactValue;

    /// <summary>A calendar day without a zone.</summary>
    public sealed record Day(DateOnly Value) : FactValue;

    /// <summary>An exact amount; the currency is an ISO 4217 code where it was said.</summary>
    public sealed record Money(decimal Amount, string? Currency) : FactValue;

    /// <summary>Words in an order of their own.</summary>
    public sealed record Words(IReadOnlyList<string> Values) : FactValue
    {
        public bool Equals(Words? other) => other is not null && AreSame(Values, other.Values);

        public override int GetHashCode() => HashCode.Combine(Values.Count, Values.Count > 0 ? Values[0] : null);
    }

    /// <summary>A place with its tags (<c>port_of_loading</c> …) and its IANA zone.</summary>
    public sealed record Place(string? Name, string? Country, string? TimeZone, IReadOnlyList<string> Tags) : FactValue
    {
        /// <summary>Its UN/LOCODE.</summary>
        public string? Unlocode { get; init; }

        /// <summary>The terminal there.</summary>
        public string? Terminal { get; init; }

        public bool Equals(Place? other) =>
            other is not null && Name == other.Name && Country == other.Country && TimeZone == other.TimeZone && Unlocode == other.Unlocode && Terminal == other.Terminal
            && AreSame(Tags, other.Tags);

        public override int GetHashCode() => HashCode.Combine(Name, Country, TimeZone, Tags.Count);
    }
}
