using System.Globalization;

namespace Grains.Interfaces.Entities;

/// <summary>One entity: (source, kind, id). Written <c>source/kind/id</c>, such as <c>default/1/460723</c>; that text is the grain's key.</summary>
/// <param name="Source">The Flexport account, 1–64 characters of <c>a–z 0–9 - _</c>. Nothing of one source is visible in another.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Flexport's id, at most 128 bytes of UTF-8 without control characters; it may contain slashes.</param>
[GenerateSerializer, Immutable, Alias("flexport.EntityKey")]
public readonly record struct EntityKey(
    [property: Id(0)] string Source,
    [property: Id(1)] EntityKind Kind,
    [property: Id(2)] string Id) : IComparable<EntityKey>
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source}/{(int)Kind}/{Id}");

    /// <exception cref="FormatException">The text is not <c>source/kind/id</c>.</exception>
    public static EntityKey Parse(string text)
    {
        var first = text.IndexOf('/', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf('/', first + 1);
        if (second < 0
            || !int.TryParse(text.AsSpan(first + 1, second - first - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
            || !Enum.IsDefined((EntityKind)kind))
        {
            throw new FormatException($"An entity key reads source/kind/id, such as default/1/460723; this one does not: '{text}'.");
        }

        return new EntityKey(text[..first], (EntityKind)kind, text[(second + 1)..]);
    }

    /// <summary>The order in which a batch takes its locks: ordinal by source, kind, id.</summary>
    public int CompareTo(EntityKey other)
    {
        var bySource = string.CompareOrdinal(Source, other.Source);
        if (bySource != 0) return bySource;
        var byKind = ((int)Kind).CompareTo((int)other.Kind); // An enum compares itself as an object.
        return byKind != 0 ? byKind : string.CompareOrdinal(Id, other.Id);
    }

    public static bool operator <(EntityKey left, EntityKey right) => left.CompareTo(right) < 0;
    public static bool operator >(EntityKey left, EntityKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(EntityKey left, EntityKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(EntityKey left, EntityKey right) => left.CompareTo(right) >= 0;
}
