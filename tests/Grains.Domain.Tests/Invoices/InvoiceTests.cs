using Grains.Interfaces.Invoices;

namespace Grains.Domain.Tests.Invoices;

public sealed class InvoiceTests
{
    [Fact]
    public void FullObject_IsReadAndItsNullWithdraws()
    {
        var story = Stories.Invoice().Told(Say.Event(
            "/invoice#invoice_shared",
            """
            {"resource":{"_object":"/invoice","id":"inv_9","name":"F-9","status":"outstanding","issued_at":"2026-02-01T00:00:00Z","due_date":"2026-03-01",
             "total":{"amount":"10.00","currency_code":"EUR"},"balance":{"amount":"4.00","currency_code":"EUR"},"voided_at":null,"last_updated_at":"2026-02-01T00:00:00Z"},
             "shipment":{"_object":"/shipment","id":7001}}
            """,
            recorded: "2026-02-01T00:00:00Z"));
        story.View.Total.ShouldBe(new MoneyView(10.00m, "EUR"));
        story.View.Balance.ShouldBe(new MoneyView(4.00m, "EUR"));
        story.View.Shipments.ShouldBe(["7001"]);

        story.Told(Say.Event(
            "/invoice#invoice_voided",
            """{"resource":{"_object":"/invoice","id":"inv_9","status":"void","balance":null,"voided_at":"2026-02-05T00:00:00Z"}}""",
            recorded: "2026-02-05T00:00:00Z"));
        story.View.Status.ShouldBe("void");
        story.View.Balance.ShouldBeNull();
        story.View.VoidedAt.ShouldBe(Say.At("2026-02-05T00:00:00Z"));
    }

    [Fact]
    public void LaterRecordedTotal_Stands()
    {
        var invoice = Stories.Invoice().Told(
            Say.Event("freight_invoice_ready", """{"total":"12.00","currency":"USD"}""", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z"),
            Say.Event("invoice_created", """{"total":"11.00","currency":"USD"}""", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z")).View;

        invoice.Total.ShouldBe(new MoneyView(12.00m, "USD"));
    }

    [Fact]
    public void ShipmentsOfSeveralReports_AreJoinedInTheOrderOfTheirNumbers() =>
        Stories.Invoice().Told(
                Say.Event("invoice_created", """{"shipment_ids":[100,20]}""", "2026-02-01T00:00:00Z"),
                Say.Event("freight_invoice_ready", """{"shipments":[{"id":"3"},{"id":20}]}""", "2026-02-02T00:00:00Z"))
            .View.Shipments.ShouldBe(["3", "20", "100"]);
}
