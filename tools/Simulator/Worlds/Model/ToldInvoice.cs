using System.Text.Json.Nodes;

namespace Simulator.Worlds.Model;

/// <summary>What is known of an invoice.</summary>
internal sealed class ToldInvoice(string id)
{
    public string Id => id;
    public string? Number { get; set; }

    /// <summary>Null: not said, and not compared.</summary>
    public string? Status { get; set; }

    public string? Currency { get; set; }
    public decimal? Total { get; set; }
    public decimal? Balance { get; set; }
    public string? DueDate { get; set; }
    public DateTimeOffset? Issued { get; set; }
    public DateTimeOffset? FreightReady { get; set; }
    public DateTimeOffset? Voided { get; set; }
    public DateTimeOffset? Paid { get; set; }
    public DateTimeOffset? PaymentFailed { get; set; }
    public DateTimeOffset? Credited { get; set; }
    public DateTimeOffset? Refunded { get; set; }
    public string? Type { get; set; }
    public string? Recipient { get; set; }
    public string? Issuer { get; set; }
    public SortedSet<string> Shipments { get; } = new(StringComparer.Ordinal);

    /// <summary>As far as a shipment shows it.</summary>
    public JsonObject ToShort()
    {
        var invoice = new JsonObject { ["id"] = id, ["number"] = Number, ["total"] = Money(Total), ["balance"] = Money(Balance), ["dueDate"] = DueDate };
        if (Status is not null) invoice["status"] = Status;
        return invoice;
    }

    public ExpectedEntity Expected()
    {
        var invoice = ToShort();
        invoice["issuedAt"] = Answer.Time(Issued);
        invoice["freightReadyAt"] = Answer.Time(FreightReady);
        invoice["voidedAt"] = Answer.Time(Voided);
        invoice["shipments"] = Answer.Texts(Shipments);
        invoice["type"] = Type;
        invoice["recipient"] = Recipient;
        invoice["issuer"] = Issuer;
        invoice["paidAt"] = Answer.Time(Paid);
        invoice["paymentFailedAt"] = Answer.Time(PaymentFailed);
        invoice["creditedAt"] = Answer.Time(Credited);
        invoice["refundedAt"] = Answer.Time(Refunded);
        return new ExpectedEntity($"invoices/{id}", invoice);
    }

    private JsonObject? Money(decimal? amount) => amount is { } exact ? Answer.Money(exact, Currency) : null;
}
