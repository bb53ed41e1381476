using System.Text.Json.Nodes;

namespace Simulator.Worlds;

#pragma warning disable CA1720 // Flexport calls them objects.

/// <summary>An object of the account as Flexport's API shows it in the end.</summary>
/// <param name="Path">Of the API, such as <c>shipments/460723</c>, <c>shipment_legs/71</c>, <c>ocean/shipment_containers/9</c>.</param>
public sealed record WorldObject(string Path, JsonObject Object);
