namespace Simulator.Worlds.Stories;

/// <summary>Groups of dialect B's event types that differ only in name.</summary>
internal static class Types
{
    public static IReadOnlyList<string> Disruptions { get; } =
    [
        .. new[]
        {
            "cargo_breakdown_delay", "cargo_bumped_from_booked_flight", "cargo_contamination_delay", "cargo_not_available", "cargo_ready_date_changed_exception", "cargo_rolled_from_booked_vessel",
            "dry_run_pickup", "dry_run_delivery_attempt_not_completed", "equipment_unavailable", "flight_delay_mechanical", "flight_delay_schedule_updated_by_carrier", "late_bill_of_lading_release",
            "missed_appointment", "missing_cargo", "no_appointments_available", "no_attempt_made", "ocean_port_dwell_delay", "pending_customs_clearance_from_nominated_broker",
            "pending_delivery_appointment_confirmation", "port_strike_delay", "rail_car_equipment_breakdown", "rail_interchange_delay", "rail_transfer_delay", "shipment_rerouted_by_carrier",
            "shipment_rerouted_per_client_request", "supplier_late_gate_in", "supplier_late_documents", "transload_delay", "transshipment_delay", "trucker_rejected", "truckers_hours_expired",
            "trucking_delay_chassis_problem", "trucking_delay_mechanical_problem", "trucking_delay_port_congestion", "trucking_delay_other", "trucking_delay_strike", "trucking_delay_traffic",
            "vessel_delay_mechanical", "vessel_delay_port_congestion", "vessel_delay_schedule_updated_by_carrier", "warehouse_devan_delay", "weather_delay",
        }.Select(name => "/shipment#" + name),
    ];

    public static IReadOnlyList<string> ImportHolds { get; } =
    [
        "/shipment#customs_agriculture_hold", "/shipment#customs_entry_release_status_document_required", "/shipment#customs_entry_release_status_entry_docs_required",
        "/shipment#customs_entry_release_status_pending_intensive_exam", "/shipment#customs_entry_release_status_release_suspended", "/shipment#customs_entry_release_status_under_cbp_review",
        "/shipment#customs_undergoing_x_ray_exam",
    ];

    public static IReadOnlyList<string> ExportHolds { get; } = ["/shipment#export_country_customs_exam", "/shipment#export_country_magnetism_exam"];

    /// <summary>Types that nobody documented: new ones are a compatible change.</summary>
    public static IReadOnlyList<string> Unknown { get; } = ["/shipment#carbon_offset_purchased", "/shipment#note_added", "/shipment#sustainability_report_ready"];
}
