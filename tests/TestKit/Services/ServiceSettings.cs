using System.Globalization;

namespace TestKit.Services;

/// <summary>How one process of the service is to run. Outside Development: nothing is open that production would close.</summary>
/// <param name="Project"><c>Silo</c> or <c>Api</c>, or another project that is set up and says it is ready as these do.</param>
/// <param name="Store">The settings that name the database.</param>
public sealed record ServiceSettings(string Project, IReadOnlyDictionary<string, string> Store)
{
    /// <summary>The secret that deliveries are signed with.</summary>
    public string Secret { get; init; } = "acceptance-secret";

    /// <summary>The bearer token of queries and operations.</summary>
    public string ApiKey { get; init; } = "acceptance-key";

    /// <summary>Kept over restarts, as an address is in production.</summary>
    public int HttpPort { get; init; } = FreePort.Next();

    public int SiloPort { get; init; } = FreePort.Next();

    public int GatewayPort { get; init; } = FreePort.Next();

    /// <summary>The cluster that silos of one database share.</summary>
    public string ClusterId { get; init; } = "acceptance";

    /// <summary>Where announcements go, or null for nowhere but the log.</summary>
    public Uri? Notifications { get; init; }

    /// <summary>The key of the outgoing messages' signature (Standard Webhooks: base64 behind <c>whsec_</c>).</summary>
    public string NotificationsSecret { get; init; } = "whsec_YWNjZXB0YW5jZS1vdXRnb2luZy1rZXktMzItYnl0ZXMh";

    /// <summary>The assembly to run, such as a published one; null for the one that was built with the tests.</summary>
    public string? Assembly { get; init; }

    /// <summary>More settings, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    internal Uri Url => new($"http://127.0.0.1:{HttpPort}");

    internal Dictionary<string, string> ToEnvironment()
    {
        var environment = new Dictionary<string, string>(Store)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = Url.ToString(),
            ["FLEXPORT_WEBHOOK_SECRET"] = Secret,
            ["FLEXPORT_API_KEY"] = ApiKey,
            ["Orleans__ClusterId"] = ClusterId,
            ["Orleans__SiloPort"] = SiloPort.ToString(CultureInfo.InvariantCulture),
            ["Orleans__GatewayPort"] = GatewayPort.ToString(CultureInfo.InvariantCulture),
            ["DOTNET_gcServer"] = "0",
            // The voyages of tests are of a past that nobody would be told about any more.
            ["Flexport__Notifications__OldestAnnounced"] = "36500.00:00:00",
        };
        if (Notifications is { } target)
        {
            environment["Flexport__Notifications__Webhook__Url"] = target.ToString();
            environment["Flexport__Notifications__Webhook__Secret"] = NotificationsSecret;
            // The stakeholders of tests listen on this machine.
            environment["Flexport__Notifications__AllowedNetworks__0"] = "127.0.0.0/8";
        }

        foreach (var (name, value) in More) environment[name] = value;
        return environment;
    }
}
