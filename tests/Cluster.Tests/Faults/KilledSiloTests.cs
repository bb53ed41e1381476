using Cluster.Tests.Kit;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Faults;

public sealed class KilledSiloTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task ASiloKilledUnderLoad_LosesNothingThatWasAcknowledged(Engine engine)
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 3);
        string[] shipments = [.. Enumerable.Range(500, 20).Select(static id => $"{id}")];
        var half = new TaskCompletionSource();
        var acknowledged = 0;

        var load = Task.WhenAll(
            from shipment in shipments
            select Task.Run(async () =>
            {
                for (var number = 0; number < 50; number++)
                {
                    await cluster.Deliver(shipment, ContainerLoaded(shipment, number));
                    if (Interlocked.Increment(ref acknowledged) == shipments.Length * 25) half.SetResult();
                }
            }, TestContext.Current.CancellationToken));
        await half.Task;
        cluster.Patience = TimeSpan.FromSeconds(4);
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[^1], TestContext.Current.CancellationToken);
        await load;

        foreach (var shipment in shipments)
        {
            var events = (await cluster.Shipment(shipment).Events(500, null))!.Items;
            events.Select(static item => item.Version).Order().ShouldBe(Enumerable.Range(1, 50).Select(static version => (long)version));
            (await cluster.Shipment(shipment).Get())!.Containers.Count.ShouldBe(50);
        }
    }
}
