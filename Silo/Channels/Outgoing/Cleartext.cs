using System.Net;

namespace Silo.Channels.Outgoing;

/// <summary>What others on the way can read goes to the networks of the company only.</summary>
internal static class Cleartext
{
    /// <summary>Whether a host may be in one of the allowed networks. What a name means is looked at when it is connected to.</summary>
    public static bool MayGoTo(string host, OutgoingOptions outgoing) => IPAddress.TryParse(host.Trim('[', ']'), out var address)
        ? outgoing.AllowedNetworks.Any(network => IPNetwork.TryParse(network, out var allowed) && allowed.Contains(address))
        : outgoing.AllowedNetworks.Count > 0;

    /// <summary>What is wrong with an address to post to, as sentences that begin with <c>Url</c>.</summary>
    public static IEnumerable<string> ProblemsOf(string? address, OutgoingOptions outgoing)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            yield return "Url is an absolute https address, or http to one of Flexport:Notifications:AllowedNetworks.";
        else if (url.Scheme == Uri.UriSchemeHttp && !MayGoTo(url.Host, outgoing))
            yield return "Url is http, which is for Flexport:Notifications:AllowedNetworks only: others would read it on its way.";
        else if (url.UserInfo.Length > 0)
            yield return "Url carries credentials: leave them out.";
    }
}
