using Flexport.Webhooks.Events;
using static Flexport.Webhooks.Tests.Events.Reading;

namespace Flexport.Webhooks.Tests.Events;

public sealed class ObjectPathEventTests
{
    [Fact]
    public void ALegsArrival_AsFlexportSendsIt_GoesToItsShipment()
    {
        var read = Read(CapturedShapes.LegArrived);

        read.ShouldBe(new Envelope(
            EnvelopeProblem.None,
            Dialect.ObjectPath,
            "2204417",
            "/shipment_leg#arrived",
            "/shipment_leg#arrived",
            new DateTimeOffset(2025, 6, 2, 14, 31, 57, 148, TimeSpan.Zero),
            new DateTimeOffset(2025, 6, 1, 11, 0, 0, TimeSpan.Zero),
            SubjectKind.Shipment,
            "512044"));
    }

    [Theory]
    // In order of trust: each row takes away what the row before it trusted.
    [InlineData("/shipment_leg#arrived", """{"shipment":{"id":1},"resource":{"_object":"/shipment","id":2,"shipment":{"id":3}},"shipment_id":4}""", "Shipment 1")]
    [InlineData("/shipment_leg#arrived", """{"resource":{"_object":"/shipment","id":2,"shipment":{"id":3}},"shipment_id":4}""", "Shipment 2")]
    [InlineData("/shipment_leg#arrived", """{"resource":{"_object":"/shipments","id":2,"shipment":{"id":3}},"shipment_id":4}""", "Shipment 2")]
    [InlineData("/shipment_leg#arrived", """{"resource":{"_object":"/shipment_leg","id":2,"shipment":{"id":3}},"shipment_id":4}""", "Shipment 3")]
    [InlineData("/shipment_leg#arrived", """{"resource":{"_object":"/shipment_leg","id":2},"shipment_id":4}""", "Shipment 4")]
    [InlineData("/shipment#created", """{"resource":{"id":2}}""", "Shipment 2")]
    [InlineData("/shipments#commercial_invoices_digitized", """{"resource":{"_object":"/shipment","id":2}}""", "Shipment 2")]
    [InlineData("/shipment#weather_delay", """{"resource":{"_object":"/shipment","id":"FLEX-2"}}""", "Shipment 2")]
    [InlineData("/purchase_order#created", """{"resource":{"_object":"/purchase_order","id":8},"shipment":{"id":1}}""", "PurchaseOrder 8")]
    [InlineData("/purchase_order#created", """{"resource":{"id":8}}""", "PurchaseOrder 8")]
    [InlineData("/purchase_order#archived", """{"resource":{"_object":"/shipment","id":2},"purchase_order":{"id":8}}""", "PurchaseOrder 8")]
    [InlineData("/invoice#invoice_shared", """{"resource":{"_object":"/invoice","id":"gq-1_A"},"shipment":{"id":1}}""", "Invoice gq-1_A")]
    [InlineData("/invoice#invoice_voided", """{"resource":{"_object":"/invoice","id":"gq-1_A","shipment":{"id":3}}}""", "Invoice gq-1_A")]
    [InlineData("/booking#submitted", """{"resource":{"_object":"/booking","id":6}}""", "Booking 6")]
    [InlineData("/booking#submitted", """{"resource":{"_object":"/booking","id":6,"shipment":{"id":3}}}""", "Shipment 3")]
    [InlineData("/document#document_created", """{"resource":{"_object":"/document","id":"d-1"}}""", "Document d-1")]
    [InlineData("/document#document_created", """{"resource":{"_object":"/document","id":"d-1","shipment":{"id":3}}}""", "Shipment 3")]
    [InlineData("/document#document_created", """{"resource":{"_object":"/document","id":"d-1","shipment":null},"shipment":null}""", "Document d-1")]
    [InlineData("/ocean/shipment_container#empty_returned", """{"resource":{"_object":"/ocean/shipment_container","id":70,"shipment":{"id":3}}}""", "Shipment 3")]
    [InlineData("/ocean/shipment_container#empty_returned", """{"resource":{"_object":"/ocean/shipment_container","id":70}}""", "Container 70")]
    [InlineData("/ocean/shipment_container_leg#loaded_on_board", """{"resource":{"_object":"/ocean/shipment_container_leg","id":71,"shipment_container":{"id":70}},"shipment":{"id":1}}""", "Shipment 1")]
    [InlineData("/ocean/shipment_container_leg#loaded_on_board", """{"resource":{"_object":"/ocean/shipment_container_leg","id":71,"shipment_container":{"id":70}}}""", "Container 70")]
    [InlineData("/ocean/shipment_container_leg#loaded_on_board", """{"resource":{"_object":"/ocean/shipment_container_leg","id":71}}""", "Container 71")]
    [InlineData("/ocean/shipment_container#empty_returned", """{"container":{"number":" mscu1234567 "}}""", "Container MSCU1234567")]
    [InlineData("/customs_entry#updated", """{"resource":{"_object":"/customs_entries","id":"CE-1","shipment":{"_object":"/api/refs/object","id":3}}}""", "Shipment 3")]
    [InlineData("/customs_entries#updated", """{"resource":{"id":"CE-1","shipment":{"id":3}},"shipment":{"id":1}}""", "Shipment 1")]
    [InlineData("/moon_base#opened", """{"resource":{"_object":"/customs_entry","id":"CE-1","shipment":{"id":3}},"invoice_id":"gq-1_A"}""", "Shipment 3")]
    [InlineData("/container_load_result#created", """{"resource":{"_object":"/container_load_result","id":5},"shipment":{"id":1}}""", "Shipment 1")]
    [InlineData("/moon_base#opened", """{"resource":{"_object":"/invoice","id":"gq-1_A"},"shipment":{"id":1}}""", "Invoice gq-1_A")]
    [InlineData("/moon_base#opened", """{"resource":{"_object":"/moon_base","id":1},"shipment":{"id":9}}""", "Shipment 9")]
    [InlineData("/moon_base#opened", """{"resource":{"_object":"/moon_base","id":1},"po_id":"PO-17"}""", "PurchaseOrder PO-17")]
    [InlineData("/commercial_invoice#created", """{"resource":{"_object":"/commercial_invoice","id":"c-1","shipment":{"id":3}}}""", "Shipment 3")]
    public void TheSubject_IsFoundInOrderOfTrust(string type, string data, string subject)
    {
        var read = ObjectPath(type, data);

        read.Problem.ShouldBe(EnvelopeProblem.None);
        read.Dialect.ShouldBe(Dialect.ObjectPath);
        read.EventId.ShouldBe("90071");
        $"{read.Subject} {read.SubjectId}".ShouldBe(subject);
    }

