using Grains.Interfaces.Entities;
using Grains.Relays;

namespace Cluster.Tests.Kit;

/// <summary>Relays of a real engine that nobody gets to see, or whose end is not written down, when the test says so.</summary>
internal sealed class FaultyRelays(IRelayStore inner) : IRelayStore
{
    private int lost;

    /// <summary>Nobody is given any: as if every silo died right after its commits.</summary>
    public bool Held { get; set; }

    /// <summary>How many of the next ends are lost: as if the silo died between telling and writing that down.</summary>
    public int LoseEnds { get; set; }

    public int Lost => Volatile.Read(ref lost);

    public async Task<IReadOnlyList<OwedRelay>> Claim(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        Held ? [] : await inner.Claim(limit, now, lease, cancellation);

    public Task<IReadOnlyList<Tellable>> Read(EntityKey from, long first, long last, int limit, int mostBytes, CancellationToken cancellation) =>
        inner.Read(from, first, last, limit, mostBytes, cancellation);

    public Task Settle(IReadOnlyList<long> told, IReadOnlyList<PutOff> putOff, CancellationToken cancellation)
    {
        if (Lost >= LoseEnds) return inner.Settle(told, putOff, cancellation);
        Interlocked.Increment(ref lost);
        return Task.CompletedTask;
    }

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => Held ? null : await inner.NextDue(cancellation);

    /// <summary>Whether anything is owed, whatever the silos are shown.</summary>
    public async Task<bool> AnyOwed() => await inner.NextDue(CancellationToken.None) is not null;
}
