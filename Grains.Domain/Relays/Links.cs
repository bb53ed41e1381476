using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>
/// What a shipment owes the bookings, documents and containers that it names: the word that whatever is held of them is its own too.
/// </summary>
/// <remarks>
/// It is the event's facts that name, not the state that they lead to: a number that a later recorded one has displaced before it came is named all the
/// same, so that every order of the events links the same things. Only the parts that the event touches are looked at.
/// </remarks>
internal static class Links
{
    /// <summary>One link for each thing that the event names and that the state before it did not; at most <see cref="Relay.MostOfOneEvent"/>.</summary>
    public static IReadOnlyList<Relay> Owed(EntityKey shipment, EntityState before, AcceptedEvent accepted)
    {
        List<Relay>? owed = null;
        foreach (var fact in accepted.Facts)
        {
            if (Name(fact) is not { } name || IsNamed(before, fact.About, name)) continue;
            if (Targets.Of(shipment.Source, KindOf(fact.About.Part), name) is not { } to) continue;
            owed ??= [];
            if (owed.Count < Relay.MostOfOneEvent && !owed.Exists(relay => relay.To == to))
                owed.Add(new Relay(to, RelayKind.Link, accepted.Version, accepted.Version));
        }

        return owed ?? (IReadOnlyList<Relay>)[];
    }

    /// <summary>The id or number that the fact gives a part which can be held without a shipment; null for all other facts.</summary>
    private static string? Name(Fact fact)
    {
        var isName = fact.About.Part switch
        {
            Part.Booking or Part.Document => fact.About.Aspect == Aspect.Identity,
            Part.Container => fact.About.Aspect is Aspect.Identity or Aspect.Number,
            _ => false,
        };
        return isName && fact.Value is FactValue.Text text ? As(fact.About.Aspect, text.Value) : null;
    }

    /// <summary>Whether the state says it already, of this part or of one that goes by that very name.</summary>
    private static bool IsNamed(EntityState before, Thing about, string name) =>
        Says(before, new PartKey(about.Part, about.PartId), about.Aspect, name)
        || (name != about.PartId
            && (Says(before, new PartKey(about.Part, name), Aspect.Identity, name) || Says(before, new PartKey(about.Part, name), Aspect.Number, name)));

    private static bool Says(EntityState before, PartKey key, Aspect aspect, string name) =>
        before.Parts.TryGetValue(key, out var facts) && facts.Text(aspect) is { } said && As(aspect, said) == name;

    /// <summary>Numbers are painted in capitals, and so is the key of what is held under one.</summary>
    private static string As(Aspect aspect, string name) => aspect == Aspect.Number ? name.ToUpperInvariant() : name;

    private static EntityKind KindOf(Part part) => part switch
    {
        Part.Booking => EntityKind.Booking,
        Part.Document => EntityKind.Document,
        _ => EntityKind.Container,
    };
}
