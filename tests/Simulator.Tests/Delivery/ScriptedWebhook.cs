using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Simulator.Tests.Delivery;

/// <summary>A receiver that behaves as told for each attempt, and remembers them all.</summary>
internal sealed class ScriptedWebhook : IAsyncDisposable
{
    /// <summary>Instead of a status: the connection breaks before an answer.</summary>
    public const int Breaks = 0;

    private readonly ConcurrentQueue<(string Body, string Signature, int Answered)> attempts = new();
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly WebApplication app;

    private ScriptedWebhook(Func<string, int, int> script, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var status = script(body, counts.AddOrUpdate(body, 1, (_, count) => count + 1));
            attempts.Enqueue((body, context.Request.Headers["X-Hub-Signature-256"].ToString(), status));
            if (status == Breaks)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsync(status == 200 ? """{"status":"applied","eventId":"1"}""" : """{"title":"no"}""", context.RequestAborted);
        });
    }

    public Uri Url => new(new Uri(app.Urls.First()), "/webhooks/flexport");

    public IReadOnlyList<(string Body, string Signature, int Answered)> Attempts => [.. attempts];

    /// <summary>The bodies that were answered 200.</summary>
    public IReadOnlyList<string> Accepted => [.. attempts.Where(attempt => attempt.Answered == 200).Select(attempt => attempt.Body)];

    /// <param name="script">The status for a body and the number of its attempt, from 1.</param>
    public static async Task<ScriptedWebhook> Start(Func<string, int, int> script, int port = 0)
    {
        var webhook = new ScriptedWebhook(script, port);
        await webhook.app.StartAsync();
        return webhook;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
