using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.PurchaseOrders;

/// <summary>What a delivery says about a purchase order, in either dialect.</summary>
internal static class PurchaseOrderReports
{
    public static void Read(Saying saying)
    {
        var isOrder = saying.Resource(out var resource) == ObjectKind.PurchaseOrder;
        if (isOrder)
        {
            var stamp = resource.Instant("updated_at");
            Describe(saying, resource, Nulls.Withdraw, stamp);
            var about = saying.About(Part.Whole, "", resource, Nulls.Withdraw, stamp);
            about.Instant(Aspect.ArchivedAt, "archived_at");
            about.Instant(Aspect.CreatedAt, "created_at");
        }

        switch (saying.Effect)
        {
            case EventEffect.PurchaseOrderCreated:
                Happened(saying, Aspect.CreatedAt, null);
                break;
            case EventEffect.PurchaseOrderUpdated:
                Happened(saying, Aspect.ChangedAt, null);
                break;
            case EventEffect.PurchaseOrderAcknowledged:
                Happened(saying, Aspect.Acknowledged, null);
                break;
            case EventEffect.PurchaseOrderArchived:
                Happened(saying, Aspect.ArchivedAt, "archived_at");
                break;
            default:
                break; // A note, or an object that has said it all.
        }

        NamedShipments.Read(saying, saying.Data);
        if (isOrder) NamedShipments.Read(saying, resource);
        var nested = saying.Named("purchase_order");
        NamedShipments.Read(saying, nested.Object);
        // Of a note nothing is known, not even that there is such an order.
        var id = isOrder ? resource.Id("id") : saying.Data.Id("po_id", "purchase_order_id") ?? nested.Id;
        if (saying.Facts.Count > 0 && id is not null) saying.Whole.Say(Aspect.Identity, id);
    }

    /// <param name="field">Where dialect A's data may say when.</param>
    private static void Happened(Saying saying, Aspect aspect, string? field)
    {
        var order = saying.Named("purchase_order");
        if (!saying.Type.StartsWith('/'))
        {
            Describe(saying, saying.Data, Nulls.SayNothing, null);
            // Of two sayings of one event the later one stands.
            Describe(saying, order.Object, Nulls.SayNothing, null);
        }

        // Where the object says when, it stands, be it by a null.
        if (saying.States(Part.Whole, "", aspect)) return;
        saying.Whole.Say(aspect, field is null ? saying.OccurredAt : order.When(field));
    }

    private static void Describe(Saying saying, JsonElement source, Nulls nulls, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", source, nulls, stamp);
        about.Text(Aspect.Number, "po_number", "number", "name");
        about.Text(Aspect.Status, "status");
        Parties.ReadOne(saying, source, nulls, stamp, "buyer", Aspect.Buyer);
        Parties.ReadOne(saying, source, nulls, stamp, "seller", Aspect.Seller);
        about.Text(Aspect.Incoterm, "incoterm");
        about.Text(Aspect.TransportationMode, "transportation_mode");
        about.Day(Aspect.CargoReadyDate, "cargo_ready_date");
        about.Day(Aspect.MustArriveDate, "must_arrive_date");
        about.Place(Aspect.Origin, "origin_port", "origin_address", "origin");
        OrderLines.Read(saying, source, nulls, stamp);
        about.Place(Aspect.Destination, "destination_port", "destination_address", "destination");
    }
}
