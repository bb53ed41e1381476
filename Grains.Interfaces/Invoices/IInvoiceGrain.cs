using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Invoices;

/// <summary>The live state of one invoice.</summary>
public interface IInvoiceGrain : IEntityGrain<InvoiceView>;
