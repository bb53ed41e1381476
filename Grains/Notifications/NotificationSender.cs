using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>Makes one attempt to send a notification, and says what is to come of it.</summary>
internal sealed partial class NotificationSender(
    IEnumerable<INotificationChannel> channels, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationSender> logger)
{
    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);

    /// <summary>The names of the channels that this silo has.</summary>
    public IReadOnlyCollection<string> Channels => byName.Keys;

    /// <summary>Never throws: whatever happens is an outcome.</summary>
    public async Task<NotificationOutcome> Send(Notification notification, Subscribers.Book book, CancellationToken cancellation)
    {
        // Whatever the channel does first, the others are not kept waiting by it.
        await Task.Yield();
        var subscriber = book.Of(notification);
        try
        {
            var ofConfiguration = notification.Target == notification.Channel;
            var contact = ofConfiguration ? null : book.Contact(notification.Target);
            if (subscriber is null || (contact is null && !ofConfiguration))
                return Outcome(notification, subscriber, new SendResult(SendVerdict.Failed, Error: "The subscription or its contact is not there any more."));
            // A contact may have been given another channel since.
            return byName.TryGetValue(contact?.Channel ?? notification.Channel, out var channel)
                ? Outcome(notification, subscriber, await channel.Send(notification, contact, cancellation))
                : Outcome(notification, subscriber, new SendResult(SendVerdict.Retry, Error: $"This silo has no channel {contact?.Channel}."));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Outcome(notification, subscriber, new SendResult(SendVerdict.Retry, Error: "The silo stopped while it was sent."));
        }
        catch (Exception reason)
        {
            LogChannelFault(logger, notification.Channel, notification.Id, reason);
            return Outcome(notification, subscriber, new SendResult(SendVerdict.Retry, Error: reason.GetType().Name));
        }
    }

    private NotificationOutcome Outcome(Notification notification, Subscriber? subscriber, SendResult result)
    {
        var now = time.GetUtcNow();
        if (result.Verdict == SendVerdict.Sent) return new NotificationOutcome(notification.Id, notification.Attempts, now, null, null, notification.Retries);
        var error = result.Error ?? "The target did not take it.";
        if (result.Verdict == SendVerdict.Failed || notification.Attempts >= options.Value.MaxAttempts)
        {
            LogGivenUp(logger, notification.Id, notification.Target, notification.Attempts, error);
            return new NotificationOutcome(notification.Id, notification.Attempts, null, null, error, notification.Retries);
        }

        var next = now + Backoff.Wait(notification.Attempts, options.Value, Random.Shared.NextDouble(), result.RetryAfter);
        // A backup contact is for when it matters.
        if (subscriber?.Timing == Timing.OutsideQuietHours && !notification.Subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal))
            next = subscriber.Hours.NotQuiet(next);
        LogRetry(logger, notification.Id, notification.Target, notification.Attempts, next - now, error);
        return new NotificationOutcome(notification.Id, notification.Attempts, null, next, error, notification.Retries);
    }
}
