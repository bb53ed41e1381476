using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Posts announcements to one address, signed, and reads the answer's status and nothing more.</summary>
internal sealed class WebhookChannel : INotificationChannel, IDisposable
{
    /// <summary>A target that asks for more patience than this is asked again all the same.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly WebhookChannelOptions options;
    private readonly TimeProvider time;
    private readonly StandardWebhooks[] signers;
    private readonly HttpClient http;

    public WebhookChannel(IOptions<WebhookChannelOptions> options, GuardedConnector connector, TimeProvider time)
    {
        this.options = options.Value;
        this.time = time;
        signers = [.. this.options.Secrets.Select(secret => new StandardWebhooks(secret))];
        // A redirect would lead the signed message to where nobody meant it to go.
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would connect where the guard does not look.
            UseProxy = false,
            ConnectCallback = (context, cancellation) => connector.Connect(context.DnsEndPoint, cancellation),
            ConnectTimeout = this.options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // takes over a changed address
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public string Name => "webhook";

    public void Dispose() => http.Dispose();

    public async Task<SendResult> Send(Notification notification, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Timeout);
        try
        {
            using var request = Request(notification);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendResult(SendVerdict.Retry, Error: $"No answer within {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException fault) when (fault.InnerException is ForbiddenTargetException forbidden)
        {
            return new SendResult(SendVerdict.Retry, Error: forbidden.Message);
        }
        catch (HttpRequestException fault)
        {
            // Its message may repeat the address; its kind says enough.
            return new SendResult(SendVerdict.Retry, Error: $"The target cannot be reached: {fault.HttpRequestError}.");
        }
    }

    private HttpRequestMessage Request(Notification notification)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ReadOnlyMemoryContent(notification.Message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', signers.Select(signer => signer.Sign(notification.Id, timestamp, notification.Message.Span))));
        return request;
    }

    private SendResult Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return new SendResult(SendVerdict.Sent);
        var error = $"The target answered {status}.";
        // A wrong secret, a path not deployed yet, a proxy in the way: people mend them while the retries last. Only "gone" is meant for good.
        return response.StatusCode == HttpStatusCode.Gone
            ? new SendResult(SendVerdict.Failed, Error: error)
            : new SendResult(SendVerdict.Retry, RetryAfter(response), error);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (asked is not { } wait || wait <= TimeSpan.Zero) return null;
        return wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }
}
