using Orleans.Runtime;
using Orleans.Storage;

namespace Cluster.Tests.Kit;

/// <summary>Grain storage of a real engine that fails when the test says so, and counts.</summary>
internal sealed class FaultySnapshots(IGrainStorage inner) : IGrainStorage
{
    private int writes;
    private int reads;

    public bool Failing { get; set; }

    /// <summary>Whether states are given back as if a program before this one had written them.</summary>
    public bool Earlier { get; set; }

    public int Writes => Volatile.Read(ref writes);

    public int Reads => Volatile.Read(ref reads);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        FailIfTold();
        await inner.ReadStateAsync(stateName, grainId, grainState);
        // A state begins with the number of its form: [4, …
        if (Earlier && grainState.State is Grains.Entities.Snapshot { State.Length: > 1 } snapshot) snapshot.State[1]--;
        Interlocked.Increment(ref reads);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        FailIfTold();
        await inner.WriteStateAsync(stateName, grainId, grainState);
        Interlocked.Increment(ref writes);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);

    private void FailIfTold()
    {
        if (Failing) throw new InvalidOperationException("The test has stopped the snapshot storage.");
    }
}
