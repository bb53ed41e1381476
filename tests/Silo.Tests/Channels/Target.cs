using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Silo.Tests.Channels;

/// <summary>What reached the target.</summary>
internal sealed record Message(string Path, IHeaderDictionary Headers, byte[] Body);

/// <summary>A stakeholder's endpoint that answers as the test says.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly WebApplication app;

    private Target(WebApplication app) => this.app = app;

    public ConcurrentQueue<Message> Messages { get; } = new();

    public string Url => app.Urls.Single() + "/hook?token=query-secret";

    /// <param name="certificate">Who it is, by https; null: http.</param>
    public static async Task<Target> Start(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var target = new Target(builder.Build());
        target.app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            target.Messages.Enqueue(new Message(context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
            await answer(context);
        });
        await target.app.StartAsync(TestContext.Current.CancellationToken);
        return target;
    }

    public static Task<Target> Answering(int status, Action<HttpResponse>? more = null) => Start(context =>
    {
        context.Response.StatusCode = status;
        more?.Invoke(context.Response);
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
