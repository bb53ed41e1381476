using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Email;
using Silo.Channels.Slack;

namespace Silo.Channels;

/// <summary>A notification stays its silo's until the slowest channel is done with it: else another silo claims it, and it is sent twice.</summary>
internal sealed class LeaseValidator(IOptions<WebhookChannelOptions> webhook, IOptions<EmailChannelOptions> email, IOptions<SlackChannelOptions> slack)
    : IValidateOptions<NotificationOptions>
{
    /// <summary>For claiming, and for writing down what came of it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        string[] problems = [.. Problem(webhook.Value, options.Lease), .. Problem(email.Value, options.Lease), .. Problem(slack.Value, options.Lease)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problem<T>(T channel, TimeSpan lease)
        where T : IChannelOptions
    {
        if (channel.IsOn && lease <= channel.Timeout + Margin) yield return $"Flexport:Notifications:Lease is longer than {T.Section}:Timeout and 5 s more.";
    }
}
