using Grains.Notifications;
using Microsoft.Extensions.Options;

namespace Silo.Channels;

/// <summary>A notification stays its silo's until the slowest channel is done with it: else another silo claims it, and it is sent twice.</summary>
internal sealed class LeaseValidator(IOptions<WebhookChannelOptions> webhook) : IValidateOptions<NotificationOptions>
{
    /// <summary>For claiming, and for writing down what came of it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public ValidateOptionsResult Validate(string? name, NotificationOptions options) =>
        string.IsNullOrWhiteSpace(webhook.Value.Url) || options.Lease > webhook.Value.Timeout + Margin
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Flexport:Notifications:Lease is longer than Flexport:Notifications:Webhook:Timeout and 5 s more.");
}
