using System.Threading.Channels;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Options;

namespace Grains.Journal;

/// <summary>Loads cold entities together: while one round trip is under way the next one's keys gather.</summary>
public sealed class JournalLoader : IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly JournalOptions options;
    private readonly Channel<Request> waiting = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
    private readonly Task reader;
    private int waitingLoads;

    public JournalLoader(IJournalStore store, IOptions<JournalOptions> options)
    {
        this.store = store;
        this.options = options.Value;
        reader = Task.Run(Read);
    }

    /// <summary>The head of an entity, and its history if that is short.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <exception cref="OverloadedException">Too many wait already.</exception>
    public async Task<EntityHistory> Load(EntityKey key)
    {
        var request = new Request(key);
        try
        {
            if (Interlocked.Increment(ref waitingLoads) > options.MaxWaitingLoads)
                throw new OverloadedException("More entities wait to be loaded than this silo takes (Journal:MaxWaitingLoads).");
            if (!waiting.Writer.TryWrite(request)) throw new StoreUnavailableException("The silo is stopping.");
            return await request.Answer.Task;
        }
        finally
        {
            Interlocked.Decrement(ref waitingLoads);
        }
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await reader;
    }

    private async Task Read()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var requests = new Dictionary<EntityKey, List<Request>>();
            while (requests.Count < options.MaxLoadKeys && waiting.Reader.TryRead(out var request))
            {
                if (!requests.TryGetValue(request.Key, out var same)) requests[request.Key] = same = [];
                same.Add(request);
            }

            if (await Answer(requests) is { } fault) FailWaiting(fault);
        }
    }

    /// <summary>What has queued behind a round that failed would find the same store, each after its own patience.</summary>
    private void FailWaiting(Exception fault)
    {
        while (waiting.Reader.TryRead(out var request)) request.Answer.TrySetException(fault);
    }

    /// <returns>Why the round failed, or null.</returns>
    private async Task<Exception?> Answer(Dictionary<EntityKey, List<Request>> requests)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.CommitTimeout);
            foreach (var history in await store.Load([.. requests.Keys], timeout.Token).WithinTime(options.CommitTimeout))
            {
                foreach (var request in requests[history.Key]) request.Answer.TrySetResult(history);
            }

            return null;
        }
        catch (Exception reason)
        {
            var fault = reason as StoreUnavailableException ?? new StoreUnavailableException("The journal could not be read.", reason);
            foreach (var request in requests.Values.SelectMany(static same => same)) request.Answer.TrySetException(fault);
            return fault;
        }
    }

    private sealed record Request(EntityKey Key)
    {
        public TaskCompletionSource<EntityHistory> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
