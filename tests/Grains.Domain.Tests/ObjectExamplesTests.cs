using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;
using TestKit.Objects;

namespace Grains.Domain.Tests;

/// <summary>Flexport's objects in the shapes of its own examples, from raw bytes to the view.</summary>
public sealed class ObjectExamplesTests
{
    private static readonly DateTimeOffset Occurred = Say.At("2031-03-20T00:00:00Z");

    [Theory]
    [InlineData("shipment-ocean", "/shipment#created", SubjectKind.Shipment, "820415")]
    [InlineData("shipment-air", "/shipment#created", SubjectKind.Shipment, "820416")]
    [InlineData("leg", "/shipment_leg#arrived", SubjectKind.Shipment, "820415")]
    [InlineData("container", "/ocean/shipment_container#free_time_to_expire", SubjectKind.Shipment, "820415")]
    [InlineData("container-leg", "/ocean/shipment_container_leg#unloaded_off_board", SubjectKind.Container, "131877")]
    [InlineData("booking", "/booking#submitted", SubjectKind.Shipment, "820415")]
    [InlineData("document", "/document#document_created", SubjectKind.Shipment, "820415")]
    [InlineData("invoice", "/invoice#invoice_voided", SubjectKind.Invoice, "mXc2Hq0dSNu6t9ZkEo_b1w")]
    [InlineData("purchase-order", "/purchase_order#archived", SubjectKind.PurchaseOrder, "415560")]
    [InlineData("customs-entry", "/shipment#customs_entry_release_status_released", SubjectKind.Shipment, "820415")]
    public void Object_GoesToItsEntityWithoutAProblem(string name, string type, SubjectKind kind, string id)
    {
        var envelope = EnvelopeReader.Read(ObjectEvents.Wrap(ObjectEvents.Read(name), type, 1, Occurred, Occurred));

        (envelope.Problem, envelope.Subject, envelope.SubjectId).ShouldBe((EnvelopeProblem.None, kind, id));
    }

    [Fact]
    public void EveryObjectIsThere() => ObjectEvents.Names.ShouldAllBe(name => ObjectEvents.Read(name).Count > 3);

    [Fact]
    public void OceanShipment_SaysItsPapers()
    {
        var view = Shipment("shipment-ocean").View;

        (view.Incoterm, view.Priority, view.FreightType, view.TransportationMode, view.ReportedStatus).ShouldBe(("FOB", "high", "port_to_door", "ocean", "arrival_port"));
        view.References.ShouldSatisfyAllConditions(
            it => (it.HouseBill, it.MasterBill, it.CarrierBooking).ShouldBe(("HRTX820415, HRTX8204152", "PTRL5530917", "PB-77120")),
            it => (it.HouseAirWaybill, it.MasterAirWaybill).ShouldBe((null, null)),
            it => it.PurchaseOrders.ShouldBe(["WSO-3102", "WSO-3107"]));
        view.Parties.ShouldBe(
        [
            new("shipper", "611201", "Heron & Reed Textiles", "id-611201"),
            new("consignee", "611202", "Wren Street Outfitters", "id-611202"),
            new("consignee", "611203", "Dunlin Trading", "id-611203"),
            new("buyer", "611202", "Wren Street Outfitters", "id-611202"),
            new("seller", "611201", "Heron & Reed Textiles", "id-611201"),
            new("importer_of_record", "611203", "Dunlin Trading", "id-611203"),
        ]);
        view.Metadata.Keys.ShouldBe(["cost centre", "season"]);
        view.Metadata["cost centre"].ShouldBe(["4410", "4420"]);
        view.Bookings.ShouldHaveSingleItem().Id.ShouldBe("190771");
    }

    [Fact]
    public void AirShipment_SaysItsPapers()
    {
        var view = Shipment("shipment-air").View;

        view.References.ShouldSatisfyAllConditions(
            it => (it.HouseAirWaybill, it.MasterAirWaybill, it.HouseBill).ShouldBe((null, "618-40917725", null)),
            it => it.PurchaseOrders.ShouldBeEmpty());
        view.Parties.Select(party => party.Role).ShouldBe(["shipper", "consignee"]);
        view.Metadata.ShouldBeEmpty();
    }

    [Fact]
    public void Booking_SaysItself() =>
        Story<ShipmentView>(Stories.Shipment(), "booking", "/booking#submitted").View.Bookings.ShouldHaveSingleItem().ShouldBe(new(
            "190771", "submitted", null, null, "submitted", "Coats by sea, week 4", "ocean", "Heron & Reed Textiles", "Wren Street Outfitters", "2031-01-20",
            Say.At("2031-01-12T08:20:00.887Z")));

