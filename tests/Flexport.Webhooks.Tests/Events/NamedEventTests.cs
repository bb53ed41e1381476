using Flexport.Webhooks.Events;
using static Flexport.Webhooks.Tests.Events.Reading;

namespace Flexport.Webhooks.Tests.Events;

public sealed class NamedEventTests
{
    private const string OfShipment = """{"shipment_id":"SHP-4"}""";
    private const string OfOrder = """{"po_id":"PO-17"}""";
    private const string OfInvoice = """{"invoice_id":"INV-3"}""";

    public static TheoryData<string, string, string> Events => new()
    {
        { "cargo_ready", OfShipment, "Shipment SHP-4" },
        { "departed", OfShipment, "Shipment SHP-4" },
        { "arrived", OfShipment, "Shipment SHP-4" },
        { "customs_cleared", OfShipment, "Shipment SHP-4" },
        { "delivered", OfShipment, "Shipment SHP-4" },
        { "estimated_departure", OfShipment, "Shipment SHP-4" },
        { "estimated_arrival", OfShipment, "Shipment SHP-4" },
        { "actual_departure", OfShipment, "Shipment SHP-4" },
        { "booking_confirmed", OfShipment, "Shipment SHP-4" },
        { "booking_amended", OfShipment, "Shipment SHP-4" },
        { "po_created", OfOrder, "PurchaseOrder PO-17" },
        { "po_updated", OfOrder, "PurchaseOrder PO-17" },
        { "po_archived", OfOrder, "PurchaseOrder PO-17" },
        { "invoice_created", OfInvoice, "Invoice INV-3" },
        { "freight_invoice_ready", OfInvoice, "Invoice INV-3" },
        { "document_uploaded", OfShipment, "Shipment SHP-4" },
        { "bill_of_lading_ready", OfShipment, "Shipment SHP-4" },
        { "container_loaded", OfShipment, "Shipment SHP-4" },
        { "container_unloaded", OfShipment, "Shipment SHP-4" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void AnEventsName_IsAType_BareAndWithEveryFamilysPrefix(string name, string data, string subject)
    {
        foreach (var prefix in new[] { "", "shipment.", "booking.", "purchase_order.", "invoice.", "document.", "container.", "shipment.milestone.", "shipment.eta_updated." })
        {
            var read = Named(prefix + name, data);

            read.Problem.ShouldBe(EnvelopeProblem.None, prefix);
            read.Dialect.ShouldBe(Dialect.Named, prefix);
            read.Type.ShouldBe(prefix + name);
            read.Event.ShouldBe(name, prefix);
            $"{read.Subject} {read.SubjectId}".ShouldBe(subject, prefix);
            read.EventId.ShouldBe("evt_1");
        }
    }

    [Theory]
    [InlineData("cargo_ready")]
    [InlineData("departed")]
    [InlineData("arrived")]
    [InlineData("customs_cleared")]
    [InlineData("delivered")]
    [InlineData("estimated_departure")]
    [InlineData("estimated_arrival")]
    [InlineData("actual_departure")]
    public void AFamilysEvent_IsInTheData_AsMilestoneOrEvent(string name)
    {
        foreach (var family in new[] { "shipment.milestone", "shipment.eta_updated", "eta_updated" })
        {
            foreach (var key in new[] { "milestone", "event" })
            {
                var read = Named(family, $$"""{"shipment_id":"SHP-4","{{key}}":"{{name}}"}""");

                read.Event.ShouldBe(name, $"{family} {key}");
                read.Problem.ShouldBe(EnvelopeProblem.None);
                $"{read.Subject} {read.SubjectId}".ShouldBe("Shipment SHP-4");
            }
        }
    }

    [Theory]
    [InlineData("booking.confirmed", OfShipment, "booking_confirmed", "Shipment SHP-4")]
    [InlineData("booking.amended", OfShipment, "booking_amended", "Shipment SHP-4")]
    [InlineData("purchase_order.created", OfOrder, "po_created", "PurchaseOrder PO-17")]
    [InlineData("purchase_order.updated", OfOrder, "po_updated", "PurchaseOrder PO-17")]
    [InlineData("purchase_order.archived", OfOrder, "po_archived", "PurchaseOrder PO-17")]
    [InlineData("invoice.created", OfInvoice, "invoice_created", "Invoice INV-3")]
    [InlineData("invoice.freight_ready", OfInvoice, "freight_invoice_ready", "Invoice INV-3")]
    [InlineData("document.uploaded", OfShipment, "document_uploaded", "Shipment SHP-4")]
    [InlineData("document.bill_of_lading_ready", OfShipment, "bill_of_lading_ready", "Shipment SHP-4")]
    [InlineData("container.loaded", OfShipment, "container_loaded", "Shipment SHP-4")]
    [InlineData("container.unloaded", OfShipment, "container_unloaded", "Shipment SHP-4")]
    public void ADottedType_IsItsEvent(string type, string data, string @event, string subject)
    {
        var read = Named(type, data);

        read.Problem.ShouldBe(EnvelopeProblem.None);
        read.Event.ShouldBe(@event);
        $"{read.Subject} {read.SubjectId}".ShouldBe(subject);
    }

    [Theory]
    [InlineData("""{"shipment_id":"SHP-4"}""", null)]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"beamed_up"}""", null)]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"Departed"}""", null)]
    [InlineData("""{"shipment_id":"SHP-4","milestone":5}""", null)]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"po_created"}""", null)]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"/shipment_leg#departed"}""", null)]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"beamed_up","event":"arrived"}""", "arrived")]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"departed","event":"arrived"}""", "departed")]
    [InlineData("""{"shipment_id":"SHP-4","milestone":"depart\u0065d"}""", "departed")]
    public void AMilestoneThatNobodyKnows_IsANoteOnTheShipment(string data, string? @event)
    {
        var read = Named("shipment.milestone", data);

        read.Event.ShouldBe(@event);
        read.Problem.ShouldBe(EnvelopeProblem.None);
        $"{read.Subject} {read.SubjectId}".ShouldBe("Shipment SHP-4");
    }

    [Theory]
    [InlineData("shipment.eta_updated", """{"shipment_id":"SHP-4"}""")]
    [InlineData("shipment.eta_updated", """{"shipment_id":"SHP-4","event":"something_new"}""")]
    [InlineData("eta_updated", """{"shipment_id":"SHP-4","estimated_arrival":"2025-07-01"}""")]
    public void UpdatedDatesWithoutAnEvent_AreAnEventOfTheirOwn(string type, string data) => Named(type, data).Event.ShouldBe("eta_updated");

    [Theory]
    [InlineData("shipment.departed", """{"shipment_id":460723}""", "Shipment 460723")]
    [InlineData("shipment.departed", """{"shipment_id":"FLEX-460723"}""", "Shipment 460723")]
    [InlineData("shipment.departed", """{"shipment_id":"flex-460723"}""", "Shipment 460723")]
    [InlineData("shipment.departed", """{"shipment_id":"FLEX-"}""", "Shipment FLEX-")]
    [InlineData("shipment.departed", """{"shipment_id":"FLEX-12-3"}""", "Shipment FLEX-12-3")]
    [InlineData("shipment.departed", """{"shipment":{"id":"SHP-4","name":"x"}}""", "Shipment SHP-4")]
    [InlineData("shipment.departed", """{"shipment":{"id":"SHP-9"},"shipment_id":"SHP-4"}""", "Shipment SHP-4")]
    [InlineData("shipment.departed", """{"shipment_id":null,"shipment":{"id":"SHP-9"}}""", "Shipment SHP-9")]
    [InlineData("shipment.departed", """{"shipment_id":"","shipment":{"id":"SHP-9"}}""", "Shipment SHP-9")]
    [InlineData("shipment.departed", """{"shipment_id":"Škoda/1"}""", "Shipment Škoda/1")]
    [InlineData("booking.confirmed", """{"booking_id":"BK-1"}""", "Booking BK-1")]
    [InlineData("booking.confirmed", """{"booking_id":771,"shipment_id":"SHP-4"}""", "Shipment SHP-4")]
    [InlineData("booking.confirmed", """{"booking":{"id":771}}""", "Booking 771")]
    [InlineData("booking.amended", """{"id":771}""", "Booking 771")]
    [InlineData("document.uploaded", """{"document_id":"doc_A-1"}""", "Document doc_A-1")]
    [InlineData("document.bill_of_lading_ready", """{"document":{"id":"doc_A-1"},"shipment":{"id":4}}""", "Shipment 4")]
    [InlineData("container.loaded", """{"container_number":"MSCU1234567"}""", "Container MSCU1234567")]
    [InlineData("container.loaded", """{"container_id":55}""", "Container 55")]
    [InlineData("container.loaded", """{"container_id":55,"container_number":"MSCU1234567"}""", "Container MSCU1234567")]
    [InlineData("container.loaded", """{"container_number":" mscu1234567\u00a0"}""", "Container MSCU1234567")]
    [InlineData("container.loaded", """{"container":{"container_number":"mscu1234567"}}""", "Container MSCU1234567")]
    [InlineData("container.loaded", """{"container":{"number":"mscu1234567"}}""", "Container MSCU1234567")]
    [InlineData("container.loaded", """{"container":{"number":"x","container_number":"mscu1234567"}}""", "Container MSCU1234567")]
    [InlineData("container.loaded", """{"container":{"number":"mscu1234567","id":"abc"}}""", "Container abc")]
    [InlineData("container.loaded", """{"container":{"number":"mscu1"},"container":{"number":"mscu2"}}""", "Container MSCU2")]
    [InlineData("container.loaded", """{"container":{"number":"mscu1","id":7},"container":{"container_number":"mscu2"}}""", "Container MSCU2")]
    [InlineData("container.unloaded", """{"container":{"number":"mscu1"},"shipment_id":"SHP-4"}""", "Shipment SHP-4")]
    [InlineData("container.unloaded", """{"container_id":55,"shipment_id":"SHP-4"}""", "Shipment SHP-4")]
    [InlineData("purchase_order.created", """{"purchase_order_id":"PO-17"}""", "PurchaseOrder PO-17")]
    [InlineData("purchase_order.created", """{"purchase_order":{"id":17}}""", "PurchaseOrder 17")]
    [InlineData("purchase_order.created", """{"id":"PO-17","shipment_id":"SHP-4"}""", "PurchaseOrder PO-17")]
    [InlineData("purchase_order.created", """{"id":"x","po_id":"PO-17"}""", "PurchaseOrder PO-17")]
    [InlineData("invoice.created", """{"id":"INV-3"}""", "Invoice INV-3")]
    [InlineData("invoice.created", """{"invoice":{"id":"INV-3"},"shipment_id":"SHP-4"}""", "Invoice INV-3")]
    [InlineData("weather.report", """{"shipment_id":"SHP-4","po_id":"PO-17"}""", "Shipment SHP-4")]
    [InlineData("weather.report", """{"po_id":"PO-17","invoice_id":"INV-3"}""", "PurchaseOrder PO-17")]
    [InlineData("weather.report", """{"invoice_id":"INV-3","booking_id":1}""", "Invoice INV-3")]
    [InlineData("weather.report", """{"booking_id":1,"document_id":2}""", "Booking 1")]
    [InlineData("weather.report", """{"document_id":2,"container_id":3}""", "Document 2")]
    [InlineData("weather.report", """{"container_id":3}""", "Container 3")]
    public void TheSubject_IsWhatTheEventIsAbout(string type, string data, string subject)
    {
        var read = Named(type, data);

        read.Problem.ShouldBe(EnvelopeProblem.None);
        $"{read.Subject} {read.SubjectId}".ShouldBe(subject);
    }

    [Theory]
    [InlineData("shipment.departed", """{}""")]
    [InlineData("shipment.departed", """{"id":"SHP-4"}""")]
    [InlineData("shipment.departed", """{"po_id":"PO-17"}""")]
    [InlineData("shipment.departed", """{"shipment":"SHP-4"}""")]
    [InlineData("shipment.departed", """{"shipment_id":null}""")]
    [InlineData("purchase_order.created", """{"shipment_id":"SHP-4"}""")]
    [InlineData("weather.report", """{"id":"SHP-4"}""")]
    [InlineData("shipment.departed", "null")]
    [InlineData("shipment.departed", "[]")]
    [InlineData("shipment.departed", "\"SHP-4\"")]
    public void WithoutASubject_APersonHasToLook(string type, string data)
    {
        var read = Named(type, data);

        read.Problem.ShouldBe(EnvelopeProblem.NoSubject);
        read.Subject.ShouldBe(SubjectKind.None);
        read.SubjectId.ShouldBeNull();
        read.Type.ShouldBe(type);
    }

    [Fact]
    public void AnIdBesideTheData_IsNotASubject() =>
        Read("""{"type":"shipment.departed","shipment_id":"SHP-4","data":{}}""").Problem.ShouldBe(EnvelopeProblem.NoSubject);

    [Fact]
    public void Times_AreReadFromTheEnvelope_ThenFromTheData()
    {
        var read = Read("""{"type":"departed","created_at":"2025-06-02T10:00:00+02:00","data":{"shipment_id":"S","occurred_at":"2025-06-01"}}""");
        read.CreatedAt.ShouldBe(new DateTimeOffset(2025, 6, 2, 8, 0, 0, TimeSpan.Zero));
        read.CreatedAt!.Value.Offset.ShouldBe(TimeSpan.FromHours(2));
        read.OccurredAt.ShouldBe(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));

        Read("""{"type":"departed","occurred_at":"2025-05-31","data":{"shipment_id":"S","occurred_at":"2025-06-01"}}""")
            .OccurredAt.ShouldBe(new DateTimeOffset(2025, 5, 31, 0, 0, 0, TimeSpan.Zero));
        Read("""{"type":"departed","occurred_at":"soon","data":{"shipment_id":"S","occurred_at":"2025-06-01"}}""")
            .OccurredAt.ShouldBe(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Read("""{"type":"departed","created_at":1748851200,"data":{"shipment_id":"S","occurred_at":"1748851200123"}}""")
            .ShouldSatisfyAllConditions(
                epoch => epoch.CreatedAt.ShouldBe(new DateTimeOffset(2025, 6, 2, 8, 0, 0, TimeSpan.Zero)),
                epoch => epoch.OccurredAt.ShouldBe(new DateTimeOffset(2025, 6, 2, 8, 0, 0, 123, TimeSpan.Zero)));
        Read("""{"type":"departed","created_at":true,"data":{"shipment_id":"S","occurred_at":{}}}""")
            .ShouldSatisfyAllConditions(none => none.CreatedAt.ShouldBeNull(), none => none.OccurredAt.ShouldBeNull());
    }

    [Fact]
    public void WithoutAnId_TheHashOfTheBodyIsTheId()
    {
        const string body = """{"type":"departed","data":{"shipment_id":"S"}}""";
        Read(body).EventId.ShouldBe(Hash(body));
        const string withNull = """{"id":null,"type":"departed","data":{"shipment_id":"S"}}""";
        Read(withNull).EventId.ShouldBe(Hash(withNull));
        Read(withNull).Problem.ShouldBe(EnvelopeProblem.None);
    }
}
