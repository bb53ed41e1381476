using System.Text.Json.Nodes;

namespace Simulator.Worlds;

/// <summary>What the service must answer once it has every event.</summary>
/// <param name="Path">Below <c>/api/</c>, such as <c>shipments/460723</c>, <c>purchase-orders/88</c>, <c>invoices/Zm9v</c>.</param>
/// <param name="State">Every field in it must be equal in the answer; fields that are not in it are not compared.</param>
public sealed record ExpectedEntity(string Path, JsonObject State);
