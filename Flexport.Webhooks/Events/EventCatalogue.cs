using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Flexport.Webhooks.Events;

/// <summary>
/// The event types of both dialects. Looked up by exact spelling: every spelling that is known to be real is listed,
/// and nothing is guessed from one that is not.
/// </summary>
public static partial class EventCatalogue
{
    /// <summary>Every type once, by its canonical name.</summary>
    public static IReadOnlyList<EventType> All { get; } = [.. Milestones(), .. Shipments(), .. Customs(), .. Money(), .. Disruptions()];

    private static readonly FrozenDictionary<string, Spelling> Spellings = SpellAll();

    private static readonly FrozenDictionary<string, Spelling>.AlternateLookup<ReadOnlySpan<char>> SpellingsBySpan =
        Spellings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Finds a type by its canonical name or any other known spelling (<c>departed</c>, <c>shipment.departed</c>, <c>booking.confirmed</c>,
    /// <c>/ocean/shipment_leg#arrived</c>). <c>shipment.milestone</c> is not found: which event it is, its data say.
    /// </summary>
    public static bool TryGet(string? type, [NotNullWhen(true)] out EventType? found)
    {
        found = type is not null && Spellings.TryGetValue(type, out var spelling) ? spelling.Type : null;
        return found is not null;
    }

    /// <summary>
    /// One name for all spellings of a type, for grouping: the documented one where the catalogue knows it; else object paths lose
    /// <c>/ocean</c> and a plural, and everything else stays as it is.
    /// </summary>
    public static string Normalise(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TryGet(type, out var found) ? ObjectPath.Normalise(found.Name) : ObjectPath.Normalise(type);
    }

    /// <summary>The known spelling that equals <paramref name="text"/>: its own string, so that a caller need not make one.</summary>
    internal static bool TryGet(ReadOnlySpan<char> text, out Spelling spelling) => SpellingsBySpan.TryGetValue(text, out spelling);

    private static FrozenDictionary<string, Spelling> SpellAll()
    {
        var spellings = new Dictionary<string, Spelling>(StringComparer.Ordinal);

        // What is documented is never taken for a variant of something else, nor a family for an event: both go first.
        spellings.Add(EventNames.MilestoneFamily, new Spelling(EventNames.MilestoneFamily, null, true));
        foreach (var type in All)
        {
            spellings.Add(type.Name, new Spelling(type.Name, type, IsFamily(type)));
            if (type.Alias is { } alias) spellings.Add(alias, new Spelling(alias, type, IsFamily(type)));
        }

        foreach (var type in All)
        {
            var others = type.Dialect == Dialect.ObjectPath ? ObjectPath.Variants(type.Name) : EventNames.Variants(type.Name);
            foreach (var other in others) spellings.TryAdd(other, new Spelling(other, type, false));
        }

        return spellings.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Which dates have moved, the data say, and they may name the event as well.
    private static bool IsFamily(EventType type) => type.Effect == EventEffect.DatesMoved;

    private static EventType Named(
        string name, EventCategory category, EventEffect effect, string displayName, string meaning, string? alias = null) =>
        new(name, category, effect, displayName, meaning, Dialect.Named, alias);

    private static EventType Documented(string name, EventCategory category, EventEffect effect, string displayName, string meaning) =>
        new(name, category, effect, displayName, meaning, Dialect.ObjectPath);

    /// <summary>A known value of <c>type</c>.</summary>
    /// <param name="Text">As sent.</param>
    /// <param name="Type">What it means; of a family, what it means when the data name no event.</param>
    /// <param name="Family">The event's name is in the data.</param>
    internal readonly record struct Spelling(string Text, EventType? Type, bool Family);
}
