using Grains.Interfaces.Deadlines;

namespace Grains.Interfaces.Entities;

/// <summary>What every entity's grain answers. Its key is <see cref="EntityKey.ToString"/>.</summary>
public interface IEntityGrain : IGrainWithStringKey
{
    /// <summary>Takes a delivery; returns once it is durable. Calling again with the same delivery is safe.</summary>
    /// <exception cref="ActivationDroppedException">Call again at once.</exception>
    /// <exception cref="StoreUnavailableException">Not durable: tell the sender to come back.</exception>
    /// <exception cref="OverloadedException">Not taken: tell the sender to come back.</exception>
    [Alias("Receive")]
    Task<Receipt> Receive(Delivery delivery);

    /// <summary>Takes what another entity passes on; returns once it is durable. Calling again with the same is safe.</summary>
    /// <exception cref="ActivationDroppedException">Call again at once.</exception>
    /// <exception cref="StoreUnavailableException">Not durable: try later.</exception>
    /// <exception cref="OverloadedException">Not taken: try later.</exception>
    [Alias("Relay")]
    Task<Receipt> Relay(Relayed relayed);

    /// <summary>The clock has come: lets the deadlines fire that have passed. Returns once they are durable. Calling again is safe.</summary>
    /// <exception cref="ActivationDroppedException">Call again at once.</exception>
    /// <exception cref="StoreUnavailableException">Not durable: come again later.</exception>
    /// <exception cref="OverloadedException">Not taken: come again later.</exception>
    [Alias("Expire")]
    Task<Tick> Expire();

    /// <summary>A person has seen what needs attention. Returns once that is durable. Calling again with the same is safe.</summary>
    /// <exception cref="ActivationDroppedException">Call again at once.</exception>
    /// <exception cref="StoreUnavailableException">Not durable: try later.</exception>
    /// <exception cref="OverloadedException">Not taken: try later.</exception>
    [Alias("Acknowledge")]
    Task<Acknowledged> Acknowledge(Acknowledgement said);

    /// <summary>Writes the entity's row of the lists anew, from its committed state. Returns once that is durable. Calling again is safe.</summary>
    /// <returns>False when the store refuses the row for its data: no other try does better.</returns>
    /// <exception cref="StoreUnavailableException">Not written: call again later.</exception>
    [Alias("WriteListRow")]
    Task<bool> WriteListRow();

    /// <summary>A page of the history, or null when the entity has none.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <param name="cursor">Null for the first page, else <see cref="EventPage.Next"/>.</param>
    [Alias("Events")]
    Task<EventPage?> Events(int limit, string? cursor);

    /// <summary>The raw bytes of an accepted event as received, or null.</summary>
    [Alias("Body")]
    Task<byte[]?> Body(EventId eventId);
}

/// <summary>An entity whose view is a <typeparamref name="TView"/>.</summary>
public interface IEntityGrain<TView> : IEntityGrain
    where TView : class
{
    /// <summary>The committed state, or null when nothing is known of the entity.</summary>
    [Alias("Get")]
    Task<TView?> Get();
}
