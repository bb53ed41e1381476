using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;
using Silo.Channels.Wording;

namespace Silo.Channels.Slack;

/// <summary>Posts announcements to an incoming webhook of Slack, or of what understands the same.</summary>
internal sealed class SlackChannel(
    IOptions<SlackChannelOptions> options, IOptions<NotificationOptions> notifications, IOptions<OutgoingOptions> outgoing, GuardedConnector connector, TimeProvider time) : INotificationChannel, IDisposable
{
    public const string ChannelName = "slack";

    private static readonly byte[] NoService = Encoding.ASCII.GetBytes("no_service");

    private readonly OutgoingHttp http = new(connector, time, options.Value.Within(notifications.Value.Lease), plainOnlyInside: true);

    public string Name => ChannelName;

    public void Dispose() => http.Dispose();

    public IEnumerable<string> Problems(Contact contact) =>
        ContactFields.Problems(contact, SlackChannelOptionsValidator.ProblemsOf(contact.Url, outgoing.Value), nameof(contact.Url));

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, contact is null ? options.Value.Url : contact.Url) { Content = new ByteArrayContent(SlackText.Write(News.Of(notification))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return http.Send(request, cancellation, IsGone);
    }

    /// <summary>Slack answers 404 for much that is mended, and says so where the webhook has been removed or its workspace left.</summary>
    private static async Task<bool> IsGone(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.NotFound) return false;
        try
        {
            var start = new byte[NoService.Length];
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation) == start.Length && start.AsSpan().SequenceEqual(NoService);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
