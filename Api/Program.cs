using Api.Cluster;
using Api.Health;
using Api.Hosting;
using Api.Problems;
using Api.Queries;
using Api.Subscriptions;
using Api.Webhooks;

return await Startup.Run(Build, Map);

WebApplication Build()
{
    var builder = WebApplication.CreateBuilder(args).UseFlexportDefaults();
    builder.AddFlexportCluster();
    builder.Services.AddFlexportWebhooks(builder.Configuration, builder.Environment);
    builder.Services.AddFlexportQueries(builder.Configuration, builder.Environment);
    builder.Services.AddFlexportSubscriptions(builder.Configuration);
    builder.Services.AddFlexportHealth();
    return builder.Build();
}

static void Map(WebApplication app)
{
    app.UseFlexportProblems();
    app.MapFlexportHealth();
    app.MapFlexportWebhooks();
    app.MapFlexportQueries();
    app.MapFlexportSubscriptions();
}
