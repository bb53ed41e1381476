using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>The rules of shipments.</summary>
/// <param name="policy">How long is too long; the same in every silo.</param>
public sealed class ShipmentRules(DeadlinePolicy policy) : IEntityRules<ShipmentView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, ShipmentReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => Hearing.OfShipment(relayed);

    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)
    {
        var next = state.Join(accepted, state.Estimates.With(accepted));
        // A note changes no fact: whatever was derived of the state still holds.
        return accepted.Facts.Count == 0
            ? new Step(next, [], [])
            : ShipmentNews.Add(key, state, Milestones.Note(key, state, next, accepted), accepted) with { Relays = OrderLinks.OfShipment(key, state, next, accepted, Links.Owed(key, state, accepted)) };
    }

    public IReadOnlyList<DueDeadline> Due(EntityState state, DateTimeOffset now) => Lateness.Due(state, Watches(state), now);

    public AcknowledgementDecision Acknowledge(EntityState state, Acknowledgement said, bool repeated, DateTimeOffset now) => Acknowledgements.Decide(state, Watches(state), said, repeated, now);

    public Head Summarize(EntityKey key, EntityState state)
    {
        var watches = Watches(state);
        return ShipmentHead.Of(key, state, Lateness.Attention(state, watches)) with { NextDeadlineAt = Lateness.Next(state, watches) };
    }

    public ShipmentView View(EntityKey key, EntityState state) => ShipmentViews.Of(key, state, Lateness.Attention(state, Watches(state)));

    private IReadOnlyList<Watch> Watches(EntityState state) => VoyageProgress.Of(state).Watches(policy);
}
