using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Silo.Channels;
using Silo.Channels.Outgoing;

namespace Silo.Tests.Channels;

internal static class ChannelsKit
{
    public const string Secret = "whsec_c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==";

    public static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"kind":"shipment","id":"9001","thing":"milestone:departed"}""");

    public static Notification Departed { get; } = new(
        "ntf_7", "default:webhook", "webhook", "webhook", new EntityKey("default", EntityKind.Shipment, "9001"), "milestone:departed", 0, DateTimeOffset.UnixEpoch, Body, 1);

    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The channels as the silo registers them. A setting without a colon is the webhook's.</summary>
    public static ServiceProvider Channels(params (string Name, string Value)[] settings) => Channels(TimeProvider.System, null, settings);

    /// <summary>The same where nobody but the root is trusted.</summary>
    public static ServiceProvider ChannelsTrusting(X509Certificate2 root, params (string Name, string Value)[] settings) => Channels(TimeProvider.System, new OutgoingTls([root]), settings);

    /// <summary>The same while the clock says <see cref="Now"/>.</summary>
    public static ServiceProvider ChannelsNow(params (string Name, string Value)[] settings) => Channels(new StoppedClock(), null, settings);

    private static ServiceProvider Channels(TimeProvider time, OutgoingTls? tls, (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Flexport:Notifications:AllowedNetworks:0", "127.0.0.0/8")])
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name.Contains(':') ? setting.Name : Full("Webhook", setting.Name), setting => (string?)setting.Value))
            .Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time)
            .AddSingleton(tls ?? new OutgoingTls())
            .AddLogging()
            .AddFlexportChannels(configuration)
            .Configure<NotificationOptions>(configuration.GetSection(NotificationOptions.Section)) // the grains' registration does
            .BuildServiceProvider();
    }

    /// <summary>The full name of a channel's setting; a full name stays.</summary>
    public static string Full(string channel, string setting) =>
        setting.StartsWith("Flexport:", StringComparison.Ordinal) ? setting : $"{NotificationOptions.Section}:{channel}:{setting}";

    public static INotificationChannel Webhook(this ServiceProvider services) => services.Channel("webhook");

    public static INotificationChannel Channel(this ServiceProvider services, string name) =>
        services.GetServices<INotificationChannel>().Single(channel => channel.Name == name);

    /// <summary>To the target in the configuration.</summary>
    public static Task<SendResult> Send(this INotificationChannel channel, Notification notification, CancellationToken cancellation) => channel.Send(notification, null, cancellation);

    /// <summary>The notification with another message.</summary>
    public static Notification Saying([System.Diagnostics.CodeAnalysis.StringSyntax("json")] string message, string thing = "milestone:departed", int revision = 0, string id = "460723") =>
        Departed with { Key = Departed.Key with { Id = id }, Thing = thing, Revision = revision, Message = Encoding.UTF8.GetBytes(message) };

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
