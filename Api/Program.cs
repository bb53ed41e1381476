using Api.Cluster;
using Api.Health;
using Api.Hosting;
using Api.Problems;
using Api.Queries;
using Api.Webhooks;

var builder = WebApplication.CreateBuilder(args).UseFlexportDefaults();
builder.AddFlexportCluster();
builder.Services.AddFlexportWebhooks(builder.Configuration, builder.Environment);
builder.Services.AddFlexportQueries(builder.Configuration, builder.Environment);
builder.Services.AddFlexportHealth();

var app = builder.Build();
app.UseFlexportProblems();
app.MapFlexportWebhooks();
app.MapFlexportQueries();
app.MapFlexportHealth();
return await app.RunFlexport();
