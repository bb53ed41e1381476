namespace Api.Subscriptions;

/// <summary>Reads the tokens of unsubscribe links. Where a host registers none, there are no such links.</summary>
public interface IUnsubscribeTokens
{
    /// <summary>The subscription that a link is of; null where the service has not made it.</summary>
    (string Source, string Subscription, Guid Generation)? Read(string token);
}
