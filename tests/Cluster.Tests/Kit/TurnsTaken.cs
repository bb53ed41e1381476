using Grains.Interfaces.Entities;

namespace Cluster.Tests.Kit;

/// <summary>Counts the deliveries whose first turn has run: calls may overtake each other, so no later call can show it.</summary>
internal sealed class TurnsTaken : IIncomingGrainCallFilter
{
    private int deliveries;

    public int Deliveries => Volatile.Read(ref deliveries);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        // Returns when the grain first waits.
        var rest = context.Invoke();
        if (context.MethodName == nameof(IEntityGrain.Receive)) Interlocked.Increment(ref deliveries);
        await rest;
    }
}
