using Grains.Domain.Entities;

namespace Grains.Domain.Shipments;

/// <summary>
/// What Flexport itself calls a shipment's status, as evidence (contract §6): a status that is only possible after a milestone implies it. Nothing implies
/// delivery, for <c>final_destination</c> does not mean completed. A status that nobody knows implies nothing.
/// </summary>
internal static class ReportedStatus
{
    /// <summary>Whether the status is only possible once this has happened.</summary>
    public static bool Implies(string? status, Milestone milestone) => milestone switch
    {
        Milestone.Departed => IsUnderWay(status) || IsAtArrivalPortOrBeyond(status),
        Milestone.Arrived => IsAtArrivalPortOrBeyond(status),
        _ => false,
    };

    /// <summary>Whether the main voyage is over by what Flexport calls the status.</summary>
    public static bool IsAtArrivalPortOrBeyond(string? status) => IsBeyondArrivalPort(status) || Lower(status) is "arrival_port" or "deconsolidation";

    /// <summary>Whether the goods have left the port of arrival by what Flexport calls the status.</summary>
    public static bool IsBeyondArrivalPort(string? status) =>
        Lower(status) is "in_transit_to_final_destination" or "destination_stop_off" or "gated_out" or "final_destination";

    private static bool IsUnderWay(string? status) =>
        Lower(status) is "in_transit_to_intermediary_port" or "intermediary_port" or "in_transit_to_arrival_port";

    private static string? Lower(string? status) => status?.Trim().ToLowerInvariant();
}
