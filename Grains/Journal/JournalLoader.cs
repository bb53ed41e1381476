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

    public JournalLoader(IJournalStore store, IOptions<JournalOptions> options)
    {
        this.store = store;
        this.options = options.Value;
        reader = Task.Run(Read);
    }

    /// <summary>The head of an entity, and its history if that is short.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<EntityHistory> Load(EntityKey key)
    {
        var request = new Request(key);
        if (!waiting.Writer.TryWrite(request)) throw new StoreUnavailableException("The silo is stopping.");
        return request.Answer.Task;
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

            await Answer(requests);
        }
    }

    private async Task Answer(Dictionary<EntityKey, List<Request>> requests)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.CommitTimeout);
            foreach (var history in await store.Load([.. requests.Keys], timeout.Token))
            {
                foreach (var request in requests[history.Key]) request.Answer.TrySetResult(history);
            }
        }
        catch (Exception reason)
        {
            var fault = reason as StoreUnavailableException ?? new StoreUnavailableException("The journal could not be read.", reason);
            foreach (var request in requests.Values.SelectMany(static same => same)) request.Answer.TrySetException(fault);
        }
    }

    private sealed record Request(EntityKey Key)
    {
        public TaskCompletionSource<EntityHistory> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
