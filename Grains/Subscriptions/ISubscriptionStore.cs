using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>Stakeholders and subscriptions of all sources, as whoever expands announcements needs them.</summary>
/// <param name="Version">Higher with every change.</param>
public sealed record AllSubscriptions(long Version, IReadOnlyDictionary<string, SubscriptionBook> BySource);

/// <summary>What came of saving.</summary>
public enum SaveOutcome
{
    None = 0,
    /// <summary>It was not there before.</summary>
    Created,
    Replaced,
    /// <summary>The condition does not hold; nothing was changed.</summary>
    Differs,
    /// <summary>A stakeholder that it names is not there; nothing was changed.</summary>
    NoStakeholder,
}

/// <summary>
/// Keeps stakeholders and subscriptions. Whether a condition holds is decided together with the change. What waits in lanes follows a change, both or neither:
/// <list type="bullet">
/// <item>Of a subscription that is deleted nothing waits any more.</item>
/// <item>What waits for one that is saved goes to its contact of now, and out of the digest that it no longer wants; it is looked at again at once.</item>
/// <item>What waits for the contacts of a stakeholder who is saved is tried again at once, however long their targets were to be left alone.</item>
/// </list>
/// All calls throw <see cref="Interfaces.Entities.StoreUnavailableException"/> when the database cannot be reached.
/// </summary>
public interface ISubscriptionStore
{
    /// <summary>All of every source, or null when nothing has changed since this version.</summary>
    /// <param name="known">0: nothing is known.</param>
    Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation);

    /// <summary>Those of one source, by id.</summary>
    Task<SubscriptionBook> Read(string source, CancellationToken cancellation);

    /// <summary>Adds or replaces; the version is the store's.</summary>
    Task<SaveOutcome> Save(string source, Stakeholder stakeholder, WriteCondition condition, CancellationToken cancellation);

    /// <summary>Adds or replaces. The store gives generation and version, and by its clock when it was created and resumed; one that is there keeps generation and creation.</summary>
    Task<SaveOutcome> Save(string source, Subscription subscription, WriteCondition condition, CancellationToken cancellation);

    /// <summary><see cref="DeleteResult.InUse"/> while a subscription names them.</summary>
    Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition, CancellationToken cancellation);

    Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition, CancellationToken cancellation);

    Task<SaveOutcome> Save(string source, Stakeholder stakeholder, CancellationToken cancellation) => Save(source, stakeholder, WriteCondition.None, cancellation);

    Task<SaveOutcome> Save(string source, Subscription subscription, CancellationToken cancellation) => Save(source, subscription, WriteCondition.None, cancellation);

    Task<DeleteResult> DeleteStakeholder(string source, string id, CancellationToken cancellation) => DeleteStakeholder(source, id, WriteCondition.None, cancellation);

    Task<DeleteResult> DeleteSubscription(string source, string id, CancellationToken cancellation) => DeleteSubscription(source, id, WriteCondition.None, cancellation);
}
