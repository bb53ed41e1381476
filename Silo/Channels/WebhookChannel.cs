using System.Globalization;
using System.Net.Http.Headers;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Posts announcements to one address, signed, and reads the answer's status and nothing more.</summary>
internal sealed class WebhookChannel(IOptions<WebhookChannelOptions> options, GuardedConnector connector, TimeProvider time) : INotificationChannel, IDisposable
{
    public const string ChannelName = "webhook";

    private readonly StandardWebhooks[] signers = [.. options.Value.Secrets.Select(secret => new StandardWebhooks(secret))];
    private readonly OutgoingHttp http = new(connector, time, options.Value.Timeout);

    public string Name => ChannelName;

    public void Dispose() => http.Dispose();

    public Task<SendResult> Send(Notification notification, CancellationToken cancellation) => http.Send(Request(notification), cancellation);

    private HttpRequestMessage Request(Notification notification)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Url) { Content = new ReadOnlyMemoryContent(notification.Message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', signers.Select(signer => signer.Sign(notification.Id, timestamp, notification.Message.Span))));
        return request;
    }
}
