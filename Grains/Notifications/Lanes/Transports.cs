using System.Collections.Concurrent;

namespace Grains.Notifications.Lanes;

/// <summary>The slots of transports: so many messages are under way over one at the same time, whoever they are for. Each transport has its own, so one that hangs takes none of another's.</summary>
internal sealed class Transports
{
    /// <summary>So many wait for a slot of one transport; the others come again later, and do not keep their mailboxes from other silos meanwhile.</summary>
    private const int MostWaiting = 512;

    private readonly ConcurrentDictionary<string, Slots> byName = new(StringComparer.Ordinal);

    /// <summary>Waits for a slot.</summary>
    /// <returns>To be disposed of when the message has ended; null: too many wait already.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IDisposable?> Enter(string transport, int slots, CancellationToken cancellation)
    {
        var own = byName.GetOrAdd(transport, static (_, slots) => new Slots(slots), slots);
        if (Interlocked.Increment(ref own.Waiting) > MostWaiting + slots)
        {
            Interlocked.Decrement(ref own.Waiting);
            return null;
        }

        try
        {
            await own.Free.WaitAsync(cancellation);
            return own;
        }
        catch
        {
            Interlocked.Decrement(ref own.Waiting);
            throw;
        }
    }

    /// <summary>A slot is given back by disposing of it; the counter has those that wait and those that are within.</summary>
    private sealed class Slots(int count) : IDisposable
    {
        public int Waiting;

        public SemaphoreSlim Free { get; } = new(count);

        public void Dispose()
        {
            Free.Release();
            Interlocked.Decrement(ref Waiting);
        }
    }
}
