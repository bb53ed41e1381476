using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>The rules of shipments.</summary>
public sealed class ShipmentRules : IEntityRules<ShipmentView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, ShipmentReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => Hearing.OfShipment(relayed);

    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)
    {
        var next = state.Join(accepted);
        // A note changes no fact: whatever was derived of the state still holds.
        return accepted.Facts.Count == 0
            ? new Step(next, [], [])
            : Milestones.Note(key, state, next, accepted) with { Relays = Links.Owed(key, state, accepted) };
    }

    public Head Summarize(EntityKey key, EntityState state) => ShipmentHead.Of(key, state);

    public ShipmentView View(EntityKey key, EntityState state) => ShipmentViews.Of(key, state);
}
