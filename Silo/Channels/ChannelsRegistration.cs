using Grains.Notifications;
using Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Silo.Channels.Email;
using Silo.Channels.Outgoing;
using Silo.Channels.Slack;

namespace Silo.Channels;

/// <summary>Registers the channels and who hears over them.</summary>
public static class ChannelsRegistration
{
    /// <summary>
    /// All channels, for stakeholders to be reached over; e-mail where there is a mail server. The stakeholder of the configuration hears
    /// over each channel below <c>Flexport:Notifications</c> that is told where to send to, without any in the log; not at all where <c>Flexport:Notifications:Default</c> is false.
    /// </summary>
    public static IServiceCollection AddFlexportChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OutgoingOptions>().BindConfiguration(NotificationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutgoingOptions>, OutgoingOptionsValidator>();
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LinkOptions>, LinkOptionsValidator>();
        services.AddSingleton<GuardedConnector>();
        services.TryAddSingleton(new OutgoingTls());
        services.AddSingleton<INotificationChannel, LogChannel>().AddSingleton<INotificationChannel, RecordChannel>();
        Subscriber[] targets =
        [
            .. services.AddChannel<WebhookChannel, WebhookChannelOptions, WebhookChannelOptionsValidator>(configuration, WebhookChannel.ChannelName, nameof(WebhookChannelOptions.Url)),
            .. services.AddChannel<EmailChannel, EmailChannelOptions, EmailChannelOptionsValidator>(configuration, EmailChannel.ChannelName, $"{nameof(EmailChannelOptions.To)}:0"),
            .. services.AddChannel<SlackChannel, SlackChannelOptions, SlackChannelOptionsValidator>(configuration, SlackChannel.ChannelName, nameof(SlackChannelOptions.Url)),
        ];
        Subscriber[] configured = targets.Length > 0 ? targets : [Subscriber.Configured(LogChannel.ChannelName)];
        return services.AddSingleton<IReadOnlyList<Subscriber>>(configuration.GetValue($"{NotificationOptions.Section}:Default", true) ? configured : []);
    }

    /// <param name="target">The setting that says whom to tell by configuration.</param>
    /// <returns>The stakeholder of the configuration, where there is a target.</returns>
    private static IEnumerable<Subscriber> AddChannel<TChannel, TOptions, TValidator>(
        this IServiceCollection services, IConfiguration configuration, string name, string target)
        where TChannel : class, INotificationChannel
        where TOptions : class, IChannelOptions
        where TValidator : ChannelOptionsValidator<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(TOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        if (TOptions.Needs is { } needed && IsBlank(needed)) return [];
        services.AddSingleton<INotificationChannel, TChannel>();
        return IsBlank(target) ? [] : [Subscriber.Configured(name)];

        bool IsBlank(string setting) => string.IsNullOrWhiteSpace(configuration[$"{TOptions.Section}:{setting}"]);
    }
}
