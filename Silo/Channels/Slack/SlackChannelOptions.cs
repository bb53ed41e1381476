using System.Net;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels.Slack;

/// <summary>A Slack-compatible incoming webhook (<c>Flexport:Notifications:Slack</c>).</summary>
public sealed class SlackChannelOptions : IChannelOptions
{
    static string IChannelOptions.Section => "Flexport:Notifications:Slack";

    bool IChannelOptions.IsOn => !string.IsNullOrWhiteSpace(Url);

    /// <summary>An absolute https address, or http to one of the allowed networks; null: only stakeholders who have subscribed. Whoever knows it may post: a secret.</summary>
    public string? Url { get; set; }

    /// <summary>How long one attempt may take. 100 ms to 60 s; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class SlackChannelOptionsValidator(IOptions<OutgoingOptions> outgoing) : ChannelOptionsValidator<SlackChannelOptions>
{
    protected override IEnumerable<string> Problems(SlackChannelOptions options) => ProblemsOf(options.Url, outgoing.Value);

    /// <summary>Sentences that begin with the setting's name.</summary>
    public static IEnumerable<string> ProblemsOf(string? address, OutgoingOptions outgoing)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            yield return "Url is an absolute https address, or http to one of Flexport:Notifications:AllowedNetworks.";
        else if (url.Scheme == Uri.UriSchemeHttp && !MayBeInside(url.Host, outgoing))
            yield return "Url is http, which is for Flexport:Notifications:AllowedNetworks only: others would read it on its way.";
        else if (url.UserInfo.Length > 0)
            yield return "Url carries credentials: leave them out.";
    }

    /// <summary>What a name means is looked at when it is connected to.</summary>
    private static bool MayBeInside(string host, OutgoingOptions outgoing)
    {
        var allowed = outgoing.AllowedNetworks;
        return IPAddress.TryParse(host, out var address) ? allowed.Any(network => IPNetwork.Parse(network).Contains(address)) : allowed.Count > 0;
    }
}
