using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Benchmarks.Fold;

/// <summary>The rules of one kind of entity, whatever its view.</summary>
internal sealed record RulesOfKind(Func<Delivery, Report> Read, Func<EntityKey, EntityState, AcceptedEvent, Step> Apply, Func<EntityKey, EntityState, Head> Summarize)
{
    private static readonly RulesOfKind Shipment = Of(new ShipmentRules(new DeadlinePolicy()));
    private static readonly RulesOfKind PurchaseOrder = Of(new PurchaseOrderRules());
    private static readonly RulesOfKind Invoice = Of(new InvoiceRules(new DeadlinePolicy()));
    private static readonly RulesOfKind Unlinked = Of(new UnlinkedRules());

    public static RulesOfKind Of(EntityKind kind) => kind switch
    {
        EntityKind.Shipment => Shipment,
        EntityKind.PurchaseOrder => PurchaseOrder,
        EntityKind.Invoice => Invoice,
        _ => Unlinked,
    };

    private static RulesOfKind Of<TView>(IEntityRules<TView> rules)
        where TView : class => new(rules.Read, rules.Apply, rules.Summarize);
}
