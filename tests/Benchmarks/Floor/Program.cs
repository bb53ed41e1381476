using Benchmarks.Floor;
using Flexport.Webhooks.Signatures;
using Grains.Journal;
using Silo.Storage;
using Silo.Storage.Postgres;

// What the service would cost without grains and domain: its endpoint, HMAC, envelope reader and group commit of the same rows.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var database = builder.Configuration["ConnectionStrings:Postgres"];
var secret = builder.Configuration["FLEXPORT_WEBHOOK_SECRET"];
if (database is null || secret is null)
{
    Console.Error.WriteLine("ConnectionStrings__Postgres and FLEXPORT_WEBHOOK_SECRET have to be set. Start it by: dotnet run -c Release --project tests/Benchmarks -- compare --only floor");
    return 2;
}

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(_ => PostgresDataSource.Create(database));
builder.Services.AddSingleton<IStorageEngine, PostgresEngine>();
builder.Services.AddSingleton<IJournalStore, PostgresJournal>();
builder.Services.AddOptions<JournalOptions>();
builder.Services.AddSingleton<ICommitListener, Unheard>().AddSingleton<JournalInstruments>().AddSingleton<JournalWriter>().AddSingleton<Lines>();
builder.Services.AddSingleton(new[] { WebhookSecret.FromText("main", secret) });
builder.Services.AddSingleton<WebhookEndpoint>();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

await using var app = builder.Build();
await app.Services.GetRequiredService<IStorageEngine>().Prepare(CancellationToken.None);
app.MapGet("/health/ready", static () => Results.Ok());
app.MapPost("/webhooks/flexport", (RequestDelegate)app.Services.GetRequiredService<WebhookEndpoint>().Receive);
await app.RunAsync();
return 0;
