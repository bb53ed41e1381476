using System.Collections.Frozen;

namespace Grains.Domain.Shipments;

/// <summary>What Flexport calls exceptions: open until a transit milestone with a strictly greater time is known. Derived, never stored.</summary>
internal static class Disruptions
{
    private static readonly FrozenSet<string> Types = new[]
    {
        "/shipment#cargo_breakdown_delay",
        "/shipment#cargo_bumped_from_booked_flight",
        "/shipment#cargo_contamination_delay",
        "/shipment#cargo_not_available",
        "/shipment#cargo_ready_date_changed_exception",
        "/shipment#cargo_rolled_from_booked_vessel",
        "/shipment#dry_run_pickup",
        "/shipment#dry_run_delivery_attempt_not_completed",
        "/shipment#equipment_unavailable",
        "/shipment#flight_delay_mechanical",
        "/shipment#flight_delay_schedule_updated_by_carrier",
        "/shipment#late_bill_of_lading_release",
        "/shipment#missed_appointment",
        "/shipment#missing_cargo",
        "/shipment#no_appointments_available",
        "/shipment#no_attempt_made",
        "/shipment#ocean_port_dwell_delay",
        "/shipment#pending_customs_clearance_from_nominated_broker",
        "/shipment#pending_delivery_appointment_confirmation",
        "/shipment#port_strike_delay",
        "/shipment#rail_car_equipment_breakdown",
        "/shipment#rail_interchange_delay",
        "/shipment#rail_transfer_delay",
        "/shipment#shipment_rerouted_by_carrier",
        "/shipment#shipment_rerouted_per_client_request",
        "/shipment#supplier_late_gate_in",
        "/shipment#supplier_late_documents",
        "/shipment#transload_delay",
        "/shipment#transshipment_delay",
        "/shipment#trucker_rejected",
        "/shipment#truckers_hours_expired",
        "/shipment#trucking_delay_chassis_problem",
        "/shipment#trucking_delay_mechanical_problem",
        "/shipment#trucking_delay_port_congestion",
        "/shipment#trucking_delay_other",
        "/shipment#trucking_delay_strike",
        "/shipment#trucking_delay_traffic",
        "/shipment#vessel_delay_mechanical",
        "/shipment#vessel_delay_port_congestion",
        "/shipment#vessel_delay_schedule_updated_by_carrier",
        "/shipment#warehouse_devan_delay",
        "/shipment#weather_delay",    }.ToFrozenSet();

    /// <summary>Whether an event of this type opens a disruption.</summary>
    public static bool Opens(string type) => Types.Contains(type);
}
