namespace Flexport.Webhooks.Events;

/// <summary>The spellings of dialect A's event names (contract §3).</summary>
internal static class EventNames
{
    /// <summary>Its event is in <c>data.milestone</c> (or <c>data.event</c>).</summary>
    public const string MilestoneFamily = "shipment.milestone";

    /// <summary>Its event is in <c>data.event</c> (or <c>data.milestone</c>); without one, the dates in the data speak for themselves.</summary>
    public const string DatesFamily = "shipment.eta_updated";

    public const string DatesUpdated = "eta_updated";

    private static readonly string[] Prefixes =
        ["shipment", "booking", "purchase_order", "invoice", "document", "container", MilestoneFamily, DatesFamily];

    public static bool IsFamily(string name) => name == DatesUpdated;

    /// <summary>Every other way to write a canonical name as a <c>type</c>.</summary>
    public static IEnumerable<string> Variants(string name)
    {
        if (Dotted(name) is { } dotted) yield return dotted;
        foreach (var prefix in Prefixes) yield return $"{prefix}.{name}";
    }

    private static string? Dotted(string name) => name switch
    {
        "booking_confirmed" => "booking.confirmed",
        "booking_amended" => "booking.amended",
        "po_created" => "purchase_order.created",
        "po_updated" => "purchase_order.updated",
        "po_archived" => "purchase_order.archived",
        "invoice_created" => "invoice.created",
        "freight_invoice_ready" => "invoice.freight_ready",
        "document_uploaded" => "document.uploaded",
        "bill_of_lading_ready" => "document.bill_of_lading_ready",
        "container_loaded" => "container.loaded",
        "container_unloaded" => "container.unloaded",
        _ => null,
    };
}
