using Api.Security;
using Grains.Interfaces.Subscriptions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Api.Subscriptions;

/// <summary>Registers and maps stakeholders and subscriptions.</summary>
public static class SubscriptionsRegistration
{
    public static IServiceCollection AddFlexportSubscriptions(this IServiceCollection services, IConfiguration configuration)
    {
        // Where silos sign no links there are none to be followed.
        if (configuration[UnsubscribeTokens.Setting] is { Length: >= UnsubscribeLinks.ShortestKey } key) services.TryAddSingleton<IUnsubscribeTokens>(new UnsubscribeTokens(new UnsubscribeLinks(key)));
        services.TryAddSingleton<SubscriptionEndpoints>();
        return services;
    }

    public static IEndpointRouteBuilder MapFlexportSubscriptions(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").RequireOperator();
        var subscriptions = endpoints.ServiceProvider.GetRequiredService<SubscriptionEndpoints>();
        api.MapGet("/stakeholders", subscriptions.ListStakeholders);
        api.MapGet("/stakeholders/{id}", subscriptions.GetStakeholder);
        api.MapPut("/stakeholders/{id}", subscriptions.PutStakeholder);
        api.MapDelete("/stakeholders/{id}", subscriptions.DeleteStakeholder);
        api.MapPost("/stakeholders/{id}/contacts/{contact}/test", subscriptions.Test);
        api.MapGet("/subscriptions", subscriptions.ListSubscriptions);
        api.MapGet("/subscriptions/{id}", subscriptions.GetSubscription);
        api.MapPut("/subscriptions/{id}", subscriptions.PutSubscription);
        api.MapDelete("/subscriptions/{id}", subscriptions.DeleteSubscription);
        if (endpoints.ServiceProvider.GetService<IUnsubscribeTokens>() is null) return endpoints;
        var unsubscribe = ActivatorUtilities.CreateInstance<UnsubscribeEndpoints>(endpoints.ServiceProvider);
        endpoints.MapGet(UnsubscribeEndpoints.Path, UnsubscribeEndpoints.Show);
        endpoints.MapPost(UnsubscribeEndpoints.Path, unsubscribe.Pause);
        return endpoints;
    }
}
