using Microsoft.Extensions.Configuration.Memory;

namespace Api.Hosting;

/// <summary>What silo and front end have in common as hosts. Everything here can be overruled by configuration.</summary>
public static class HostDefaults
{
    /// <summary>Where the service listens when nothing else is said.</summary>
    public const string Url = "http://localhost:8080";

    public static WebApplicationBuilder UseFlexportDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:System"] = "Warning",
                ["Logging:LogLevel:Orleans"] = "Warning",
                ["Logging:LogLevel:Npgsql"] = "Warning", // it tells every command
                ["Logging:LogLevel:Polly"] = "Warning", // Orleans' placement tells it every call
                // Noise of Orleans 10.4.2 at every start: "Participant check thread has not completed for <uptime>".
                ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
                // Startup says in one line why it does not start; what stops the host later (critical) has nobody else to tell it.
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
                ["Logging:Console:FormatterName"] = "simple",
                ["Logging:Console:FormatterOptions:SingleLine"] = "true",
                ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ",
                ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
            },
        });
        if (!IsPlaced(builder.Configuration)) builder.WebHost.UseUrls(Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    private static bool IsPlaced(ConfigurationManager configuration) =>
        configuration["urls"] is { Length: > 0 }
        || configuration["http_ports"] is { Length: > 0 }
        || configuration["https_ports"] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
