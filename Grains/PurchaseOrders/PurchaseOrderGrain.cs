using Grains.Domain.PurchaseOrders;
using Grains.Entities;
using Grains.Interfaces.PurchaseOrders;
using Orleans.Concurrency;

namespace Grains.PurchaseOrders;

/// <inheritdoc cref="IPurchaseOrderGrain"/>
[Reentrant]
internal sealed class PurchaseOrderGrain(PurchaseOrderRules rules, EntityServices services)
    : EntityGrain<PurchaseOrderView>(rules, "purchase-order", services), IPurchaseOrderGrain;
