using System.Globalization;
using Benchmarks.PlainOrleans;
using Flexport.Webhooks.Signatures;
using Orleans.Configuration;

// Orleans as its documentation begins: a grain with persistent state that is written with every event, in ADO.NET grain storage.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Orleans", LogLevel.Error);
var database = builder.Configuration["ConnectionStrings:Postgres"];
var secret = builder.Configuration["FLEXPORT_WEBHOOK_SECRET"];
if (database is null || secret is null)
{
    Console.Error.WriteLine("ConnectionStrings__Postgres and FLEXPORT_WEBHOOK_SECRET have to be set. Start it by: dotnet run -c Release --project tests/Benchmarks -- compare --only plain");
    return 2;
}

await Schema.Create(database);
builder.UseOrleans(silo =>
{
    silo.UseLocalhostClustering(Port("Orleans:SiloPort"), Port("Orleans:GatewayPort"));
    silo.UseSystemTextJsonGrainStorageSerializer();
    silo.AddAdoNetGrainStorage(EntityGrain.Storage, (AdoNetGrainStorageOptions storage) => (storage.Invariant, storage.ConnectionString) = ("Npgsql", database));
});
builder.Services.AddSingleton(new[] { WebhookSecret.FromText("main", secret) });
builder.Services.AddSingleton<WebhookEndpoint>();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

await using var app = builder.Build();
app.MapGet("/health/ready", static () => Results.Ok());
app.MapPost("/webhooks/flexport", (RequestDelegate)app.Services.GetRequiredService<WebhookEndpoint>().Receive);
await app.RunAsync();
return 0;

int Port(string name) => int.Parse(builder.Configuration[name] ?? "0", CultureInfo.InvariantCulture);
