using Grains.Interfaces.DeadLetters;
using Orleans.Concurrency;

namespace Grains.DeadLetters;

/// <inheritdoc cref="IDeadLetterGrain"/>
[Reentrant, StatelessWorker]
internal sealed class DeadLetterGrain(IDeadLetterStore store, ParkedSweeper sweeper, TimeProvider time) : Grain, IDeadLetterGrain
{
    public async Task<long> Keep(Undeliverable letter)
    {
        var id = await store.Keep(letter, CancellationToken.None);
        if (letter.Reason == DeadLetterReason.Parked) sweeper.Wake();
        return id;
    }

    public Task<DeadLetterPage> List(string source, bool open, int limit, string? cursor) =>
        store.List(source, open, limit, cursor, CancellationToken.None);

    public Task<DeadLetterFile?> Read(string source, long id) => store.Read(source, id, CancellationToken.None);

    public Task Tried(long id, bool settled, string detail) =>
        store.Tried(id, settled, detail, time.GetUtcNow(), null, CancellationToken.None);
}
