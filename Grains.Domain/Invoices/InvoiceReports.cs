using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Invoices;

/// <summary>What a delivery says about an invoice, in either dialect.</summary>
internal static class InvoiceReports
{
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

        Movements.Read(saying, resource);
        NamedShipments.Read(saying, saying.Data);
        if (saying.Data.TryGet("invoice", out var nested)) NamedShipments.Read(saying, nested);
    }

    private static void ReadObject(Saying saying, JsonElement invoice)
    {
        var stamp = invoice.Instant("last_updated_at", "updated_at");
        Describe(saying, invoice, Nulls.Withdraw, stamp);
        var about = saying.About(Part.Whole, "", invoice, Nulls.Withdraw, stamp);
        about.Text(Aspect.Type, "type", "invoice_type");
        if (LastCredit(invoice) is { } credited) about.Say(Aspect.Credited, credited);
        NamedShipments.Read(saying, invoice);
    }

    private static DateTimeOffset? LastCredit(JsonElement invoice)
    {
        DateTimeOffset? last = null;
        if (!invoice.TryGet("credit_memos", out var memos) || memos.ValueKind != JsonValueKind.Array) return last;
        foreach (var memo in memos.First(MostMemos))
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

        if (AsMoney(field, source) is { } money)
        {
            about.Say(aspect, money);
            return;
        }

        var given = field.TryGet("amount", out var amount) ? amount : field;
        about.Unreadable(source.TryGetWritten(names, out var name, out _) ? name : names[0], given);
    }

    /// <param name="beside">Where the currency stands of a bare amount.</param>
    public static FactValue.Money? AsMoney(JsonElement field, JsonElement beside)
    {
        var isObject = field.ValueKind == JsonValueKind.Object;
        var amount = isObject && field.TryGet("amount", out var inner) ? inner.AsDecimal() : field.AsDecimal();
        var currency = (isObject ? field.Text("currency_code", "currency") : null) ?? beside.Text("currency_code", "currency");
        return amount is { } exact ? new FactValue.Money(exact, currency) : null;
    }
}
