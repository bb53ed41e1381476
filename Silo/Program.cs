using Api.Health;
using Api.Hosting;
using Api.Problems;
using Api.Queries;
using Api.Webhooks;
using Silo.Channels;
using Silo.Clustering;
using Silo.Health;
using Silo.Storage;

var builder = WebApplication.CreateBuilder(args).UseFlexportDefaults();
var withApi = builder.Configuration.GetValue("Api:Enabled", true);

builder.AddFlexportSilo();
builder.Services.AddFlexportChannels(builder.Configuration);
builder.Services.AddFlexportHealth();
builder.Services.AddSiloHealth();
if (withApi) builder.Services.AddFlexportQueries(builder.Configuration, builder.Environment);

var app = builder.Build();
app.UseFlexportProblems();
app.MapFlexportHealth();
if (withApi)
{
    app.MapFlexportWebhooks();
    app.MapFlexportQueries();
}

return await app.RunFlexport(app.Services.GetRequiredService<IStorageEngine>().Prepare, SiloFaults.AreExpected);
