using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Relays;

/// <summary>
/// What entities owe each other, written in the commit of the event that brought it and gone once it has been told. Unique by
/// (owing entity, its version, target): writing one again changes nothing.
/// </summary>
public interface IRelayStore
{
    /// <summary>Takes relays that are due, oldest first, counts an attempt and puts them off by the lease; no two callers get the same one.</summary>
    Task<IReadOnlyList<OwedRelay>> Claim(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation);

    /// <summary>
    /// The events of an entity from one version to another, both included, ascending, as they are passed on: with bodies, without this service's own entries. A page: there may
    /// be more after its last one; none when there are none.
    /// </summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="mostBytes">Facts and bodies of them all at most (<see cref="PageOfEvents"/>).</param>
    Task<IReadOnlyList<Tellable>> Read(EntityKey from, long first, long last, int limit, int mostBytes, CancellationToken cancellation);

    /// <summary>Removes what has been told, and puts off what could not be.</summary>
    Task Settle(IReadOnlyList<long> told, IReadOnlyList<PutOff> putOff, CancellationToken cancellation);

    /// <summary>When the next relay is due, or null when none is owed.</summary>
    Task<DateTimeOffset?> NextDue(CancellationToken cancellation);
}

/// <summary>A relay as the store keeps it.</summary>
/// <param name="Attempts">How often it has been tried, this time included.</param>
public sealed record OwedRelay(long Id, EntityKey From, Relay Relay, int Attempts);

/// <summary>A relay that could not be told.</summary>
/// <param name="Error">Why, for a person, without secrets.</param>
public sealed record PutOff(long Id, DateTimeOffset NextAttemptAt, string Error);

/// <summary>An event that can be told to others.</summary>
/// <param name="Version">The version that it made of the entity that passes it on.</param>
public sealed record Tellable(long Version, Relayed Event)
{
    /// <summary>Bytes of its facts and body.</summary>
    public int Size => Event.Facts.Length + Event.Body.Length;
}
