using System.Net;
using System.Text;
using Api.Health;
using Api.Hosting;
using Api.Problems;
using Api.Queries;
using Api.Subscriptions;
using Api.Webhooks;
using Flexport.Webhooks.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Api.Tests.Hosting;

/// <summary>The real edge on a real port, with grains that do what the test says.</summary>
internal sealed class EdgeHost : IAsyncDisposable
{
    public const string Secret = "secret-of-the-tests";
    public const string OtherSecret = "secret-of-the-other-source";
    public const string Key = "key-of-the-tests";

    private readonly WebApplication app;

    private EdgeHost(WebApplication app, FakeGrains grains, CapturedLog log)
    {
        (this.app, Grains, Log) = (app, grains, log);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public FakeGrains Grains { get; }
    public CapturedLog Log { get; }
    public HttpClient Http { get; }
    public Uri Address => new(app.Urls.Single());
    public IServiceProvider Services => app.Services;

    /// <summary>A source <c>default</c> and a source <c>other</c>, a key, deadlines that a slow machine keeps; anything of it may be overruled, null takes it away.</summary>
    public static async Task<EdgeHost> Start(
        FakeGrains? grains = null, string environment = "Production", Action<IServiceCollection>? services = null, params (string Name, string? Value)[] settings)
    {
        var (app, fakes, log) = Build(grains, environment, services, settings);
        await app.StartAsync();
        return new EdgeHost(app, fakes, log);
    }

    private static (WebApplication App, FakeGrains Grains, CapturedLog Log) Build(
        FakeGrains? grains, string environment, Action<IServiceCollection>? services, (string Name, string? Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["FLEXPORT_WEBHOOK_SECRET"] = Secret,
            ["FLEXPORT_API_KEY"] = Key,
            ["Flexport:Sources:other:Secrets:0"] = OtherSecret,
            ["Flexport:Calls:Deadline"] = "00:00:25",
            ["Flexport:Calls:EntityAllowance"] = "00:00:20",
            ["Flexport:Calls:ParkPatience"] = "00:00:10",
            ["Flexport:Calls:Backoff"] = "00:00:00.002",
        };
        foreach (var (name, value) in settings)
        {
            if (value is null) configuration.Remove(name);
            else configuration[name] = value;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.WebHost.UseUrls(configuration["urls"]!);
        var log = new CapturedLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        var fakes = grains ?? new FakeGrains();
        builder.Services.AddSingleton<IGrainFactory>(fakes);
        builder.Services.AddFlexportQueries(builder.Configuration, builder.Environment);
        builder.Services.AddFlexportSubscriptions(builder.Configuration);
        builder.Services.AddFlexportHealth();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseFlexportProblems();
        app.MapFlexportHealth();
        app.MapFlexportWebhooks();
        app.MapFlexportQueries();
        app.MapFlexportSubscriptions();
        return (app, fakes, log);
    }

    public Task<HttpResponseMessage> Deliver(string body, string path = "/webhooks/flexport", string secret = Secret) =>
        Deliver(Encoding.UTF8.GetBytes(body), path, secret);

    public Task<HttpResponseMessage> Deliver(byte[] body, string path = "/webhooks/flexport", string secret = Secret) =>
        Send(Signed(body, path, secret));

    public static HttpRequestMessage Signed(byte[] body, string path = "/webhooks/flexport", string secret = Secret) =>
        new(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body),
            Headers = { { SignatureHeaders.Sha256Name, SignatureWriter.Sign(body, WebhookSecret.FromText("test", secret)) } },
        };

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => Http.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> Get(string path) => Ask(HttpMethod.Get, path);

    /// <summary>As an operator.</summary>
    public Task<HttpResponseMessage> Put(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body) };
        request.Headers.Authorization = new("Bearer", Key);
        return Send(request);
    }

    public Task<HttpResponseMessage> Delete(string path) => Ask(HttpMethod.Delete, path);

    /// <summary>As an operator.</summary>
    public Task<HttpResponseMessage> Post(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Headers.Authorization = new("Bearer", Key);
        return Send(request);
    }

    public Task<HttpResponseMessage> Post(string path) => Ask(HttpMethod.Post, path);

    private Task<HttpResponseMessage> Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Authorization", $"Bearer {Key}");
        return Send(request);
    }

    public Task Stop() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
