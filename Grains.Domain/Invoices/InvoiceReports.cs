using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Invoices;

/// <summary>What a delivery says about an invoice, in either dialect.</summary>
internal static class InvoiceReports
{
    /// <summary>One invoice may be for several shipments; a list counts up to here.</summary>
    private const int MostShipments = 1000;

    public static void Read(Saying saying)
    {
        if (saying.Resource(out var resource) == ObjectKind.Invoice)
        {
            var stamp = resource.Instant("last_updated_at");
            var about = saying.About(Part.Whole, "", resource, Nulls.Withdraw, stamp);
            Describe(about, resource);
            about.Instant(Aspect.IssuedAt, "issued_at");
            about.Instant(Aspect.VoidedAt, "voided_at");
            Shipments(saying, resource);
        }

        var named = saying.Named("invoice");
        switch (saying.Event)
        {
            case "invoice_created":
                Describe(named);
                saying.Whole.Say(Aspect.IssuedAt, named.Instant("issued_at") ?? saying.OccurredAt);
                break;
            case "freight_invoice_ready":
                Describe(named);
                if (named.Instant("issued_at") is { } issuedAt) saying.Whole.Say(Aspect.IssuedAt, issuedAt);
                saying.Whole.Say(Aspect.FreightReadyAt, saying.OccurredAt);
                break;
            default:
                break; // A note, or an object that has said it all.
        }

        Shipments(saying, saying.Data);
        if (saying.Data.TryGet("invoice", out var nested)) Shipments(saying, nested);
    }

    private static void Describe(NamedPart invoice) => invoice.Read(Part.Whole, "", static (about, source) =>
    {
        Describe(about, source);
        about.Instant(Aspect.VoidedAt, "voided_at");
    });

    private static void Describe(ObjectReading about, JsonElement source)
    {
        about.Text(Aspect.Number, "invoice_number", "number", "name");
        about.Text(Aspect.Status, "status");
        about.Day(Aspect.DueDate, "due_date");
        Money(about, Aspect.Total, source, "total", "total_amount", "amount");
        Money(about, Aspect.Balance, source, "balance", "balance_amount");
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
        var amount = isObject && field.TryGet("amount", out var inner) ? inner.AsDecimal() : field.AsDecimal();
        var currency = (isObject ? field.Text("currency_code", "currency") : null) ?? source.Text("currency_code", "currency");
        if (amount is { } exact) about.Say(aspect, new FactValue.Money(exact, currency));
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
