using Api.Calls;
using Api.Security;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Api.Webhooks;

/// <summary>Registers and maps the webhook endpoint.</summary>
public static class WebhooksRegistration
{
    public static IServiceCollection AddFlexportWebhooks(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddFlexportSecurity(configuration, environment);
        services.AddGrainCalls();
        services.AddMetrics();
        services.TryAddSingleton<WebhookInstruments>();
        services.TryAddSingleton<Parking>();
        services.TryAddSingleton<Intake>();
        services.TryAddSingleton<WebhookEndpoint>();
        return services;
    }

    /// <summary><c>POST /webhooks/flexport</c> for the default source, <c>POST /webhooks/flexport/{source}</c> for any.</summary>
    public static IEndpointRouteBuilder MapFlexportWebhooks(this IEndpointRouteBuilder endpoints)
    {
        RequestDelegate receive = endpoints.ServiceProvider.GetRequiredService<WebhookEndpoint>().Receive;
        endpoints.MapPost("/webhooks/flexport", receive);
        endpoints.MapPost("/webhooks/flexport/{source}", receive);
        return endpoints;
    }
}
