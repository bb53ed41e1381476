using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

/// <summary>An invoice for no shipment, one or several, in either dialect.</summary>
internal sealed class InvoiceStory : Story
{
    private readonly InvoiceObject invoice;
    private readonly DateTimeOffset made;

    public InvoiceStory(Chance chance, Ids ids, DateTimeOffset made, IReadOnlyList<long> shipments, bool named)
        : base(chance, ids)
    {
        this.made = made;
        var total = chance.Number(40_000, 4_000_000) / 100m;
        invoice = new InvoiceObject
        {
            Id = ids.Text(),
            Name = $"INV-{chance.Number(100_000, 999_999)}",
            Currency = chance.One(["USD", "EUR", "GBP"]),
            Total = total,
            Balance = total,
            Recipient = chance.One(Companies.Buyers),
            Shipments = shipments,
            IssuedAt = made,
            DueDate = DateOnly.FromDateTime(made.UtcDateTime).AddDays(30),
            UpdatedAt = made,
        };
        if (named) TellNamed();
        else TellWhole();
    }

    public WorldObject Object() => new(Path, invoice.ToJson());

    /// <summary>Its due date moves once more.</summary>
    public override void AddSpare() => Record(made.AddHours(Chance.Number(2, 500)), made.AddHours(1), m =>
    {
        invoice.DueDate = invoice.DueDate.AddDays(Chance.Number(1, 9));
        Tell(m, "/invoice#invoice_due_date_adjusted");
    }, spare: true);

    private string Path => $"invoices/{invoice.Id}";

    private void TellWhole()
    {
        Record(made.AddMinutes(1), made, m => Tell(m, "/invoice#invoice_shared"), first: true);
        if (Chance.Is(0.25)) AddSpare();
        if (Chance.Is(0.1)) Happen(made.AddDays(31), m => Tell(m, "/invoice#invoice_due_date_adjusted", static due => due.Status = "past_due"));
        if (Chance.Is(0.12)) Happen(made.AddDays(12), m =>
        {
            Tell(m, "/invoice#invoice_payment_failed");
            Told(m).PaymentFailed = m.OccurredAt;
        });
        if (Chance.Is(0.1)) Happen(made.AddDays(14), m =>
        {
            Tell(m, "/invoice#invoice_credit_applied", static credited => credited.Balance -= 12.50m);
            Told(m).Credited = m.OccurredAt;
        });
        if (Chance.Is(0.55)) Pay();
        else if (Chance.Is(0.2)) Happen(made.AddDays(50), m => Tell(m, "/invoice#invoice_voided", voided => (voided.Status, voided.VoidedAt) = ("void", m.OccurredAt)));
    }

    private void Pay()
    {
        if (Chance.Is(0.3)) Happen(made.AddDays(20), m => Paid(m, static paid => paid.Balance = decimal.Round(paid.Balance / 2, 2)));
        Record(made.AddDays(40), made.AddDays(39), m => Paid(m, static paid => (paid.Balance, paid.Status) = (0m, "paid")));
        if (Chance.Is(0.1)) Record(made.AddDays(55), made.AddDays(54), m =>
        {
            Tell(m, "/invoice#invoice_refund_applied");
            Told(m).Refunded = m.OccurredAt;
        });

        void Paid(Moment m, Action<InvoiceObject> change)
        {
            Tell(m, "/invoice#invoice_payment_made", change);
            Told(m).Paid = m.OccurredAt;
        }
    }

    private void Tell(Moment m, string type, Action<InvoiceObject>? change = null)
    {
        change?.Invoke(invoice);
        invoice.UpdatedAt = m.RecordedAt.AddMilliseconds(-650);
        var data = new JsonObject { ["_object"] = "/invoice_event_data", ["resource"] = invoice.ToJson() };
        if (invoice.Shipments.Count == 1) data["shipment"] = Text.ShipmentRef(invoice.Shipments[0]);
        m.Send(type, Path, data);
        var told = Told(m);
        (told.Number, told.Status, told.Currency, told.Total, told.Balance) = (invoice.Name, invoice.Status, invoice.Currency, invoice.Total, invoice.Balance);
        (told.DueDate, told.Issued, told.Voided) = (Text.Day(invoice.DueDate), invoice.IssuedAt, invoice.VoidedAt);
        (told.Type, told.Recipient, told.Issuer) = ("Shipment", invoice.Recipient.Name, Companies.Forwarder.Name);
        foreach (var shipment in invoice.Shipments) told.Shipments.Add(Text.Number(shipment));
    }

    private void TellNamed()
    {
        Record(made.AddMinutes(1), made, m => Told(m).Issued = TellNamed(m, ["invoice.created", "invoice_created", "invoice.invoice_created"]), first: true);
        if (Chance.Is(0.7)) Happen(made.AddDays(3), m => Told(m).FreightReady = TellNamed(m, ["invoice.freight_ready", "freight_invoice_ready"]));
    }

    private DateTimeOffset TellNamed(Moment m, IReadOnlyList<string> spellings)
    {
        var data = new JsonObject
        {
            ["invoice_id"] = invoice.Id,
            ["occurred_at"] = Text.Utc(m.OccurredAt),
            ["invoice_number"] = invoice.Name,
            ["amount"] = InvoiceObject.Amount(invoice.Total),
            ["currency"] = invoice.Currency,
            ["due_date"] = Text.Day(invoice.DueDate),
        };
        if (invoice.Shipments.Count == 1) data["shipment_id"] = Text.Number(invoice.Shipments[0]);
        else if (invoice.Shipments.Count > 1) data["shipment_ids"] = new JsonArray([.. invoice.Shipments.Select(id => (JsonNode)id)]);
        m.SendNamed(Chance.One(spellings), Path, data, Chance.Is(0.85));
        var told = Told(m);
        (told.Number, told.Currency, told.Total, told.DueDate) = (invoice.Name, invoice.Currency, invoice.Total, Text.Day(invoice.DueDate));
        foreach (var shipment in invoice.Shipments) told.Shipments.Add(Text.Number(shipment));
        return m.OccurredAt;
    }

    private ToldInvoice Told(Moment m) => m.Account.Invoice(invoice.Id);
}
