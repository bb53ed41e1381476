using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments.Papers;

/// <summary>The invoices that name a shipment, as it was told of them (<see cref="InvoiceTelling"/>).</summary>
internal static class ShipmentInvoices
{
    public static IReadOnlyList<ShipmentInvoiceView> View(EntityState state)
    {
        var invoices = new List<ShipmentInvoiceView>();
        foreach (var (part, facts) in state.Parts.Of(Part.Invoice))
        {
            if (part.Part != Part.Invoice) continue;
            invoices.Add(new ShipmentInvoiceView(
                part.Id,
                facts.Text(Aspect.Number),
                InvoiceStatus.Of(facts),
                facts.Money(Aspect.Total).ToView(),
                facts.Money(Aspect.Balance).ToView(),
                Rows.DayText(facts.Day(Aspect.DueDate))));
        }

        return invoices;
    }
}
