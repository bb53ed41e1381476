namespace Benchmarks.Grow.Axes;

/// <summary>What it takes to activate entities of one length of history.</summary>
/// <param name="History">Events of each.</param>
/// <param name="Entities">How many were activated.</param>
/// <param name="ColdP50">Milliseconds of the first GET of a view, one after the other.</param>
/// <param name="WarmP50">The same of a view whose entity is activated.</param>
/// <param name="Live">Bytes of objects in use for each activation, without garbage.</param>
/// <param name="State">Bytes that its state takes by itself.</param>
/// <param name="Resident">Memory of the whole process after it, in bytes.</param>
internal sealed record Activated(int History, int Entities, double ColdP50, double ColdP99, double WarmP50, double WarmP99, double Live, double State, long Resident)
{
    /// <summary>What an activation takes above its state: Orleans' own, the ledger, and the ids of the events that are processed.</summary>
    public double Above => Live - State;
}
