using Flexport.Webhooks.Events;

namespace Flexport.Webhooks.Tests.Events;

public sealed class EventCatalogueTests
{
    [Theory]
    [InlineData(EventCategory.Milestone, 5, 7)]
    [InlineData(EventCategory.Transit, 4, 6)]
    [InlineData(EventCategory.Booking, 2, 1)]
    [InlineData(EventCategory.PurchaseOrder, 3, 4)]
    [InlineData(EventCategory.Invoice, 2, 0)]
    [InlineData(EventCategory.Document, 2, 3)]
    [InlineData(EventCategory.Container, 2, 3)]
    [InlineData(EventCategory.Customs, 0, 13)]
    [InlineData(EventCategory.FreeTime, 0, 4)]
    [InlineData(EventCategory.Disruption, 0, 42)]
    [InlineData(EventCategory.Money, 0, 7)]
    [InlineData(EventCategory.Shipment, 0, 7)]
    public void EveryCategory_HasItsTypes(EventCategory category, int named, int documented)
    {
        EventCatalogue.All.Count(type => type.Category == category && type.Dialect == Dialect.Named).ShouldBe(named);
        EventCatalogue.All.Count(type => type.Category == category && type.Dialect == Dialect.ObjectPath).ShouldBe(documented);
    }

    [Fact]
    public void All_Are90DocumentedTypes_SevenMore_AndDialectAs20()
    {
        EventCatalogue.All.Count.ShouldBe(90 + 7 + 20);
        EventCatalogue.All.Select(type => type.Name).ShouldBeUnique();
        EventCatalogue.All.ShouldAllBe(type => (type.Name[0] == '/') == (type.Dialect == Dialect.ObjectPath));
    }

    [Fact]
    public void EveryType_IsFoundByItsNameAndSaysWhatItMeans()
    {
        foreach (var type in EventCatalogue.All)
        {
            EventCatalogue.TryGet(type.Name, out var found).ShouldBeTrue();
            found.ShouldBeSameAs(type);
            type.Category.ShouldNotBe(EventCategory.None);
            type.DisplayName.Length.ShouldBeInRange(5, 40);
            (type.Alias is null || type.Dialect == Dialect.Named).ShouldBeTrue();
            type.Meaning.ShouldEndWith(".");
            type.Meaning.Length.ShouldBeLessThanOrEqualTo(100);
        }
    }

    [Theory]
    [InlineData("shipment.departed", "departed")]
    [InlineData("booking.confirmed", "booking_confirmed")]
    [InlineData("purchase_order.po_created", "po_created")]
    [InlineData("shipment.container_loaded", "container_loaded")]
    [InlineData("shipment.eta_updated", "eta_updated")]
    [InlineData("/ocean/shipment_leg#arrived", "/shipment_leg#arrived")]
    [InlineData("/shipments#weather_delay", "/shipment#weather_delay")]
    [InlineData("/shipment_container#empty_returned", "/ocean/shipment_container#empty_returned")]
    [InlineData("/purchase_orders#archived", "/purchase_order#archived")]
    [InlineData("/invoices#invoice_voided", "/invoice#invoice_voided")]
    [InlineData("/documents#document_created", "/document#document_created")]
    [InlineData("/shipment#commercial_invoices_digitized", "/shipments#commercial_invoices_digitized")]
    [InlineData("purchase_order.archived", "po_archived")]
    [InlineData("invoice.freight_ready", "freight_invoice_ready")]
    [InlineData("document.bill_of_lading_ready", "bill_of_lading_ready")]
    [InlineData("container.unloaded", "container_unloaded")]
    [InlineData("shipment.eta_updated.departed", "departed")]
    [InlineData("shipment.confirmed", null)]
    [InlineData("shipment.milestone", null)]
    [InlineData("Departed", null)]
    [InlineData(" departed", null)]
    [InlineData("/shipment#departed", null)]
    [InlineData("/shipment_leg#weather_delay", null)]
    [InlineData("/air/shipment_leg#arrived", null)]
    [InlineData("customs.departed", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void ASpelling_IsExactOrUnknown(string? type, string? name)
    {
        EventCatalogue.TryGet(type, out var found).ShouldBe(name is not null);
        found?.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("/ocean/shipment_leg#x", "/shipment_leg#x")]
    [InlineData("/shipment_leg#x", "/shipment_leg#x")]
    [InlineData("/shipments#x", "/shipment#x")]
    [InlineData("/ocean/shipment_containers#x", "/shipment_container#x")]
    [InlineData("/ocean/shipment_container#empty_returned", "/shipment_container#empty_returned")]
    [InlineData("/shipment_container#empty_returned", "/shipment_container#empty_returned")]
    [InlineData("/shipment#commercial_invoices_digitized", "/shipment#commercial_invoices_digitized")]
    [InlineData("/shipments#commercial_invoices_digitized", "/shipment#commercial_invoices_digitized")]
    [InlineData("/invoices", "/invoice")]
    [InlineData("/customs_entries#x", "/customs_entry#x")]
    [InlineData("/bookings#x", "/booking#x")]
    [InlineData("/documents#document_created", "/document#document_created")]
    [InlineData("/moons#x", "/moons#x")]
    [InlineData("shipment.departed", "departed")]
    [InlineData("weather.report", "weather.report")]
    [InlineData("", "")]
    public void Normalised_SpellingsOfOneTypeAreOne(string type, string name) => EventCatalogue.Normalise(type).ShouldBe(name);
}
