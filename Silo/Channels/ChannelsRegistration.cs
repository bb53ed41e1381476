using Grains.Notifications;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Silo.Channels.Email;
using Silo.Channels.Outgoing;
using Silo.Channels.Slack;

namespace Silo.Channels;

/// <summary>Registers the channels and who hears over them.</summary>
public static class ChannelsRegistration
{
    /// <summary>The default stakeholder hears in the log, and over each channel below <c>Flexport:Notifications</c> that is told where to send to.</summary>
    public static IServiceCollection AddFlexportChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OutgoingOptions>().BindConfiguration(NotificationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutgoingOptions>, OutgoingOptionsValidator>();
        services.AddSingleton<IValidateOptions<NotificationOptions>, LeaseValidator>();
        services.AddSingleton<GuardedConnector>();
        services.AddSingleton<INotificationChannel, LogChannel>();
        Subscription[] subscriptions =
        [
            new("default:log", "log"),
            .. services.AddChannel<WebhookChannel, WebhookChannelOptions, WebhookChannelOptionsValidator>(configuration, WebhookChannel.ChannelName),
            .. services.AddChannel<EmailChannel, EmailChannelOptions, EmailChannelOptionsValidator>(configuration, EmailChannel.ChannelName),
            .. services.AddChannel<SlackChannel, SlackChannelOptions, SlackChannelOptionsValidator>(configuration, SlackChannel.ChannelName),
        ];
        return services.AddSingleton<IReadOnlyList<Subscription>>(subscriptions);
    }

    /// <returns>The default stakeholder's subscription, where the channel is on.</returns>
    private static IEnumerable<Subscription> AddChannel<TChannel, TOptions, TValidator>(
        this IServiceCollection services, IConfiguration configuration, string name)
        where TChannel : class, INotificationChannel
        where TOptions : class, IChannelOptions
        where TValidator : ChannelOptionsValidator<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(TOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        if (string.IsNullOrWhiteSpace(configuration[$"{TOptions.Section}:{TOptions.Switch}"])) return [];
        services.AddSingleton<INotificationChannel, TChannel>();
        return [new Subscription($"default:{name}", name)];
    }
}
