using System.Globalization;
using System.Net.Http.Headers;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels;

/// <summary>Posts announcements to one address, signed, and reads the answer's status and nothing more.</summary>
internal sealed class WebhookChannel(
    IOptions<WebhookChannelOptions> options, IOptions<NotificationOptions> notifications, IOptions<OutgoingOptions> outgoing, GuardedConnector connector, OutgoingTls tls, TimeProvider time)
    : INotificationChannel, IDisposable
{
    public const string ChannelName = "webhook";

    private readonly OutgoingHttp http = new(connector, tls, time, options.Value.Within(notifications.Value.Lease));

    public string Name => ChannelName;

    public int Slots => 32;

    public void Dispose() => http.Dispose();

    public string Transport(Contact? contact) => TransportNames.Of(ChannelName, contact is null ? options.Value.Url : contact.Url);

    public IEnumerable<string> Problems(Contact contact) =>
        ContactFields.Problems(contact, [.. Cleartext.ProblemsOf(contact.Url, outgoing.Value), .. SecretProblems(contact)], nameof(contact.Url), nameof(contact.Secret), nameof(contact.PreviousSecret));

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation) => contact is null
        ? Send(notification, options.Value.Url, [options.Value.Secret, options.Value.PreviousSecret], cancellation)
        : Send(notification, contact.Url, [contact.Secret, contact.PreviousSecret], cancellation);

    private static IEnumerable<string> SecretProblems(Contact contact)
    {
        if (string.IsNullOrWhiteSpace(contact.Secret))
            yield return "Secret is not set: what is sent must be signed.";
        else if (!WebhookSecrets.IsStandard(contact.Secret))
            yield return $"Secret {WebhookSecrets.Rule}";
        // A former one may be of the time when any text was taken: how else would its receiver be given a better one.
        if (!string.IsNullOrEmpty(contact.PreviousSecret) && !WebhookSecrets.IsUsable(contact.PreviousSecret))
            yield return "PreviousSecret begins with whsec_, so base64 has to follow.";
    }

    private Task<SendResult> Send(Notification notification, string? url, IEnumerable<string?> secrets, CancellationToken cancellation)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var body = WebhookBody.Of(notification);
        var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        var signatures = secrets.Where(static secret => !string.IsNullOrEmpty(secret)).SelectMany(static secret => WebhookSecrets.Keys(secret!))
            .Select(key => StandardWebhooks.Sign(key, notification.Id, timestamp, body.Span));
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', signatures));
        return http.Send(request, body, new MediaTypeHeaderValue("application/json"), cancellation);
    }
}
