namespace Flexport.Webhooks.Events;

public static partial class EventCatalogue
{
    // Release, holds and exams, filings.
    private static EventType[] Customs() =>
    [
        Documented("/shipment#customs_entry_release_status_released", EventCategory.Customs, EventEffect.CustomsCleared, "Customs released", "Import customs released the goods."),
        Documented("/shipment#export_customs_cleared", EventCategory.Customs, EventEffect.ExportCleared, "Export customs cleared", "Export customs released the goods."),
        Documented("/shipment#customs_agriculture_hold", EventCategory.Customs, EventEffect.CustomsHold, "Agriculture hold", "Customs hold the goods for an agricultural check."),
        Documented("/shipment#customs_entry_release_status_document_required", EventCategory.Customs, EventEffect.CustomsHold, "Hold: document required", "Customs hold the goods until a document is there."),
        Documented("/shipment#customs_entry_release_status_entry_docs_required", EventCategory.Customs, EventEffect.CustomsHold, "Hold: entry papers required", "Customs hold the goods until the papers of the entry are there."),
        Documented("/shipment#customs_entry_release_status_pending_intensive_exam", EventCategory.Customs, EventEffect.CustomsHold, "Hold: intensive exam", "Customs want to examine the goods closely."),
        Documented("/shipment#customs_entry_release_status_release_suspended", EventCategory.Customs, EventEffect.CustomsHold, "Hold: release suspended", "Customs took the release back for now."),
        Documented("/shipment#customs_entry_release_status_under_cbp_review", EventCategory.Customs, EventEffect.CustomsHold, "Hold: under review", "The customs authority reviews the entry."),
        Documented("/shipment#customs_undergoing_x_ray_exam", EventCategory.Customs, EventEffect.CustomsHold, "X-ray exam", "Customs are X-raying the goods."),
        Documented("/shipment#export_country_customs_exam", EventCategory.Customs, EventEffect.ExportHold, "Export exam", "Customs of the exporting country examine the goods."),
        Documented("/shipment#export_country_magnetism_exam", EventCategory.Customs, EventEffect.ExportHold, "Export magnetism exam", "The exporting country tests the goods for magnetism."),
        Documented("/shipment#filing_submitted_for_in_bond_transportation", EventCategory.Customs, EventEffect.InBondFiled, "In-bond filing submitted", "Transport under bond was applied for."),
        Documented("/shipment#ftz_admission", EventCategory.Customs, EventEffect.FreeTradeZoneAdmitted, "Free trade zone admission", "The carrier knows that the goods are admitted to a free trade zone."),
    ];
}