    [Theory]
    [InlineData("/shipment_leg#arrived", """{"resource":{"_object":"/shipment_leg","id":2}}""")]
    [InlineData("/purchase_order#created", """{"resource":{"_object":"/shipment","id":2}}""")]
    [InlineData("/invoice#invoice_shared", """{"shipment":{"id":1}}""")]
    [InlineData("/container_load_result#created", """{"resource":{"_object":"/container_load_result","id":5}}""")]
    [InlineData("/commercial_invoice#created", """{"resource":{"_object":"/commercial_invoice","id":"c-1"}}""")]
    [InlineData("/shipment#created", "{}")]
    public void AnotherObjectsId_IsNoSubject(string type, string data) => ObjectPath(type, data).Problem.ShouldBe(EnvelopeProblem.NoSubject);

    [Theory]
    [InlineData("/ocean/shipment_leg#arrived", "/shipment_leg#arrived")]
    [InlineData("/shipments#delivered_in_full", "/shipment#delivered_in_full")]
    [InlineData("/shipment#commercial_invoices_digitized", "/shipments#commercial_invoices_digitized")]
    [InlineData("/shipment_container_leg#loaded_on_board", "/ocean/shipment_container_leg#loaded_on_board")]
    [InlineData("/ocean/shipment_container_leg#updated_estimated_available_for_pickup", "/shipment_container_leg#updated_estimated_available_for_pickup")]
    [InlineData("/shipment_leg#loaded_on_truck", "/ocean/shipment_leg#loaded_on_truck")]
    [InlineData("/shipment_leg#abducted", null)]
    [InlineData("/shipment_leg", null)]
    [InlineData("/Shipment_Leg#arrived", null)]
    public void OtherSpellingsOfAType_KeepTheirTextAndMeanTheDocumentedOne(string type, string? @event)
    {
        var read = ObjectPath(type, """{"shipment":{"id":1}}""");

        read.Type.ShouldBe(type);
        read.Event.ShouldBe(@event);
        read.Problem.ShouldBe(EnvelopeProblem.None);
        read.SubjectId.ShouldBe("1");
    }

    [Fact]
    public void EitherTheObjectOrTheType_TellsTheDialect()
    {
        Read("""{"type":"/shipment#created","data":{"shipment":{"id":1}}}""").Dialect.ShouldBe(Dialect.ObjectPath);
        Read("""{"_object":"/event","type":"something","data":{"shipment":{"id":1}}}""").Dialect.ShouldBe(Dialect.ObjectPath);
        Read("""{"_object":"\/event","data":{}}""").Dialect.ShouldBe(Dialect.ObjectPath);
        Read("""{"_object":"/events","type":"something","data":{}}""").Dialect.ShouldBe(Dialect.Named);
        Read("""{"data":{}}""").Dialect.ShouldBe(Dialect.None);
    }
}
