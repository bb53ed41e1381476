using Grains.Domain.Entities; using Grains.Interfaces.Entities; using Grains.Interfaces.PurchaseOrders;
namespace Grains.Domain.PurchaseOrders;
public sealed class PurchaseOrderRules : IEntityRules<PurchaseOrderView> { public Report Read(Delivery delivery)=>throw new NotSupportedException(); public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)=>throw new NotSupportedException(); public Head Summarize(EntityKey key, EntityState state)=>throw new NotSupportedException(); public PurchaseOrderView View(EntityKey key, EntityState state)=>throw new NotSupportedException(); }
