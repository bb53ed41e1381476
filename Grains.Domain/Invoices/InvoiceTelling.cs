using Grains.Domain.Facts;

namespace Grains.Domain.Invoices;

/// <summary>An invoice's facts as a shipment is told them.</summary>
public static class InvoiceTelling
{
    /// <summary>
    /// What is said of the invoice itself, as facts about that invoice in the eyes of a shipment, with the stamps that they have. Which other
    /// shipments it is for, and companies by their ids, stay at the invoice. The first fact is always that there is such an invoice.
    /// </summary>
    public static IReadOnlyList<Fact> Retell(string invoiceId, IReadOnlyList<Fact> facts)
    {
        var told = new List<Fact>(facts.Count + 1) { new(new Thing(Part.Invoice, invoiceId, Aspect.Identity), new FactValue.Text(invoiceId)) };
        foreach (var fact in facts)
        {
            if (fact.About.Part == Part.Whole) told.Add(fact with { About = new Thing(Part.Invoice, invoiceId, fact.About.Aspect) });
        }

        return told;
    }
}