    [Fact]
    public void Document_SaysItself() =>
        Story<ShipmentView>(Stories.Shipment(), "document", "/document#document_created").View.Documents.ShouldHaveSingleItem().ShouldBe(
            new("q7LxNw2fT8aJm0RvYcPz3A", "commercial_invoice", null, Say.At("2031-02-03T09:23:09.608Z"), null, null));

    [Fact]
    public void Invoice_SaysItself()
    {
        var view = Story<InvoiceView>(Stories.Invoice(), "invoice", "/invoice#invoice_credit_applied").View;

        (view.Number, view.Status, view.Type, view.Recipient, view.Issuer, view.DueDate)
            .ShouldBe(("FLEX-820415-1", "void", "Shipment", "Wren Street Outfitters", "Petrel Forwarding", "2031-04-13"));
        (view.Total, view.Balance).ShouldBe((new(6843.290m, "EUR"), new(6743.290m, "EUR")));
        (view.IssuedAt, view.VoidedAt, view.CreditedAt)
            .ShouldBe((Say.At("2031-03-14T18:39:53.679Z"), Say.At("2031-03-15T20:49:15.639Z"), Say.At("2031-03-16T18:39:53.679Z")));
        (view.PaidAt, view.PaymentFailedAt, view.RefundedAt).ShouldBe((null, null, null));
        view.Shipments.ShouldBeEmpty();
    }

    [Fact]
    public void PurchaseOrder_SaysItself()
    {
        var view = Story<PurchaseOrderView>(Stories.PurchaseOrder(), "purchase-order", "/purchase_order#archived").View;

        (view.Number, view.Status, view.Buyer, view.Seller, view.Incoterm, view.TransportationMode)
            .ShouldBe(("WSO-3107", "open", "Wren Street Outfitters", "Heron & Reed Textiles", "FOB", "ocean"));
        (view.CargoReadyDate, view.MustArriveDate).ShouldBe(("2031-01-20", "2031-03-25"));
        (view.Origin, view.Destination).ShouldBe((new("Qingdao", "China"), new("Rotterdam, Netherlands", "Netherlands") { Unlocode = "NLRTM" }));
        (view.CreatedAt, view.ArchivedAt, view.AcknowledgedAt).ShouldBe((Say.At("2030-12-15T23:43:23.333Z"), Say.At("2031-06-05T15:32:08.723Z"), null));
    }

    [Fact]
    public void LegContainerAndContainerLeg_MeetInOneShipment()
    {
        var shipment = ObjectEvents.Read("shipment-ocean");
        var story = Stories.Shipment().Told(
            Read(ObjectEvents.Wrap(ObjectEvents.Read("leg"), "/shipment_leg#arrived", 1, Occurred, Occurred, shipment, null, ObjectEvents.Read("container"))),
            Read(ObjectEvents.Wrap(ObjectEvents.Read("container-leg"), "/ocean/shipment_container_leg#unloaded_off_board", 2, Occurred, Occurred, shipment)));

        var leg = story.View.Legs.ShouldHaveSingleItem();
        (leg.Id, leg.CarrierName, leg.Origin, leg.Destination!.Name).ShouldBe(("2301881", "Petrel Ocean Lines", new("Qingdao, China", "China") { Unlocode = "CNTAO" }, "Rotterdam, Netherlands"));
        var box = story.View.Containers.ShouldHaveSingleItem();
        (box.Id, box.Number, box.Size, box.SealNumber).ShouldBe(("131877", "HRTU4471203", "forty_ft", "S-1190"));
        box.UnloadedAt.ShouldNotBeNull();
        story.Head.Terms.ShouldContain("container:hrtu4471203");
    }

    private static Story<ShipmentView> Shipment(string name) => Story(Stories.Shipment(), name, "/shipment#created");

    private static Story<TView> Story<TView>(Story<TView> story, string name, string type)
        where TView : class => story.Told(Read(ObjectEvents.Wrap(ObjectEvents.Read(name), type, 1, Occurred, Occurred)));

    /// <summary>As the front end makes it.</summary>
    private static Delivery Read(byte[] body)
    {
        var envelope = EnvelopeReader.Read(body);
        return new Delivery(new EventId(envelope.EventId), envelope.Type!, envelope.Event, envelope.CreatedAt, envelope.OccurredAt, Occurred, "main", body);
    }
}
