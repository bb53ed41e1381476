namespace Simulator.Worlds.Model;

/// <summary>How far a shipment is: what was reached, what is only implied, and where the cargo is.</summary>
/// <param name="Departed">Dated; likewise the next two.</param>
/// <param name="Cleared">Customs released it for import.</param>
/// <param name="IsReady">The milestone <c>cargo_ready</c>.</param>
/// <param name="HasLeftThePort">By a leg from the port of unloading, on a truck or out for delivery; what the reported status says comes on top.</param>
internal sealed record Position(
    DateTimeOffset? Departed, DateTimeOffset? Arrived, DateTimeOffset? Delivered, bool Cleared, bool IsReady, string? ReportedStatus, bool HasLeftThePort, bool IsArchived)
{
    /// <summary>Milestones that are only implied, in the order of their ranks.</summary>
    public IReadOnlyList<string> Inferred =>
        [.. Departed is null && Model.ReportedStatus.ImpliesDeparted(ReportedStatus) ? (string[])["departed"] : [],
         .. Arrived is null && Model.ReportedStatus.ImpliesArrived(ReportedStatus) ? (string[])["arrived"] : []];

    /// <summary>The furthest milestone; null where none is reached.</summary>
    public string? Milestone =>
        Delivered is not null ? "delivered" : Cleared ? "customs_cleared" : HasArrived ? "arrived" : HasDeparted ? "departed" : IsReady ? "cargo_ready" : null;

    /// <summary>Where the cargo is, whatever customs do.</summary>
    public string Phase
    {
        get
        {
            if (IsArchived) return "closed";
            if (Delivered is not null) return "delivered";
            if (HasArrived) return HasLeftThePort || Model.ReportedStatus.HasLeftThePort(ReportedStatus) ? "inland" : "destination_port";
            return HasDeparted ? "in_transit" : "origin";
        }
    }

    private bool HasDeparted => Departed is not null || Inferred.Contains("departed");

    private bool HasArrived => Arrived is not null || Inferred.Contains("arrived");
}
