using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>
/// What a shipment owes the bookings, documents and containers that it names: the word that whatever is held of them is its own too.
/// </summary>
/// <remarks>
/// It is the event's facts that name, not the state that they lead to: a number that a later recorded one has displaced before it came is named all the
/// same, so that every order of the events links the same things. An event that
/// names nothing new looks at its own facts and no further.
/// </remarks>
internal static class Links
{
    /// <summary>One link for each thing that the event names and that the state before it did not; at most <see cref="Relay.MostOfOneEvent"/>.</summary>
    public static IReadOnlyList<Relay> Owed(EntityKey shipment, EntityState before, AcceptedEvent accepted)
    {
        List<Relay>? owed = null;
        HashSet<EntityKey>? known = null;
        for (var i = 0; i < accepted.Facts.Count; i++)
        {
            var fact = accepted.Facts[i];
            if (Named(shipment, fact.About.Part, fact.About.Aspect, fact.Value) is not { } to || IsSaid(before, fact)) continue;
            // It may go by this name elsewhere: a container known by its number has its id there. Rare enough to look through all parts.
            known ??= AllNamed(shipment, before);
            if (!known.Add(to)) continue;
            owed ??= [];
            if (owed.Count < Relay.MostOfOneEvent) owed.Add(new Relay(to, RelayKind.Link, accepted.Version, accepted.Version));
        }

        return owed ?? (IReadOnlyList<Relay>)[];
    }

    /// <summary>Whether the part has that very value already, as it nearly always has: objects are sent whole.</summary>
    private static bool IsSaid(EntityState before, Fact fact) =>
        before.Parts.TryGetValue(PartKey.Of(fact.About.Part, fact.About.PartId), out var facts)
        && facts[fact.About.Aspect] is { } register
        && Equals(register.Value, fact.Value);

    private static HashSet<EntityKey> AllNamed(EntityKey shipment, EntityState state)
    {
        var named = new HashSet<EntityKey>();
        foreach (var (key, facts) in state.Parts)
        {
            if (key.Part is not (Part.Booking or Part.Document or Part.Container)) continue;
            if (Named(shipment, key.Part, Aspect.Identity, facts[Aspect.Identity]?.Value) is { } byId) named.Add(byId);
            if (Named(shipment, key.Part, Aspect.Number, facts[Aspect.Number]?.Value) is { } byNumber) named.Add(byNumber);
        }

        return named;
    }

    /// <summary>What can be held without a shipment and is given its id or number here; null for everything else that can be said.</summary>
    private static EntityKey? Named(EntityKey shipment, Part part, Aspect aspect, FactValue? value) => (part, aspect, value) switch
    {
        (Part.Booking, Aspect.Identity, FactValue.Text id) => Targets.Of(shipment.Source, EntityKind.Booking, id.Value),
        (Part.Document, Aspect.Identity, FactValue.Text id) => Targets.Of(shipment.Source, EntityKind.Document, id.Value),
        (Part.Container, Aspect.Identity, FactValue.Text id) => Targets.Of(shipment.Source, EntityKind.Container, id.Value),
        // However it is written, the key of what is held under it is the number as it is painted.
        (Part.Container, Aspect.Number, FactValue.Text number) => Targets.Of(shipment.Source, EntityKind.Container, FreightKeys.ContainerNumber(number.Value)),
        _ => null,
    };
}
