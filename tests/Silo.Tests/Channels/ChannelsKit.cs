using System.Text;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Silo.Channels;

namespace Silo.Tests.Channels;

internal static class ChannelsKit
{
    public const string Secret = "whsec_c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==";

    public static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"kind":"shipment","id":"9001","thing":"milestone:departed"}""");

    public static Notification Departed { get; } = new(
        "ntf_7", "default:webhook", "webhook", new EntityKey("default", EntityKind.Shipment, "9001"), "milestone:departed", 0, DateTimeOffset.UnixEpoch, Body, 1);

    /// <summary>The channels as the silo registers them.</summary>
    public static ServiceProvider Channels(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Flexport:Notifications:AllowedNetworks:0", "127.0.0.0/8")])
            .AddInMemoryCollection(settings.ToDictionary(setting => Name(setting.Name), setting => (string?)setting.Value))
            .Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddFlexportChannels(configuration)
            .Configure<NotificationOptions>(configuration.GetSection(NotificationOptions.Section)) // the grains' registration does
            .BuildServiceProvider();
    }

    private static string Name(string setting) => setting.Contains(':') ? setting : $"Flexport:Notifications:Webhook:{setting}";

    public static INotificationChannel Webhook(this ServiceProvider services) =>
        services.GetServices<INotificationChannel>().Single(channel => channel.Name == "webhook");
}
