using Benchmarks.Compare.Stores;

namespace Benchmarks.Compare.Contestants;

/// <summary>A contestant that is ready.</summary>
/// <param name="store">Where it keeps everything.</param>
internal sealed class Running(IStore store) : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> undo = new([store.DisposeAsync]);
    private readonly List<int> processes = [];
    private readonly List<HeapGauge> allocations = [];

    public IStore Store => store;

    /// <summary>Where deliveries go.</summary>
    public required Uri Url { get; init; }

    /// <summary>Counts the distinct events in the store.</summary>
    public required string CountEvents { get; init; }

    /// <summary>Counts all entries of the journal, with those that the contestant wrote by itself, such as deadlines; null where there are no others.</summary>
    public string? CountEntries { get; init; }

    /// <summary>Ends when everything that was acknowledged is where it has to be in the end.</summary>
    public Func<Task> CaughtUp { get; init; } = () => Task.CompletedTask;

    /// <summary>Its processes; what they started counts too.</summary>
    public IReadOnlyCollection<int> Processes => processes;

    /// <summary>Bytes allocated so far by all processes; null where one cannot tell.</summary>
    public long? Allocated() => allocations.Count == processes.Count ? allocations.Sum(one => one.Read()) : null;

    /// <summary>One more of its processes, ended with it.</summary>
    public Running With(int process, Func<ValueTask> end, HeapGauge? allocations = null)
    {
        processes.Add(process);
        undo.Push(end);
        if (allocations is null) return this;
        this.allocations.Add(allocations);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        while (undo.TryPop(out var step)) await step();
        foreach (var gauge in allocations) gauge.Dispose();
    }
}
