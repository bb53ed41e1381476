using Api.Health;
using Api.Hosting;
using Api.Problems;
using Api.Queries;
using Api.Subscriptions;
using Api.Webhooks;
using Silo.Channels;
using Silo.Clustering;
using Silo.Deadlines;
using Silo.Health;
using Silo.Storage;

return await Startup.Run(Build, Map, Prepare, SiloFaults.AreExpected);

WebApplication Build()
{
    var builder = WebApplication.CreateBuilder(args).UseFlexportDefaults();
    builder.AddFlexportSilo();
    builder.Services.AddFlexportDeadlines(builder.Configuration);
    builder.Services.AddFlexportChannels(builder.Configuration);
    builder.Services.AddFlexportHealth();
    builder.Services.AddSiloHealth();
    if (HasApi(builder.Configuration))
    {
        builder.Services.AddFlexportWebhooks(builder.Configuration, builder.Environment);
        builder.Services.AddFlexportQueries(builder.Configuration, builder.Environment);
        builder.Services.AddFlexportSubscriptions(builder.Configuration);
    }

    return builder.Build();
}

static void Map(WebApplication app)
{
    app.UseFlexportProblems();
    app.MapFlexportHealth();
    if (!HasApi(app.Configuration)) return;
    app.MapFlexportWebhooks();
    app.MapFlexportQueries();
    app.MapFlexportSubscriptions();
}

static Task Prepare(WebApplication app, CancellationToken stopping)
{
    if (StorageChoice.Read(app.Configuration).Postgres is not null) SiloEndpoints.Read(app.Configuration).Check();
    app.TellStorage();
    return app.Services.GetRequiredService<IStorageEngine>().Prepare(stopping);
}

// A silo behind separate front ends answers probes alone.
static bool HasApi(IConfiguration configuration) => configuration.GetValue("Api:Enabled", true);
