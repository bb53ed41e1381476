namespace Grains.Interfaces.Subscriptions;

/// <summary>Keeps stakeholders and what they have subscribed to, of a source. Stateless: any key serves.</summary>
[Alias("flexport.ISubscriptionGrain")]
public interface ISubscriptionGrain : IGrainWithIntegerKey
{
    /// <summary>All of a source, by id. Secrets are within: they are for the caller, not for whom he serves.</summary>
    [Alias("Read")]
    Task<SubscriptionBook> Read(string source);

    /// <summary>Adds or replaces. A contact whose secret (or Slack address) is not given keeps the one that it had, unless it is another channel or address now.</summary>
    [Alias("SaveStakeholder")]
    Task<SaveResult> Save(string source, Stakeholder stakeholder);

    /// <summary>The same, if the condition holds.</summary>
    [Alias("SaveStakeholderIf")]
    Task<SaveResult> Save(string source, Stakeholder stakeholder, WriteCondition condition);

    /// <summary>Adds or replaces; one that is there keeps when it was created, and whether it is paused.</summary>
    [Alias("SaveSubscription")]
    Task<SaveResult> Save(string source, Subscription subscription);

    /// <summary>The same, if the condition holds.</summary>
    /// <param name="paused">Whether it is paused from now on; null: as it was.</param>
    [Alias("SaveSubscriptionIf")]
    Task<SaveResult> Save(string source, Subscription subscription, bool? paused, WriteCondition condition);

    /// <summary>Refused while subscriptions tell them, or have them as backup.</summary>
    [Alias("DeleteStakeholder")]
    Task<DeleteResult> DeleteStakeholder(string source, string id);

    /// <summary>The same, if the condition holds.</summary>
    [Alias("DeleteStakeholderIf")]
    Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition);

    /// <summary>What it has not sent yet is not sent any more.</summary>
    [Alias("DeleteSubscription")]
    Task<DeleteResult> DeleteSubscription(string source, string id);

    /// <summary>The same, if the condition holds.</summary>
    [Alias("DeleteSubscriptionIf")]
    Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition);

    /// <summary>Pauses a subscription, if it is still of this generation.</summary>
    /// <returns>Whether it is paused now; false: there is none.</returns>
    [Alias("Pause")]
    Task<bool> Pause(string source, string id, Guid generation);

    /// <summary>Sends a message at once that says it is a test; it is tried once and recorded nowhere.</summary>
    [Alias("Test")]
    Task<TestResult> Test(string source, string stakeholder, string contact);
}

/// <param name="Problems">What is wrong, each with the field that it is about in front, such as <c>contacts[0].url: …</c>; empty when it was saved. No secret is in it.</param>
/// <param name="Created">Whether it was not there before.</param>
/// <param name="Differs">The condition does not hold, and nothing was changed.</param>
[GenerateSerializer, Immutable, Alias("flexport.SaveResult")]
public sealed record SaveResult([property: Id(0)] IReadOnlyList<string> Problems, [property: Id(1)] bool Created, [property: Id(2)] bool Differs = false);

/// <summary>What came of deleting.</summary>
public enum DeleteResult
{
    None = 0,
    Deleted,
    Unknown,
    InUse,
    /// <summary>The condition does not hold, and nothing was changed.</summary>
    Differs,
}

/// <param name="Known">Whether there is such a contact.</param>
/// <param name="Sent">Whether its target took it.</param>
/// <param name="Error">Why not; no secret is in it.</param>
[GenerateSerializer, Immutable, Alias("flexport.TestResult")]
public sealed record TestResult([property: Id(0)] bool Known, [property: Id(1)] bool Sent, [property: Id(2)] string? Error);
