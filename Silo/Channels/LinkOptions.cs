using Grains.Interfaces.Subscriptions;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Where people reach the service, for the links in what it sends (configuration section <c>Flexport</c>).</summary>
public sealed class LinkOptions
{
    public const string Section = "Flexport";

    /// <summary>Such as <c>https://freight.example.com</c>, as people's browsers reach it; http only on this machine or in the allowed networks. Null: messages have no links.</summary>
    public string? PublicUrl { get; set; }

    internal Uri? Address => string.IsNullOrEmpty(PublicUrl) ? null : new Uri(PublicUrl);

    /// <summary>At least 32 characters of chance, the same on all silos. Signs the links that end a subscription; when it is replaced, those of former messages end nothing any more. Null: messages have none.</summary>
    public string? LinkKey { get; set; }
}

/// <summary>Names all that is wrong at once, and repeats nothing.</summary>
internal sealed class LinkOptionsValidator(IOptions<OutgoingOptions> outgoing) : IValidateOptions<LinkOptions>
{
    public ValidateOptionsResult Validate(string? name, LinkOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(LinkOptions options)
    {
        if (!string.IsNullOrEmpty(options.PublicUrl) && !IsGood(options.PublicUrl))
            yield return "Flexport:PublicUrl is an absolute https address without query, or http to this machine or one of Flexport:Notifications:AllowedNetworks.";
        if (!string.IsNullOrEmpty(options.LinkKey) && options.LinkKey.Length < UnsubscribeLinks.ShortestKey)
            yield return $"Flexport:LinkKey has at least {UnsubscribeLinks.ShortestKey} characters: whoever guesses it ends other people's subscriptions.";
    }

    private bool IsGood(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0) return false;
        return url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || Cleartext.MayGoTo(url.Host, outgoing.Value)));
    }
}
