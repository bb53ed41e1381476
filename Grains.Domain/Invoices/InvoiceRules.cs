using Grains.Domain.Entities; using Grains.Interfaces.Entities; using Grains.Interfaces.Invoices;
namespace Grains.Domain.Invoices;
public sealed class InvoiceRules : IEntityRules<InvoiceView> { public Report Read(Delivery delivery)=>throw new NotSupportedException(); public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)=>throw new NotSupportedException(); public Head Summarize(EntityKey key, EntityState state)=>throw new NotSupportedException(); public InvoiceView View(EntityKey key, EntityState state)=>throw new NotSupportedException(); }
