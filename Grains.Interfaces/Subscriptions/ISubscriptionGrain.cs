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

    /// <summary>Adds or replaces; one that is there keeps when it was created.</summary>
    [Alias("SaveSubscription")]
    Task<SaveResult> Save(string source, Subscription subscription);

    /// <summary>Refused while subscriptions tell them, or have them as backup.</summary>
    [Alias("DeleteStakeholder")]
    Task<DeleteResult> DeleteStakeholder(string source, string id);

    /// <summary>What it has not sent yet is not sent any more.</summary>
    [Alias("DeleteSubscription")]
    Task<DeleteResult> DeleteSubscription(string source, string id);

    /// <summary>Sends a message at once that says it is a test; it is tried once and recorded nowhere.</summary>
    [Alias("Test")]
    Task<TestResult> Test(string source, string stakeholder, string contact);
}

/// <summary>Stakeholders and subscriptions of a source.</summary>
[GenerateSerializer, Immutable, Alias("flexport.SubscriptionBook")]
public sealed record SubscriptionBook([property: Id(0)] IReadOnlyList<Stakeholder> Stakeholders, [property: Id(1)] IReadOnlyList<Subscription> Subscriptions);

/// <param name="Problems">What is wrong, each with the field that it is about in front, such as <c>contacts[0].url: …</c>; empty when it was saved. No secret is in it.</param>
/// <param name="Created">Whether it was not there before.</param>
[GenerateSerializer, Immutable, Alias("flexport.SaveResult")]
public sealed record SaveResult([property: Id(0)] IReadOnlyList<string> Problems, [property: Id(1)] bool Created);

/// <summary>What came of deleting.</summary>
public enum DeleteResult
{
    None = 0,
    Deleted,
    Unknown,
    InUse,
}

/// <param name="Known">Whether there is such a contact.</param>
/// <param name="Sent">Whether its target took it.</param>
/// <param name="Error">Why not; no secret is in it.</param>
[GenerateSerializer, Immutable, Alias("flexport.TestResult")]
public sealed record TestResult([property: Id(0)] bool Known, [property: Id(1)] bool Sent, [property: Id(2)] string? Error);
