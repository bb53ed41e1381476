using Grains.Interfaces.Invoices;

namespace Grains.Domain.Tests;

/// <summary>What dialect B's resource is: the reader goes by the router's rule, else what is routed would be lost.</summary>
public sealed class ObjectKindTests
{
    [Theory]
    [InlineData("\"_object\":\"/purchase_order\",", "closed")]
    [InlineData("\"_object\":\"/purchase_orders\",", "closed")]
    [InlineData("\"_object\":\"/api/purchase_order\",", "closed")]
    [InlineData("\"_object\":null,", "closed")]
    [InlineData("", "closed")]
    [InlineData("\"_object\":\"/commercial_purchase_order\",", "open")]
    [InlineData("\"_object\":\"\",", "open")]
    [InlineData("\"_object\":7,", "open")]
    public void PurchaseOrder(string saysItIs, string status) =>
        Stories.PurchaseOrder().Told(Say.Event(
                "/purchase_order#updated", $$$"""{"resource":{{{{saysItIs}}}"id":5001,"status":"closed"}}""", "2026-02-01T00:00:00Z"))
            .View.Status.ShouldBe(status);

    [Theory]
    [InlineData("\"_object\":\"/invoice\",")]
    [InlineData("\"_object\":\"/invoices\",")]
    [InlineData("")]
    public void Invoice(string saysItIs)
    {
        var invoice = Stories.Invoice().Told(Say.Event(
            "/invoice#invoice_voided",
            $$$"""{"resource":{{{{saysItIs}}}"id":"inv_9","status":"void","total":{"amount":"3.20","currency_code":"EUR"} } }""",
            "2026-02-01T00:00:00Z")).View;

        (invoice.Status, invoice.Total).ShouldBe(("void", new MoneyView(3.20m, "EUR")));
    }

    [Theory]
    [InlineData("\"_object\":\"/shipment_legs\",")]
    [InlineData("\"_object\":\"/ocean/shipment_leg\",")]
    [InlineData("")]
    public void Leg(string saysItIs) =>
        Stories.Shipment().Told(Say.Event(
                "/shipment_leg#updated_estimated_time_of_arrival",
                $$$"""{"resource":{{{{saysItIs}}}"id":801,"transportation_mode":"ocean","actual_departure_date":"2026-01-03T00:00:00Z"}}""",
                "2026-02-01T00:00:00Z"))
            .View.Status.ShouldBe("departed");

    [Theory]
    [InlineData("\"_object\":\"/shipments\",")]
    [InlineData("")]
    public void Shipment(string saysItIs) =>
        Stories.Shipment().Told(Say.Event("/shipment#created", $$$"""{"resource":{{{{saysItIs}}}"id":7001,"name":"Figs"}}""", "2026-02-01T00:00:00Z"))
            .View.Name.ShouldBe("Figs");

    [Theory]
    [InlineData("\"_object\":\"/documents\",")]
    [InlineData("")]
    public void Document(string saysItIs) =>
        Stories.Shipment().Told(Say.Event("/document#document_created", $$$"""{"resource":{{{{saysItIs}}}"id":"d1","file_name":"p.pdf"}}""", "2026-02-01T00:00:00Z"))
            .View.Documents.ShouldHaveSingleItem().Name.ShouldBe("p.pdf");

    [Theory]
    [InlineData("\"_object\":\"/ocean/shipment_containers\",")]
    [InlineData("")]
    public void Container(string saysItIs) =>
        Stories.Shipment().Told(Say.Event(
                "/ocean/shipment_container#empty_returned", $$$"""{"resource":{{{{saysItIs}}}"id":9,"container_number":"ABCU1"}}""", "2026-02-01T00:00:00Z"))
            .View.Containers.ShouldHaveSingleItem().Number.ShouldBe("ABCU1");

    [Fact]
    public void ResourceWithoutAnObjectInAnEventOfNoKind_IsNotRead() =>
        Stories.Shipment().Told(Say.Event(null, """{"resource":{"id":7001,"name":"Figs"}}""", "2026-02-01T00:00:00Z", type: "/container_load_result#created"))
            .LastReport.Facts.ShouldBeEmpty();
}
