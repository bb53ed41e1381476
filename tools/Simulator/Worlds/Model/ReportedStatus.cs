namespace Simulator.Worlds.Model;

/// <summary>What Flexport's own status is evidence of.</summary>
internal static class ReportedStatus
{
    /// <summary>Where the goods are at sea or in the air, and wherever they are afterwards.</summary>
    public static bool ImpliesDeparted(string? status) =>
        status is "in_transit_to_intermediary_port" or "intermediary_port" or "in_transit_to_arrival_port" || ImpliesArrived(status);

    public static bool ImpliesArrived(string? status) => status is "arrival_port" or "deconsolidation" || HasLeftThePort(status);

    /// <summary>Beyond the port of unloading.</summary>
    public static bool HasLeftThePort(string? status) =>
        status is "in_transit_to_final_destination" or "destination_stop_off" or "gated_out" or "final_destination";
}
