using Grains.Interfaces.Entities;

namespace Grains.Interfaces.PurchaseOrders;

/// <summary>The live state of one purchase order.</summary>
public interface IPurchaseOrderGrain : IEntityGrain<PurchaseOrderView>;
