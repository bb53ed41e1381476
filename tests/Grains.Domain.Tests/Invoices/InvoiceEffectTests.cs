using Grains.Interfaces.Invoices;

namespace Grains.Domain.Tests.Invoices;

/// <summary>Every event of dialect B about an invoice, and what it changes.</summary>
public sealed class InvoiceEffectTests
{
    private static readonly Dictionary<string, Func<InvoiceView, object?>> Fields = new()
    {
        ["status"] = v => v.Status,
        ["type"] = v => v.Type,
        ["recipient"] = v => v.Recipient,
        ["issuer"] = v => v.Issuer,
        ["dueDate"] = v => v.DueDate,
        ["issuedAt"] = v => Text(v.IssuedAt),
        ["voidedAt"] = v => Text(v.VoidedAt),
        ["paidAt"] = v => Text(v.PaidAt),
        ["paymentFailedAt"] = v => Text(v.PaymentFailedAt),
        ["creditedAt"] = v => Text(v.CreditedAt),
        ["refundedAt"] = v => Text(v.RefundedAt),
        ["shipments"] = v => string.Join(" ", v.Shipments),
    };

    [Theory]
    [InlineData("invoice_shared", "{}", "issuedAt", "2026-02-01")]
    [InlineData("invoice_shared", """{"issued_at":"2026-01-05T00:00:00Z"}""", "issuedAt", "2026-01-05")]
    [InlineData("invoice_payment_made", "{}", "paidAt", "2026-02-01")]
    [InlineData("invoice_payment_made", "{}", "status", "outstanding")]
    [InlineData("invoice_payment_made", """{"status":"paid"}""", "status", "paid")]
    [InlineData("invoice_payment_failed", "{}", "paymentFailedAt", "2026-02-01")]
    [InlineData("invoice_voided", "{}", "voidedAt", "2026-02-01")]
    [InlineData("invoice_voided", "{}", "status", "void")]
    [InlineData("invoice_voided", """{"voided_at":"2026-01-06T00:00:00Z","status":"paid"}""", "voidedAt", "2026-01-06")]
    [InlineData("invoice_voided", """{"voided_at":"2026-01-06T00:00:00Z","status":"paid"}""", "status", "paid")]
    [InlineData("invoice_credit_applied", "{}", "creditedAt", "2026-02-01")]
    [InlineData("invoice_credit_applied", """{"credit_memos":[]}""", "creditedAt", "2026-02-01")]
    [InlineData("invoice_credit_applied", """{"credit_memos":[{"credited_at":"2026-01-08T00:00:00Z"},{"credited_at":"2026-01-07T00:00:00Z"},{},null]}""", "creditedAt", "2026-01-08")]
    [InlineData("invoice_refund_applied", "{}", "refundedAt", "2026-02-01")]
    [InlineData("invoice_due_date_adjusted", """{"due_date":"2026-05-01"}""", "dueDate", "2026-05-01")]
    [InlineData("invoice_shared", """{"type":"Shipment"}""", "type", "Shipment")]
    [InlineData("invoice_shared", """{"recipient":{"id":5,"name":"Wren Street"}}""", "recipient", "Wren Street")]
    [InlineData("invoice_shared", """{"issuer":{"name":"Petrel Forwarding"}}""", "issuer", "Petrel Forwarding")]
    [InlineData("invoice_shared", """{"shipments":[{"ref_type":"/shipment","id":9},{"id":10}]}""", "shipments", "9 10")]
    public void Event_ChangesItsField(string name, string resource, string field, string expected)
    {
        Fields[field](Stories.Invoice().Told(Event(name, resource)).View).ShouldBe(expected);
        Fields[field](Stories.Invoice().View).ShouldNotBe(expected);
    }

    [Theory]
    [InlineData("invoice_shared", """{"issued_at":null}""", "issuedAt")]
    [InlineData("invoice_voided", """{"voided_at":null}""", "voidedAt")]
    [InlineData("invoice_due_date_adjusted", """{"name":"F"}""", "issuedAt")]
    public void WhatTheObjectSays_StandsBeforeTheType(string name, string resource, string field) =>
        Fields[field](Stories.Invoice().Told(Event(name, resource)).View).ShouldBeNull();

    [Theory]
    [InlineData("""{"_object":"/api/refs/collection","ref_type":"/shipment","link":"https://flexport.invalid/shipments?f.invoice_id=1"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"7001\"")]
    public void ShipmentsWithoutIds_AreNone(string shipments)
    {
        var invoice = Stories.Invoice().Told(Event("invoice_shared", $$"""{"shipments":{{shipments}}}"""));

        invoice.View.Shipments.ShouldBeEmpty();
        invoice.View.Status.ShouldBe("outstanding");
    }

    [Theory]
    [InlineData("type")]
    [InlineData("recipient")]
    [InlineData("issuer")]
    public void NullInTheObject_Withdraws(string field)
    {
        var story = Stories.Invoice().Told(Event("invoice_shared", """{"type":"Shipment","recipient":{"id":1,"name":"W"},"issuer":{"id":2,"name":"P"}}""", "2026-02-01T00:00:00Z"));
        Fields[field](story.View).ShouldNotBeNull();
        var before = story.Head.Terms;

        story.Told(Event("invoice_shared", $$"""{"{{field}}":null}""", "2026-02-02T00:00:00Z"));

        Fields[field](story.View).ShouldBeNull();
        before.ShouldBe(["party:1", "party:2", "party:p", "party:w"]);
        story.Head.Terms.Count.ShouldBe(field == "type" ? 4 : 2);
    }

    [Fact]
    public void TypeOfDialectAsBody_IsNotTheInvoices() =>
        Stories.Invoice().Told(Say.Event("invoice_created", "7", "2026-02-01T00:00:00Z") with { Body = """{"type":"invoice.created","invoice_id":"inv_9"}"""u8.ToArray() })
            .View.Type.ShouldBeNull();

    [Fact]
    public void NamesOfDialectA_AreReadFlatAndNested()
    {
        var invoice = Stories.Invoice().Told(Say.Event(
            "invoice_created", """{"invoice_type":"Client","recipient":"Wren Street","invoice":{"type":"Shipment","issuer_name":"Petrel"}}""", "2026-02-01T00:00:00Z")).View;

        (invoice.Type, invoice.Recipient, invoice.Issuer).ShouldBe(("Shipment", "Wren Street", "Petrel"));
    }

    [Fact]
    public void NoteAlone_LeavesTheStatusUnknown() => Stories.Invoice().Told(Say.Event(null, "{}")).View.Status.ShouldBeNull();

    private static Grains.Interfaces.Entities.Delivery Event(string name, string resource, string recorded = "2026-02-02T00:00:00Z") =>
        Say.Event($"/invoice#{name}", $$"""{"resource":{{resource}} }""", "2026-02-01T00:00:00Z", recorded);

    private static string? Text(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
