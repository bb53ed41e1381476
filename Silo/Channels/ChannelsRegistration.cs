using Grains.Notifications;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Registers the channels and who hears over them.</summary>
public static class ChannelsRegistration
{
    /// <summary>The default stakeholder hears in the log, and at <c>Flexport:Notifications:Webhook:Url</c> where it is set.</summary>
    public static IServiceCollection AddFlexportChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<WebhookChannelOptions>().BindConfiguration("Flexport:Notifications:Webhook").ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookChannelOptions>, WebhookChannelOptionsValidator>();
        services.AddSingleton<IValidateOptions<NotificationOptions>, LeaseValidator>();
        services.AddOptions<OutgoingOptions>().BindConfiguration(NotificationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutgoingOptions>, OutgoingOptionsValidator>();
        services.AddSingleton<GuardedConnector>();
        services.AddSingleton<INotificationChannel, LogChannel>();
        var subscriptions = new List<Subscription> { new("default:log", "log") };
        if (!string.IsNullOrWhiteSpace(configuration["Flexport:Notifications:Webhook:Url"]))
        {
            services.AddSingleton<INotificationChannel, WebhookChannel>();
            subscriptions.Add(new Subscription("default:webhook", "webhook"));
        }

        return services.AddSingleton<IReadOnlyList<Subscription>>(subscriptions);
    }
}
