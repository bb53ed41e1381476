using System.Text.Json.Nodes;

namespace Simulator.Worlds;

/// <summary>What the service must answer once it has every event.</summary>
/// <param name="Path">Below <c>/api/</c>, such as <c>shipments/460723</c>, <c>purchase-orders/88</c>, <c>invoices/Zm9v</c>.</param>
/// <param name="State">Every field in it must be equal in the answer; fields that are not in it are not compared.</param>
public sealed record ExpectedEntity(string Path, JsonObject State)
{
    /// <summary>The whole history, each event once, in no order; null where it is not compared.</summary>
    public IReadOnlyList<ExpectedEvent>? Events { get; init; }
}

/// <summary>An event in an entity's history: its own, one that another entity passed on, or the word that a shipment names it.</summary>
/// <param name="RecordedAt">Null where it is not compared; likewise the other time.</param>
public sealed record ExpectedEvent(string Id, string Type, DateTimeOffset? RecordedAt, DateTimeOffset? OccurredAt);
