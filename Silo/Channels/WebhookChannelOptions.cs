namespace Silo.Channels;

/// <summary>Where the webhook channel sends to (<c>Flexport:Notifications:Webhook</c>).</summary>
public sealed class WebhookChannelOptions : IChannelOptions
{
    static string IChannelOptions.Section => "Flexport:Notifications:Webhook";

    static string IChannelOptions.Switch => nameof(Url);

    bool IChannelOptions.IsOn => !string.IsNullOrWhiteSpace(Url);

    /// <summary>An absolute http or https address; null turns the channel off.</summary>
    public string? Url { get; set; }

    /// <summary>Signs what is sent: a text, or <c>whsec_</c> and base64. Required with a <see cref="Url"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>The former secret, while the target is being given the new one: what is sent is signed by both.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>Those that sign, the newer first.</summary>
    internal IEnumerable<string> Secrets => new[] { Secret, PreviousSecret }.OfType<string>().Where(static secret => secret.Length > 0);

    /// <summary>How long one attempt may take. 100 ms to 60 s; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class WebhookChannelOptionsValidator : ChannelOptionsValidator<WebhookChannelOptions>
{
    protected override IEnumerable<string> Problems(WebhookChannelOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            yield return "Url is an absolute http or https address.";
        else if (url.UserInfo.Length > 0)
            yield return "Url carries credentials: leave them out, what is sent is signed.";
        if (string.IsNullOrWhiteSpace(options.Secret))
            yield return "Secret is not set: what is sent must be signed.";
        else if (!StandardWebhooks.IsUsable(options.Secret))
            yield return "Secret begins with whsec_, so base64 has to follow.";
        if (!string.IsNullOrEmpty(options.PreviousSecret) && !StandardWebhooks.IsUsable(options.PreviousSecret))
            yield return "PreviousSecret begins with whsec_, so base64 has to follow.";
    }
}
