using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Where the webhook channel sends to (<c>Flexport:Notifications:Webhook</c>).</summary>
public sealed class WebhookChannelOptions : IChannelOptions
{
    static string IChannelOptions.Section => "Flexport:Notifications:Webhook";

    bool IChannelOptions.IsOn => !string.IsNullOrWhiteSpace(Url);

    /// <summary>An absolute https address, or http to one of the allowed networks; null: only stakeholders who have subscribed.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// Signs what is sent: base64 of 24 to 64 bytes, with <c>whsec_</c> in front or without. Any other text is taken as UTF-8, as it always was, which libraries of Standard Webhooks do not. Required with a <see cref="Url"/>.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>The former secret, while the target is being given the new one: what is sent is signed by both.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>How long one attempt may take. 100 ms to 60 s; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class WebhookChannelOptionsValidator(IOptions<OutgoingOptions> outgoing) : ChannelOptionsValidator<WebhookChannelOptions>
{
    protected override IEnumerable<string> Problems(WebhookChannelOptions options)
    {
        foreach (var problem in Cleartext.ProblemsOf(options.Url, outgoing.Value)) yield return problem;
        if (string.IsNullOrWhiteSpace(options.Secret))
            yield return "Secret is not set: what is sent must be signed.";
        else if (!WebhookSecrets.IsUsable(options.Secret))
            yield return "Secret begins with whsec_, so base64 has to follow.";
        if (!string.IsNullOrEmpty(options.PreviousSecret) && !WebhookSecrets.IsUsable(options.PreviousSecret))
            yield return "PreviousSecret begins with whsec_, so base64 has to follow.";
    }
}
