using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Simulator.Tests.Verification;

/// <summary>A query API that answers as told, by path and number of the request for it.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> asked = new();
    private readonly WebApplication app;

    private ScriptedApi(Func<string, int, (int Status, string Body)> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async context =>
        {
            Bearer = context.Request.Headers.Authorization.ToString();
            var path = context.Request.Path.Value!;
            var (status, body) = script(path, asked.AddOrUpdate(path, 1, (_, count) => count + 1));
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
    }

    public Uri Url => new(app.Urls.First());

    /// <summary>The header of the last request.</summary>
    public string? Bearer { get; private set; }

    public int Asked(string path) => asked.GetValueOrDefault(path);

    public static async Task<ScriptedApi> Start(Func<string, int, (int Status, string Body)> script)
    {
        var api = new ScriptedApi(script);
        await api.app.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
