using System.Diagnostics;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Interfaces.Entities;

/// <summary>Which grain an entity has.</summary>
public static class EntityGrains
{
    /// <summary>The grain of an entity, whatever its kind.</summary>
    public static IEntityGrain Entity(this IGrainFactory grains, EntityKey key) => key.Kind switch
    {
        EntityKind.Shipment => grains.GetGrain<IShipmentGrain>(key.ToString()),
        EntityKind.PurchaseOrder => grains.GetGrain<IPurchaseOrderGrain>(key.ToString()),
        EntityKind.Invoice => grains.GetGrain<IInvoiceGrain>(key.ToString()),
        EntityKind.Booking or EntityKind.Document or EntityKind.Container or EntityKind.OrderNumber => grains.GetGrain<IUnlinkedGrain>(key.ToString()),
        _ => throw new UnreachableException($"No grain is for {key.Kind}."),
    };
}
