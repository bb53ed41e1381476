using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Silo.Channels;

/// <summary>Sends nothing anywhere: that it was told is on record, and read by <c>GET /api/notifications</c>. For whoever fetches, and for trying a subscription out.</summary>
internal sealed class RecordChannel : INotificationChannel
{
    public string Name => "record";

    public IEnumerable<string> Problems(Contact contact) => ContactFields.Problems(contact, []);

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation) => Task.FromResult(new SendResult(SendVerdict.Sent));
}
