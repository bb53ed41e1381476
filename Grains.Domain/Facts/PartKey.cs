using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Facts;

/// <summary>One part of an entity, such as leg 7104426; the entity itself is <see cref="Whole"/>.</summary>
public readonly record struct PartKey(Part Part, string Id) : IComparable<PartKey>
{
    public static PartKey Whole { get; } = new(Part.Whole, "");

    /// <summary>The part of that id, however it is spelt: facts that were stored before ids had a normal form are about the same parts as those of today.</summary>
    public static PartKey Of(Part part, string written) => new(part, part switch
    {
        Part.Container => FreightKeys.Container(written),
        Part.Shipment => FreightKeys.Shipment(written),
        Part.Leg or Part.Booking or Part.Document or Part.Invoice or Part.CustomsEntry or Part.Order => FreightKeys.Id(written),
        Part.ContainerLeg => OfTwo(written, FreightKeys.Container, FreightKeys.Id),
        Part.EntryStatus => OfTwo(written, FreightKeys.Id, static time => time),
        _ => written,
    });

    /// <summary>Of an id that is two, with a slash between them: the second has none.</summary>
    private static string OfTwo(string written, Func<string, string> first, Func<string, string> second)
    {
        var slash = written.LastIndexOf('/');
        if (slash < 0) return FreightKeys.Id(written);
        var (left, right) = (written[..slash], written[(slash + 1)..]);
        var (one, other) = (first(left), second(right));
        return one == left && other == right ? written : $"{one}/{other}";
    }

    public int CompareTo(PartKey other)
    {
        var byPart = ((int)Part).CompareTo((int)other.Part);
        return byPart != 0 ? byPart : CompareIds(Id, other.Id);
    }

    /// <summary>The empty id first, then numbers by value, then all others ordinally.</summary>
    public static int CompareIds(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0) return left.Length.CompareTo(right.Length);
        return new EventId(left).CompareTo(new EventId(right));
    }

    public static bool operator <(PartKey left, PartKey right) => left.CompareTo(right) < 0;
    public static bool operator >(PartKey left, PartKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(PartKey left, PartKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(PartKey left, PartKey right) => left.CompareTo(right) >= 0;
}
