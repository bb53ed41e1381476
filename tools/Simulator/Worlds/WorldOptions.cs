namespace Simulator.Worlds;

/// <summary>What world to make. The same options make the same world, byte for byte.</summary>
/// <param name="Shipments">How many shipments, exactly.</param>
/// <param name="Events">How many events, exactly.</param>
/// <param name="Start">When the first shipment is made.</param>
/// <param name="DialectA">The share of shipments that speak dialect A, 0 to 1; the others speak dialect B.</param>
public sealed record WorldOptions(int Seed, int Shipments, int Events, DateTimeOffset Start, double DialectA);
