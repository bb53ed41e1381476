using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Silo.Channels;

/// <summary>Says it in the log: the channel that always works.</summary>
internal sealed partial class LogChannel(ILogger<LogChannel> logger) : INotificationChannel
{
    public const string ChannelName = "log";

    public string Name => ChannelName;

    public IEnumerable<string> Problems(Contact contact) => ContactFields.Problems(contact, []);

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        LogAnnouncement(logger, notification.Thing, notification.Revision, notification.Key.Kind, notification.Key.Id, notification.Key.Source);
        return Task.FromResult(new SendResult(SendVerdict.Sent));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Announced {Thing} (revision {Revision}) of {Kind} {Id} of source {Source}")]
    private static partial void LogAnnouncement(
        ILogger logger, string thing, int revision, Grains.Interfaces.Entities.EntityKind kind, string id, string source);
}
