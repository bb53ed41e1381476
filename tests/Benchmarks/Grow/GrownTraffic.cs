using Benchmarks.Compare.Replaying;
using Benchmarks.Load;

namespace Benchmarks.Grow;

/// <summary>Small events of dialect A (0.25 KB) of so many shipments, of which each event can be made by itself: what state they leave does not grow with their number, only the history does.</summary>
/// <param name="run">Part of all ids.</param>
internal sealed class GrownTraffic(string run, int shipments, string secret)
{
    private readonly Traffic traffic = new(run, shipments);

    public int Shipments => shipments;

    public string Id(int shipment) => traffic.ShipmentOf(shipment);

    /// <summary>The body of a shipment's n-th event, counted from 0.</summary>
    public byte[] Body(int shipment, int n) => traffic.Body(checked((n * shipments) + shipment));

    /// <summary>So many events of each shipment, all shipments in turns.</summary>
    public Recording Filling(int events) => SignedBodies.Sign(checked(events * shipments), i => Body(i % shipments, i / shipments), secret);

    /// <summary>Any events.</summary>
    /// <param name="which">The shipment and the number of the i-th one.</param>
    public Recording Of(int count, Func<int, (int Shipment, int Number)> which) => SignedBodies.Sign(count, i => Body(which(i).Shipment, which(i).Number), secret);
}
