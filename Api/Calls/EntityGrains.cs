using System.Diagnostics;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Api.Calls;

/// <summary>Which grain an entity lives in.</summary>
internal static class EntityGrains
{
    /// <summary>Stateless grains are spread over so many keys; each key may be on another silo.</summary>
    private const int Spread = 256;

    public static IEntityGrain Entity(this IGrainFactory grains, EntityKey key) => key.Kind switch
    {
        EntityKind.Shipment => grains.GetGrain<IShipmentGrain>(key.ToString()),
        EntityKind.PurchaseOrder => grains.GetGrain<IPurchaseOrderGrain>(key.ToString()),
        EntityKind.Invoice => grains.GetGrain<IInvoiceGrain>(key.ToString()),
        EntityKind.Booking or EntityKind.Document or EntityKind.Container => grains.GetGrain<IUnlinkedGrain>(key.ToString()),
        _ => throw new UnreachableException($"No grain for {key.Kind}."),
    };

    /// <summary>Any one of the grains that serve under every key.</summary>
    public static T Any<T>(this IGrainFactory grains)
        where T : IGrainWithIntegerKey
    {
        return grains.GetGrain<T>(Random.Shared.Next(Spread));
    }
}
