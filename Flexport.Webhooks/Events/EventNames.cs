namespace Flexport.Webhooks.Events;

/// <summary>How dialect A's event names are put together (contract §3). What each of them means, the catalogue says.</summary>
internal static class EventNames
{
    /// <summary>Its event is in <c>data.milestone</c> (or <c>data.event</c>).</summary>
    public const string MilestoneFamily = "shipment.milestone";

    /// <summary>Its event is in <c>data.event</c> (or <c>data.milestone</c>); without one, the dates in the data speak for themselves.</summary>
    public const string DatesFamily = "shipment.eta_updated";

    private static readonly string[] Prefixes =
        ["shipment", "booking", "purchase_order", "invoice", "document", "container", MilestoneFamily, DatesFamily];

    /// <summary>A canonical name behind the name of each family.</summary>
    public static IEnumerable<string> Variants(string name) => Prefixes.Select(prefix => $"{prefix}.{name}");
}
