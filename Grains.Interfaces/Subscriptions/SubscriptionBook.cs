namespace Grains.Interfaces.Subscriptions;

/// <summary>Stakeholders and subscriptions of a source.</summary>
/// <param name="Unreadable">What is stored and cannot be read: it stands in neither of the two. Null: nothing.</param>
[GenerateSerializer, Immutable, Alias("flexport.SubscriptionBook")]
public sealed record SubscriptionBook(
    [property: Id(0)] IReadOnlyList<Stakeholder> Stakeholders,
    [property: Id(1)] IReadOnlyList<Subscription> Subscriptions,
    [property: Id(2)] IReadOnlyList<UnreadableDocument>? Unreadable = null)
{
    /// <summary>The version of a stakeholder, readable or not; null: there is none.</summary>
    public long? VersionOfStakeholder(string id) => Stakeholders.FirstOrDefault(one => one.Id == id)?.Version ?? Unread(id, isSubscription: false)?.Version;

    /// <summary>The version of a subscription, readable or not; null: there is none.</summary>
    public long? VersionOfSubscription(string id) => Subscriptions.FirstOrDefault(one => one.Id == id)?.Version ?? Unread(id, isSubscription: true)?.Version;

    /// <summary>What is stored under this id and cannot be read; null: nothing.</summary>
    public UnreadableDocument? Unread(string id, bool isSubscription) => Unreadable?.FirstOrDefault(one => one.IsSubscription == isSubscription && one.Id == id);
}

/// <summary>A stored stakeholder or subscription that this program cannot read: damaged, or written by a newer one. Saving it anew mends it.</summary>
/// <param name="Version">Of the row.</param>
/// <param name="Generation">Of a subscription; all zero for a stakeholder.</param>
[GenerateSerializer, Immutable, Alias("flexport.UnreadableDocument")]
public sealed record UnreadableDocument([property: Id(0)] bool IsSubscription, [property: Id(1)] string Id, [property: Id(2)] long Version, [property: Id(3)] Guid Generation);
