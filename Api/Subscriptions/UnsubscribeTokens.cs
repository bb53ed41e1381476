using Grains.Interfaces.Subscriptions;

namespace Api.Subscriptions;

/// <summary>Reads the tokens that silos write into messages by the same key.</summary>
internal sealed class UnsubscribeTokens(UnsubscribeLinks links) : IUnsubscribeTokens
{
    /// <summary>The setting that has the key: <c>Flexport:LinkKey</c>.</summary>
    public const string Setting = "Flexport:LinkKey";

    public (string Source, string Subscription, Guid Generation)? Read(string token) => links.Read(token);
}
