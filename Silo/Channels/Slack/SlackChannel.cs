using System.Net.Http.Headers;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;
using Silo.Channels.Wording;

namespace Silo.Channels.Slack;

/// <summary>Posts announcements to an incoming webhook of Slack, or of what understands the same.</summary>
internal sealed class SlackChannel(
    IOptions<SlackChannelOptions> options, IOptions<OutgoingOptions> outgoing, IOptions<LinkOptions> links, GuardedConnector connector, OutgoingTls tls, TimeProvider time)
    : INotificationChannel, IDisposable
{
    public const string ChannelName = "slack";

    private readonly OutgoingHttp http = new(connector, tls, time, options.Value.Timeout);

    public string Name => ChannelName;

    public int Slots => 32;

    public void Dispose() => http.Dispose();

    public string Transport(Contact? contact) => TransportNames.Of(ChannelName, Address(contact));

    public IEnumerable<string> Problems(Contact contact) =>
        ContactFields.Problems(contact, Cleartext.ProblemsOf(contact.Url, outgoing.Value), nameof(contact.Url));

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation) => http.Send(
        new HttpRequestMessage(HttpMethod.Post, Address(contact)), SlackText.Write(News.Of(notification, links.Value.Address)), new MediaTypeHeaderValue("application/json", "utf-8"), cancellation, SlackErrors.Read);

    public string? Words(Notification notification) => PlainNews.Of(News.Of(notification));

    private string? Address(Contact? contact) => contact is null ? options.Value.Url : contact.Url;
}
