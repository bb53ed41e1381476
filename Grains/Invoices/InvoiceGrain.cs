using Grains.Domain.Invoices;
using Grains.Entities;
using Grains.Interfaces.Invoices;
using Orleans.Concurrency;

namespace Grains.Invoices;

/// <inheritdoc cref="IInvoiceGrain"/>
[Reentrant]
internal sealed class InvoiceGrain(InvoiceRules rules, EntityServices services)
    : EntityGrain<InvoiceView>(rules, "invoice", services), IInvoiceGrain;
