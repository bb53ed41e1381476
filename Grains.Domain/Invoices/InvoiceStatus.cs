using Grains.Domain.Facts;
using Grains.Interfaces.Invoices;

namespace Grains.Domain.Invoices;

/// <summary>What follows from an invoice's facts, be they the invoice's own or those that a shipment was told.</summary>
internal static class InvoiceStatus
{
    /// <summary>As reported; else void once it is voided; else outstanding when anything is known of it but its id. That it is paid only Flexport can say.</summary>
    public static string? Of(PartFacts invoice)
    {
        if (invoice.Text(Aspect.Status) is { } reported) return reported;
        if (invoice.Instant(Aspect.VoidedAt) is not null) return "void";
        return invoice.Count > (invoice[Aspect.Identity] is null ? 0 : 1) ? "outstanding" : null;
    }

    public static MoneyView? ToView(this FactValue.Money? money) => money is null ? null : new MoneyView(money.Amount, money.Currency);
}
