using System.Text;
using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Relays;

/// <summary>A shipment and what belongs to it, all under names made of one word, so that many can sail at once.</summary>
internal sealed record Freight(string Word)
{
    public string ShipmentId => $"s-{Word}";
    public EntityKey Shipment => Deliveries.Shipment(ShipmentId);
    public EntityKey Booking => Shipment with { Kind = EntityKind.Booking, Id = $"b-{Word}" };
    public EntityKey Document => Shipment with { Kind = EntityKind.Document, Id = $"d-{Word}" };
    public EntityKey ContainerByNumber => Shipment with { Kind = EntityKind.Container, Id = $"NRDU-{Word.ToUpperInvariant()}" };
    public EntityKey ContainerById => Shipment with { Kind = EntityKind.Container, Id = $"c-{Word}" };
    public EntityKey Invoice => Shipment with { Kind = EntityKind.Invoice, Id = $"i-{Word}" };

    /// <summary>The shipment's own event, which names its booking, its document and its container, by id and by number.</summary>
    public (EntityKey To, Delivery Delivery) Named(string id = "named") => (Shipment, Say(id, "/document#document_created", 1, $$"""
        {"shipment":{"_object":"/shipment","id":"{{ShipmentId}}","booking":{"id":"{{Booking.Id}}"} },
         "resource":{"_object":"/document","id":"{{Document.Id}}","file_name":"invoice.pdf"},
         "containers":[{"_object":"/ocean/shipment_container","id":"{{ContainerById.Id}}","container_number":"{{ContainerByNumber.Id}}"}]}
        """));

    public (EntityKey To, Delivery Delivery) BookingConfirmed(string id = "booked", string note = "") =>
        (Booking, Say(id, "booking_confirmed", 2, $$"""{"booking_id":"{{Booking.Id}}","note":"{{note}}"}"""));

    public (EntityKey To, Delivery Delivery) DocumentUploaded(string id = "uploaded") =>
        (Document, Say(id, "document_uploaded", 3, $$"""{"document_id":"{{Document.Id}}","document_type":"packing_list"}"""));

    public (EntityKey To, Delivery Delivery) Unloaded(string id = "unloaded") =>
        (ContainerByNumber, Say(id, "container_unloaded", 5, $$"""{"container_number":"{{ContainerByNumber.Id}}"}"""));

    public (EntityKey To, Delivery Delivery) LoadedOnBoard(string id = "loaded") => (ContainerById, Say(id, "/ocean/shipment_container_leg#loaded_on_board", 4, $$"""
        {"resource":{"_object":"/ocean/shipment_container_leg","id":"leg","shipment_container":{"_object":"/api/refs/object","id":"{{ContainerById.Id}}"} } }
        """));

    public EntityKey Order => Shipment with { Kind = EntityKind.PurchaseOrder, Id = $"o-{Word}" };

    /// <summary>The order, which says its number.</summary>
    public (EntityKey To, Delivery Delivery) Ordered(string id = "ordered") => (Order, Say(id, "po_created", 7, $$"""{"po_id":"{{Order.Id}}","po_number":"PO {{Word}}"}"""));

    /// <summary>The shipment with the order's goods, which names the number.</summary>
    public (EntityKey To, Delivery Delivery) Packed(string id = "packed") => (Shipment, Say(id, "/shipment#updated_route", 8, $$"""
        {"shipment":{"_object":"/shipment","id":"{{ShipmentId}}","items":[{"purchase_order_number":"PO {{Word}}","total_units":"3"}]} }
        """));

    /// <param name="shipments">The ids of those that it names.</param>
    public (EntityKey To, Delivery Delivery) Invoiced(string id, params string[] shipments) => (Invoice, Say(id, "invoice_created", 6, $$"""
        {"invoice_id":"{{Invoice.Id}}","status":"outstanding","shipment_ids":[{{string.Join(',', shipments.Select(static one => $"\"{one}\""))}}]}
        """));

    private static Delivery Say(string id, string name, int minute, string data)
    {
        var at = Start.AddMinutes(minute);
        return new Delivery(new EventId(id), name, name, at, at, at.AddSeconds(5), "test", Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"{{name}}","data":{{data}}}"""));
    }
}
