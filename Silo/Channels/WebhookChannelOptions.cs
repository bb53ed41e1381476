namespace Silo.Channels;

/// <summary>Where the webhook channel sends to (<c>Flexport:Notifications:Webhook</c>).</summary>
public sealed class WebhookChannelOptions : IChannelOptions
{
    static string IChannelOptions.Section => "Flexport:Notifications:Webhook";

    bool IChannelOptions.IsOn => !string.IsNullOrWhiteSpace(Url);

    /// <summary>An absolute http or https address; null: only stakeholders who have subscribed.</summary>
    public string? Url { get; set; }

    /// <summary>Signs what is sent: a text, or <c>whsec_</c> and base64. Required with a <see cref="Url"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>The former secret, while the target is being given the new one: what is sent is signed by both.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>How long one attempt may take. 100 ms to 60 s; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class WebhookChannelOptionsValidator : ChannelOptionsValidator<WebhookChannelOptions>
{
    protected override IEnumerable<string> Problems(WebhookChannelOptions options) => ProblemsOf(options.Url, options.Secret, options.PreviousSecret);

    /// <summary>Sentences that begin with the setting's name.</summary>
    public static IEnumerable<string> ProblemsOf(string? address, string? secret, string? previousSecret)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            yield return "Url is an absolute http or https address.";
        else if (url.UserInfo.Length > 0)
            yield return "Url carries credentials: leave them out, what is sent is signed.";
        if (string.IsNullOrWhiteSpace(secret))
            yield return "Secret is not set: what is sent must be signed.";
        else if (!StandardWebhooks.IsUsable(secret))
            yield return "Secret begins with whsec_, so base64 has to follow.";
        if (!string.IsNullOrEmpty(previousSecret) && !StandardWebhooks.IsUsable(previousSecret))
            yield return "PreviousSecret begins with whsec_, so base64 has to follow.";
    }
}
