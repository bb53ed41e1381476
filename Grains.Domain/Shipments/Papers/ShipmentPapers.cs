using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments.Papers;

/// <summary>What a full shipment says beside its voyage: terms of trade, references, companies, the customer's own keys.</summary>
internal static class ShipmentPapers
{
    /// <param name="stamp">The shipment's <c>updated_at</c>.</param>
    public static void Read(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", shipment, Nulls.Withdraw, stamp);
        about.Text(Aspect.Incoterm, "incoterm");
        about.Text(Aspect.Priority, "priority");
        about.Text(Aspect.FreightType, "freight_type");
        References.Read(saying, shipment, stamp);
        ShipmentItems.Read(saying, shipment, stamp);
        Family.Read(saying, shipment, stamp);
        Parties.Read(saying, shipment, stamp);
        Metadata.Read(saying, shipment, stamp);
    }
}
