using Microsoft.Extensions.Options;

namespace Silo.Channels;

/// <summary>Where the webhook channel sends to (<c>Flexport:Notifications:Webhook</c>).</summary>
public sealed class WebhookChannelOptions
{
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

internal sealed class WebhookChannelOptionsValidator : IValidateOptions<WebhookChannelOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookChannelOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Url)) return ValidateOptionsResult.Success;
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(WebhookChannelOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            yield return "Flexport:Notifications:Webhook:Url is an absolute http or https address.";
        else if (url.UserInfo.Length > 0)
            yield return "Flexport:Notifications:Webhook:Url carries credentials: leave them out, what is sent is signed.";
        if (string.IsNullOrWhiteSpace(options.Secret))
            yield return "Flexport:Notifications:Webhook:Secret is not set: what is sent must be signed.";
        else if (!StandardWebhooks.IsUsable(options.Secret))
            yield return "Flexport:Notifications:Webhook:Secret begins with whsec_, so base64 has to follow.";
        if (!string.IsNullOrEmpty(options.PreviousSecret) && !StandardWebhooks.IsUsable(options.PreviousSecret))
            yield return "Flexport:Notifications:Webhook:PreviousSecret begins with whsec_, so base64 has to follow.";
        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromSeconds(60))
            yield return "Flexport:Notifications:Webhook:Timeout is from 00:00:00.1 to 00:01:00.";
    }
}
