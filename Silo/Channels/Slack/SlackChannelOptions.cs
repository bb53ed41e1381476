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
    protected override IEnumerable<string> Problems(SlackChannelOptions options) => Cleartext.ProblemsOf(options.Url, outgoing.Value);
}
