using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Invoices;

/// <summary>An invoice as the shipments that it is for are told of it.</summary>
public sealed class InvoiceTellingTests
{
    private static readonly DateTimeOffset Stamp = Say.At("2026-02-01T00:00:00Z");

    [Fact]
    public void OnlyWhatIsSaidOfTheInvoiceItself_IsTold_WithItsStamps()
    {
        Fact[] facts =
        [
            new(new Thing(Part.Whole, "", Aspect.Number), new FactValue.Text("F-9"), Stamp),
            new(new Thing(Part.Whole, "", Aspect.Balance), null),
            new(new Thing(Part.Shipment, "7001", Aspect.Identity), new FactValue.Text("7001")),
            new(new Thing(Part.Party, "issuer", Aspect.Values), new FactValue.Words(["1", "P", ""])),
        ];

        InvoiceTelling.Retell("inv_9", facts).ShouldBe(
        [
            new Fact(new Thing(Part.Invoice, "inv_9", Aspect.Identity), new FactValue.Text("inv_9")),
            new Fact(new Thing(Part.Invoice, "inv_9", Aspect.Number), new FactValue.Text("F-9"), Stamp),
            new Fact(new Thing(Part.Invoice, "inv_9", Aspect.Balance), null),
        ]);
    }

    [Theory]
    [InlineData("""{"status":"past_due","voided_at":"2026-02-01T00:00:00Z"}""", "past_due")]
    [InlineData("""{"voided_at":"2026-02-01T00:00:00Z"}""", "void")]
    [InlineData("""{"name":"F-9"}""", "outstanding")]
    [InlineData("{}", null)]
    public void Status_IsThatOfTheInvoice(string resource, string? status)
    {
        var delivery = Say.Event("/invoice#invoice_due_date_adjusted", $$"""{"resource":{{resource}} }""", "2026-02-01T00:00:00Z");
        var invoice = Stories.Invoice().Told(delivery);

        invoice.View.Status.ShouldBe(status);
        Told(invoice.LastReport).Invoices.ShouldHaveSingleItem().Status.ShouldBe(status);
    }

    [Fact]
    public void ShipmentThatWasTold_ShowsTheInvoice()
    {
        var invoice = Stories.Invoice().Told(Say.Event(
            "invoice_created",
            """{"number":"F-9","total":{"amount":"10.50","currency_code":"EUR"},"balance":{"amount":"4.00","currency_code":"EUR"},"due_date":"2026-05-22","shipment_ids":[7001,7002]}""",
            "2026-02-01T00:00:00Z"));

        Told(invoice.LastReport).Invoices.ShouldHaveSingleItem().ShouldBe(
            new("inv_9", "F-9", "outstanding", new(10.50m, "EUR"), new(4.00m, "EUR"), "2026-05-22"));
        Told(invoice.LastReport).Status.ShouldBe("none");
    }

    private static ShipmentView Told(Report report)
    {
        var rules = new ShipmentRules(new());
        var step = rules.Apply(Stories.Shipment7001, EntityState.Empty, new AcceptedEvent(
            1, new EventId("1"), "relayed", report.OccurredAt, report.RecordedAt, Stamp, InvoiceTelling.Retell("inv_9", report.Facts)));
        return rules.View(Stories.Shipment7001, step.Next);
    }
}
