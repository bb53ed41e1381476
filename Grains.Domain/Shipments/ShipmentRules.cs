using Grains.Domain.Entities; using Grains.Interfaces.Entities; using Grains.Interfaces.Shipments;
namespace Grains.Domain.Shipments;
public sealed class ShipmentRules : IEntityRules<ShipmentView> { public Report Read(Delivery delivery)=>throw new NotSupportedException(); public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)=>throw new NotSupportedException(); public Head Summarize(EntityKey key, EntityState state)=>throw new NotSupportedException(); public ShipmentView View(EntityKey key, EntityState state)=>throw new NotSupportedException(); }
