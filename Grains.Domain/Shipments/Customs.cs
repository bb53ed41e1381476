using System.Collections.Frozen;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>Customs, a dimension of its own: holds and exams, and the release.</summary>
internal static class Customs
{
    private static readonly FrozenSet<string> HoldTypes = new[]
    {
        "/shipment#customs_agriculture_hold",
        "/shipment#customs_entry_release_status_document_required",
        "/shipment#customs_entry_release_status_entry_docs_required",
        "/shipment#customs_entry_release_status_pending_intensive_exam",
        "/shipment#customs_entry_release_status_release_suspended",
        "/shipment#customs_entry_release_status_under_cbp_review",
        "/shipment#customs_undergoing_x_ray_exam",
        "/shipment#export_country_customs_exam",
        "/shipment#export_country_magnetism_exam",
    }.ToFrozenSet();

    /// <summary>Whether an event of this type is a hold or an exam.</summary>
    public static bool Holds(string type) => HoldTypes.Contains(type);

    /// <summary>Cleared, unless a hold occurred after the release.</summary>
    public static CustomsView View(PartFacts whole)
    {
        var clearedAt = whole.Instant(Aspect.CustomsCleared);
        var heldAt = whole.Instant(Aspect.CustomsHold);
        var status = heldAt is { } held && (clearedAt is not { } cleared || held > cleared) ? "hold" : clearedAt is null ? null : "cleared";
        return new CustomsView(status, clearedAt, null, [], [], null, null, null, null);
    }
}
