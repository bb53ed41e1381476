using System.Text.Json.Serialization.Metadata;
using Api.Calls;
using Api.Security;
using Api.Webhooks;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Api.Queries;

/// <summary>Registers and maps queries and the operations on dead letters. For operators only.</summary>
public static class QueriesRegistration
{
    public static IServiceCollection AddFlexportQueries(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddFlexportWebhooks(configuration, environment); // a replay goes the way of a delivery
        services.TryAddSingleton<Query>();
        services.TryAddSingleton<Replay>();
        services.TryAddSingleton<DeadLetterQueries>();
        services.TryAddSingleton<AnnouncementQueries>();
        services.TryAddSingleton<NotificationQueries>();
        services.TryAddSingleton<ListRebuild>();
        return services;
    }

    public static IEndpointRouteBuilder MapFlexportQueries(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").RequireOperator();
        MapEntity(api, "shipments", EntityKind.Shipment, "shipment", QueryJson.Answers.ShipmentView);
        MapEntity(api, "purchase-orders", EntityKind.PurchaseOrder, "purchase order", QueryJson.Answers.PurchaseOrderView);
        MapEntity(api, "invoices", EntityKind.Invoice, "invoice", QueryJson.Answers.InvoiceView);
        MapEntity(api, "bookings", EntityKind.Booking, "booking", QueryJson.Answers.UnlinkedView);
        MapEntity(api, "documents", EntityKind.Document, "document", QueryJson.Answers.UnlinkedView);
        MapEntity(api, "containers", EntityKind.Container, "container", QueryJson.Answers.UnlinkedView);

        MapAttention(api, "shipments", EntityKind.Shipment, "shipment");
        MapAttention(api, "purchase-orders", EntityKind.PurchaseOrder, "purchase order");
        MapAttention(api, "invoices", EntityKind.Invoice, "invoice");

        var letters = endpoints.ServiceProvider.GetRequiredService<DeadLetterQueries>();
        api.MapGet("/dead-letters", letters.List);
        api.MapGet("/dead-letters/{id}", letters.Get);
        api.MapGet("/dead-letters/{id}/body", letters.Body);
        api.MapPost("/dead-letters/{id}/replay", letters.TryAgain);
        api.MapGet("/announcements", endpoints.ServiceProvider.GetRequiredService<AnnouncementQueries>().List);

        var notifications = endpoints.ServiceProvider.GetRequiredService<NotificationQueries>();
        api.MapGet("/notifications", notifications.List);
        api.MapGet("/notifications/{id}", notifications.Get);
        api.MapPost("/notifications/{id}/retry", notifications.TryAgain);
        api.MapPost("/lists/rebuild", endpoints.ServiceProvider.GetRequiredService<ListRebuild>().Ask);
        return endpoints;
    }

    private static void MapAttention(RouteGroupBuilder api, string path, EntityKind kind, string noun)
    {
        var services = ((IEndpointRouteBuilder)api).ServiceProvider;
        var attention = new AttentionEndpoints(kind, noun, services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<Query>());
        api.MapPost($"/{path}/{{id}}/attention/{{kind}}/acknowledge", attention.Acknowledge);
        api.MapPost($"/{path}/{{id}}/attention/{{kind}}/snooze", attention.Snooze);
    }

    private static void MapEntity<TView>(RouteGroupBuilder api, string path, EntityKind kind, string noun, JsonTypeInfo<TView> view)
        where TView : class
    {
        var services = ((IEndpointRouteBuilder)api).ServiceProvider;
        var queries = new EntityQueries<TView>(kind, noun, view, services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<Query>());
        api.MapGet($"/{path}", queries.List);
        api.MapGet($"/{path}/{{id}}", queries.Get);
        api.MapGet($"/{path}/{{id}}/events", queries.Events);
        api.MapGet($"/{path}/{{id}}/events/{{eventId}}/body", queries.Body);
    }
}
