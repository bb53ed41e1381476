using Grains.Interfaces.Subscriptions;

namespace Silo.Channels;

/// <summary>Where the holder of a message ends their subscription: <c>{PublicUrl}/unsubscribe?t=…</c>.</summary>
internal sealed class UnsubscribeAddresses(Uri publicUrl, UnsubscribeLinks links)
{
    private readonly string root = publicUrl.AbsoluteUri.TrimEnd('/');

    /// <summary>Null where the service has no address or no key of its own.</summary>
    public static UnsubscribeAddresses? Of(LinkOptions options) =>
        options is { Address: { } address, LinkKey: { Length: > 0 } key } ? new UnsubscribeAddresses(address, new UnsubscribeLinks(key)) : null;

    public string Of(string source, string subscription, Guid generation) => $"{root}/unsubscribe?{UnsubscribeLinks.Parameter}={links.Write(source, subscription, generation)}";
}
