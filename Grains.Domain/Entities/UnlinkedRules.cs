using Grains.Interfaces.Entities;
namespace Grains.Domain.Entities;
public sealed class UnlinkedRules : IEntityRules<UnlinkedView> { public Report Read(Delivery delivery)=>throw new NotSupportedException(); public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)=>throw new NotSupportedException(); public Head Summarize(EntityKey key, EntityState state)=>throw new NotSupportedException(); public UnlinkedView View(EntityKey key, EntityState state)=>throw new NotSupportedException(); }
