using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Invoices;

/// <summary>What a delivery says about an invoice, in either dialect.</summary>
internal static class InvoiceReports
{
    /// <summary>One invoice may be for several shipments; a list counts up to here.</summary>
    private const int MostShipments = 1000;

    private const int MostMemos = 1000;

    public static void Read(Saying saying)
    {
        if (saying.Resource(out var resource) == ObjectKind.Invoice) ReadObject(saying, resource);
        switch (saying.Effect)
        {
            case EventEffect.InvoiceIssued:
                Happened(saying, Aspect.IssuedAt, "issued_at");
                break;
            case EventEffect.FreightInvoiceReady:
                Happened(saying, Aspect.FreightReadyAt, "ready_at");
                break;
            case EventEffect.InvoicePaymentMade:
                Happened(saying, Aspect.Paid, "paid_at");
                break;
            case EventEffect.InvoicePaymentFailed:
                Happened(saying, Aspect.PaymentFailed, "failed_at");
                break;
            case EventEffect.InvoiceVoided:
                Happened(saying, Aspect.VoidedAt, "voided_at");
                break;
            case EventEffect.InvoiceCreditApplied:
                Happened(saying, Aspect.Credited, "credited_at");
                break;
            case EventEffect.InvoiceRefundApplied:
                Happened(saying, Aspect.Refunded, "refunded_at");
                break;
            default:
                break; // A note, or an object that has said it all.
        }

        Shipments(saying, saying.Data);
        if (saying.Data.TryGet("invoice", out var nested)) Shipments(saying, nested);
    }

    private static void ReadObject(Saying saying, JsonElement invoice)
    {
        var stamp = invoice.Instant("last_updated_at", "updated_at");
        Describe(saying, invoice, Nulls.Withdraw, stamp);
        var about = saying.About(Part.Whole, "", invoice, Nulls.Withdraw, stamp);
        about.Text(Aspect.Type, "type", "invoice_type");
        if (LastCredit(invoice) is { } credited) about.Say(Aspect.Credited, credited);
        Shipments(saying, invoice);
    }

    private static DateTimeOffset? LastCredit(JsonElement invoice)
    {
        DateTimeOffset? last = null;
        if (!invoice.TryGet("credit_memos", out var memos) || memos.ValueKind != JsonValueKind.Array) return last;
        foreach (var memo in memos.EnumerateArray().Take(MostMemos))
        {
            if (memo.Instant("credited_at") is { } at && !(at <= last)) last = at;
        }

        return last;
    }

    /// <param name="field">Where dialect A's data may say when.</param>
    private static void Happened(Saying saying, Aspect aspect, string field)
    {
        var invoice = saying.Named("invoice");
        if (!saying.Type.StartsWith('/'))
        {
            Describe(saying, saying.Data, Nulls.SayNothing, null);
            saying.Whole.Text(Aspect.Type, "invoice_type"); // In the data themselves a bare type could be the event's.
            // Of two sayings of one event the later one stands.
            Describe(saying, invoice.Object, Nulls.SayNothing, null);
            saying.About(Part.Whole, "", invoice.Object, Nulls.SayNothing).Text(Aspect.Type, "invoice_type", "type");
        }

        // Where the object says when, it stands, be it by a null.
        if (!saying.States(Part.Whole, "", aspect)) saying.Whole.Say(aspect, invoice.When(field));
    }

    private static void Describe(Saying saying, JsonElement source, Nulls nulls, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", source, nulls, stamp);
        about.Text(Aspect.Number, "invoice_number", "number", "name");
        about.Text(Aspect.Status, "status");
        about.Day(Aspect.DueDate, "due_date");
        about.Instant(Aspect.IssuedAt, "issued_at");
        about.Instant(Aspect.VoidedAt, "voided_at");
        Money(about, Aspect.Total, source, "total", "total_amount", "amount");
        Money(about, Aspect.Balance, source, "balance", "balance_amount");
        Parties.ReadOne(saying, source, nulls, stamp, "recipient", Aspect.Recipient);
        Parties.ReadOne(saying, source, nulls, stamp, "issuer", Aspect.Issuer);
    }

    /// <summary>An object with amount and currency, or a bare amount with the currency beside it. Never through a double.</summary>
    private static void Money(ObjectReading about, Aspect aspect, JsonElement source, params ReadOnlySpan<string> names)
    {
        if (!source.TryGetAny(names, out var field))
        {
            about.Withdraw(aspect, names[0]);
            return;
        }

        var isObject = field.ValueKind == JsonValueKind.Object;
        var given = isObject && field.TryGet("amount", out var inner) ? inner : field;
        var amount = given.AsDecimal();
        var currency = (isObject ? field.Text("currency_code", "currency") : null) ?? source.Text("currency_code", "currency");
        if (amount is { } exact) about.Say(aspect, new FactValue.Money(exact, currency));
        else about.Unreadable(source.TryGetWritten(names, out var name, out _) ? name : names[0], given);
    }

    private static void Shipments(Saying saying, JsonElement source)
    {
        if (source.Id("shipment_id") is { } one) Link(saying, one);
        if (source.TryGet("shipment", out var shipment) && shipment.Id("id") is { } named) Link(saying, named);
        if (source.TryGet("shipment_ids", out var ids) && ids.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in ids.EnumerateArray().Take(MostShipments))
            {
                if (item.AsId() is { } id) Link(saying, id);
            }
        }

        if (!source.TryGet("shipments", out var list) || list.ValueKind != JsonValueKind.Array) return;
        foreach (var item in list.EnumerateArray().Take(MostShipments))
        {
            if ((item.Id("id", "shipment_id") ?? item.AsId()) is { } id) Link(saying, id);
        }
    }

    private static void Link(Saying saying, string reference)
    {
        var id = ShipmentReference.ToId(reference);
        saying.About(Part.Shipment, id, saying.Data, Nulls.SayNothing).Say(Aspect.Identity, id);
    }
}
