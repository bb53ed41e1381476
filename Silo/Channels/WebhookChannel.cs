using System.Globalization;
using System.Net.Http.Headers;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Posts announcements to one address, signed, and reads the answer's status and nothing more.</summary>
internal sealed class WebhookChannel(
    IOptions<WebhookChannelOptions> options, IOptions<NotificationOptions> notifications, GuardedConnector connector, TimeProvider time) : INotificationChannel, IDisposable
{
    public const string ChannelName = "webhook";

    private readonly OutgoingHttp http = new(connector, time, options.Value.Within(notifications.Value.Lease));

    public string Name => ChannelName;

    public void Dispose() => http.Dispose();

    public IEnumerable<string> Problems(Contact contact) =>
        ContactFields.Problems(contact, WebhookChannelOptionsValidator.ProblemsOf(contact.Url, contact.Secret, contact.PreviousSecret), nameof(contact.Url), nameof(contact.Secret), nameof(contact.PreviousSecret));

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation) => http.Send(
        contact is null
            ? Request(notification, options.Value.Url, options.Value.Secret, options.Value.PreviousSecret)
            : Request(notification, contact.Url, contact.Secret, contact.PreviousSecret),
        cancellation);

    private HttpRequestMessage Request(Notification notification, string? url, params ReadOnlySpan<string?> secrets)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var body = WebhookBody.Of(notification);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        var signatures = new List<string>(2);
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret)) signatures.Add(new StandardWebhooks(secret).Sign(notification.Id, timestamp, body.Span));
        }

        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', signatures));
        return request;
    }
}
