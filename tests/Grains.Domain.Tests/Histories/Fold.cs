using System.Text.Json;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Histories;

/// <summary>Folds histories in the ways that the service may fold them, and compares what comes out.</summary>
internal sealed class Fold<TView>(IEntityRules<TView> rules, EntityKey key)
    where TView : class
{
    public (EntityState State, List<Announcement> Announcements) Of(IEnumerable<Delivery> deliveries)
    {
        var state = EntityState.Empty;
        var announcements = new List<Announcement>();
        foreach (var delivery in deliveries) state = Next(state, delivery, announcements);
        return (state, announcements);
    }

    public EntityState Next(EntityState state, Delivery delivery, List<Announcement> announcements)
    {
        var report = rules.Read(delivery);
        // As the journal gives them back: facts through bytes, times in UTC.
        var accepted = new AcceptedEvent(
            state.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt.ToUniversalTime(), report.RecordedAt.ToUniversalTime(),
            delivery.ReceivedAt, StateCodec.DecodeFacts(StateCodec.EncodeFacts(report.Facts)));
        var step = rules.Apply(key, state, accepted);
        announcements.AddRange(step.Announcements);
        return step.Next;
    }

    /// <summary>The view without what may depend on the order: version, updatedAt, late.</summary>
    public string OrderFree(EntityState state) => rules.View(key, state) switch
    {
        ShipmentView view => JsonSerializer.Serialize(view with
        {
            Version = 0,
            UpdatedAt = default,
            Milestones = [.. view.Milestones.Select(milestone => milestone with { Late = false })],
        }),
        PurchaseOrderView view => JsonSerializer.Serialize(view with { Version = 0, UpdatedAt = default }),
        InvoiceView view => JsonSerializer.Serialize(view with { Version = 0, UpdatedAt = default }),
        var view => throw new NotSupportedException(view.GetType().Name),
    };

    /// <summary>The view whole.</summary>
    public string Whole(EntityState state) => JsonSerializer.Serialize(rules.View(key, state));
}
