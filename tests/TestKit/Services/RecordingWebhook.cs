using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TestKit.Services;

/// <summary>A message that the service sent to its stakeholder.</summary>
/// <param name="Id">The header <c>webhook-id</c>: the same for every attempt.</param>
/// <param name="Answered">The status it got; 0 where it was kept waiting until the sender gave up.</param>
/// <param name="At">When it came.</param>
public sealed record ReceivedMessage(string Id, string Timestamp, string Signature, byte[] Bytes, JsonElement Body, int Answered, DateTimeOffset At)
{
    /// <summary>Where it was sent to, such as <c>/stakeholder</c>, and whatever the contact's address has behind that.</summary>
    public string Path { get; init; } = "";

    /// <summary>The entity's id.</summary>
    public string Entity => Body.GetProperty("id").GetString()!;

    /// <summary>Such as <c>departed</c>.</summary>
    public string? Milestone => Body.TryGetProperty("milestone", out var milestone) ? milestone.GetString() : null;
}

/// <summary>A stakeholder's endpoint: keeps all that comes, and behaves as told.</summary>
public sealed class RecordingWebhook : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedMessage> messages = new();
    private readonly WebApplication app;
    private Func<HttpContext, Task<int>> behaviour = _ => Task.FromResult(200);

    private RecordingWebhook(WebApplication app, Uri url)
    {
        this.app = app;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>All attempts, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedMessage> Attempts => [.. messages];

    /// <summary>Those answered with 200.</summary>
    public IReadOnlyList<ReceivedMessage> Accepted => [.. messages.Where(message => message.Answered == 200)];

    /// <param name="port">0 for a free one; another one to be at the same place again.</param>
    public static async Task<RecordingWebhook> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var url = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort.Next() : port)}/stakeholder");
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        var webhook = new RecordingWebhook(builder.Build(), url);
        webhook.app.MapPost("/stakeholder/{**contact}", webhook.Receive);
        await webhook.app.StartAsync();
        return webhook;
    }

    public void Succeed() => behaviour = _ => Task.FromResult(200);

    /// <summary>Answers with a status from now on.</summary>
    public void Fail(int status) => behaviour = _ => Task.FromResult(status);

    /// <summary>429 with <c>Retry-After</c>.</summary>
    public void Throttle(TimeSpan retryAfter) => behaviour = context =>
    {
        context.Response.Headers.RetryAfter = retryAfter.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(429);
    };

    /// <summary>Takes the message, and answers 200 so long afterwards; 0 where the sender has given up by then.</summary>
    public void AnswerAfter(TimeSpan wait) => behaviour = async context =>
    {
        await Task.Delay(wait, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return context.RequestAborted.IsCancellationRequested ? 0 : 200;
    };

    /// <summary>Takes the message and never answers.</summary>
    public void Hang() => behaviour = async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return 0;
    };

    /// <summary>Whether it was told to.</summary>
    public bool Misbehaves { get; private set; }

    /// <summary>
    /// Of all calls 26 % get an error, or 429 with <c>Retry-After</c> of one second, by chance; each eightieth, from the fifth on, no answer at all.
    /// </summary>
    public void Misbehave(int seed)
    {
        var (random, calls) = (new Random(seed), 0);
        Misbehaves = true;
        behaviour = async context =>
        {
            int draw;
            lock (random) draw = ++calls % 80 == 5 ? 100 : random.Next(100);
            switch (draw)
            {
                case < 18:
                    return 503;
                case < 26:
                    context.Response.Headers.RetryAfter = "1";
                    return 429;
                case 100:
                    var gone = new TaskCompletionSource();
                    await using (context.RequestAborted.Register(gone.SetResult)) await gone.Task;
                    return 0;
                default:
                    return 200;
            }
        };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Receive(HttpContext context)
    {
        var came = DateTimeOffset.UtcNow;
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var answer = await behaviour(context);
        messages.Enqueue(new ReceivedMessage(
            context.Request.Headers["webhook-id"].ToString(),
            context.Request.Headers["webhook-timestamp"].ToString(),
            context.Request.Headers["webhook-signature"].ToString(),
            bytes.ToArray(),
            JsonElement.Parse(bytes.ToArray()),
            answer,
            came) { Path = context.Request.Path.Value ?? "" });
        if (answer != 0) context.Response.StatusCode = answer;
    }
}
