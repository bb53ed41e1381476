using Grains.Domain.Facts;

namespace Grains.Domain.Invoices;

/// <summary>What a shipment hears of an invoice that is for it.</summary>
public static class InvoiceTelling
{
    /// <summary>The invoice's facts as facts about one part of the shipment; which shipments it is for stays with the invoice.</summary>
    public static IReadOnlyList<Fact> Retell(string invoiceId, IReadOnlyList<Fact> facts)
    {
        var retold = new List<Fact>(facts.Count);
        foreach (var fact in facts)
        {
            if (fact.About.Part == Part.Shipment) continue;
            retold.Add(fact.About.Part == Part.Whole ? fact with { About = new Thing(Part.Invoice, invoiceId, fact.About.Aspect) } : fact);
        }

        return retold;
    }
}
