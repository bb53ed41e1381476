using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>Stakeholders and subscriptions of all sources, as whoever expands announcements needs them.</summary>
/// <param name="Version">Higher with every change.</param>
public sealed record AllSubscriptions(long Version, IReadOnlyDictionary<string, SubscriptionBook> BySource);

/// <summary>Keeps stakeholders and subscriptions.</summary>
public interface ISubscriptionStore
{
    /// <summary>All of every source, or null when nothing has changed since this version.</summary>
    /// <param name="known">0: nothing is known.</param>
    /// <exception cref="Interfaces.Entities.StoreUnavailableException">Unreachable.</exception>
    Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation);

    /// <summary>Those of one source, by id.</summary>
    Task<SubscriptionBook> Read(string source, CancellationToken cancellation);

    /// <returns>Whether it was not there before.</returns>
    Task<bool> Save(string source, Stakeholder stakeholder, CancellationToken cancellation);

    /// <summary>One that is there keeps when it was created.</summary>
    /// <returns>Whether it was not there before; null when a stakeholder that it names is not there.</returns>
    Task<bool?> Save(string source, Subscription subscription, CancellationToken cancellation);

    /// <summary><see cref="DeleteResult.InUse"/> while a subscription names them.</summary>
    Task<DeleteResult> DeleteStakeholder(string source, string id, CancellationToken cancellation);

    Task<DeleteResult> DeleteSubscription(string source, string id, CancellationToken cancellation);
}
