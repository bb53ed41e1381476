using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.PurchaseOrders;

/// <summary>What a delivery says about a purchase order, in either dialect.</summary>
internal static class PurchaseOrderReports
{
    public static void Read(Saying saying)
    {
        var isObject = saying.Resource(out var resource) == ObjectKind.PurchaseOrder;
        if (isObject)
        {
            var stamp = resource.Instant("updated_at");
            Describe(saying.About(Part.Whole, "", resource, Nulls.Withdraw, stamp));
            saying.About(Part.Whole, "", resource, Nulls.Withdraw, stamp).Instant(Aspect.ArchivedAt, "archived_at");
        }

        var named = saying.Named("purchase_order");
        switch (saying.Event)
        {
            case "po_created":
                Describe(named);
                saying.Whole.Say(Aspect.CreatedAt, saying.OccurredAt);
                break;
            case "po_updated":
                Describe(named);
                saying.Whole.Say(Aspect.ChangedAt, saying.OccurredAt);
                break;
            case "po_archived":
                Describe(named);
                saying.Whole.Say(Aspect.ArchivedAt, named.Instant("archived_at") ?? saying.OccurredAt);
                break;
            case "/purchase_order#created":
                saying.Whole.Say(Aspect.CreatedAt, saying.OccurredAt);
                break;
            case "/purchase_order#updated":
                saying.Whole.Say(Aspect.ChangedAt, saying.OccurredAt);
                break;
            case "/purchase_order#archived" when !isObject || !resource.TryGet("archived_at", out _):
                saying.Whole.Say(Aspect.ArchivedAt, saying.OccurredAt);
                break;
            default:
                break; // A note, or an object that has said it all.
        }
    }

    private static void Describe(NamedPart order) => order.Read(Part.Whole, "", static (about, _) => Describe(about));

    private static void Describe(ObjectReading about)
    {
        about.Text(Aspect.Number, "po_number", "number", "name");
        about.Text(Aspect.Status, "status");
        about.Party(Aspect.Buyer, "buyer", "buyer_name");
        about.Party(Aspect.Seller, "seller", "seller_name");
        about.Text(Aspect.Incoterm, "incoterm");
        about.Text(Aspect.TransportationMode, "transportation_mode");
        about.Day(Aspect.CargoReadyDate, "cargo_ready_date");
        about.Day(Aspect.MustArriveDate, "must_arrive_date");
    }
}
