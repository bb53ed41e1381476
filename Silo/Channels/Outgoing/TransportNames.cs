using System.Globalization;

namespace Silo.Channels.Outgoing;

/// <summary>What contacts are reached through: neither path nor query, where secrets stand.</summary>
internal static class TransportNames
{
    /// <summary>Such as <c>slack https://hooks.slack.com:443</c>; the channel alone where the address is none.</summary>
    public static string Of(string channel, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? string.Create(CultureInfo.InvariantCulture, $"{channel} {url.Scheme}://{Host(url).ToLowerInvariant()}:{url.Port}")
            : channel;

    private static string Host(Uri url) => url.HostNameType == UriHostNameType.Dns ? url.IdnHost : url.Host;
}
