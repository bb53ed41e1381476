using Grains.Clocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>Turns what is owed into notifications and sends them: right after a commit, and whenever the clock wakes it.</summary>
internal sealed partial class NotificationDispatcher(
    INotificationStore store,
    IEnumerable<INotificationChannel> channels,
    IReadOnlyList<Subscription> subscriptions,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : WakeLoop(time, logger)
{
    private const int ExpandPage = 500;
    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        while (await store.Expand(subscriptions, ExpandPage, Time.GetUtcNow(), cancellation) == ExpandPage)
        {
            // The next page.
        }

        while (!cancellation.IsCancellationRequested)
        {
            var due = await store.Claim(byName.Keys, options.Value.Concurrency, Time.GetUtcNow(), options.Value.Lease, cancellation);
            if (due.Count == 0) break;
            var outcomes = await Task.WhenAll(due.Select(notification => Send(notification, cancellation)));
            // What has been sent must be written down even while the silo stops.
            await store.Record(outcomes, CancellationToken.None);
        }

        return await store.NextDue(byName.Keys, cancellation);
    }

    private async Task<NotificationOutcome> Send(Notification notification, CancellationToken cancellation)
    {
        try
        {
            return Outcome(notification, await byName[notification.Channel].Send(notification, cancellation));
        }
        catch (Exception reason)
        {
            LogChannelFault(logger, notification.Channel, notification.Id, reason);
            return Outcome(notification, new SendResult(SendVerdict.Retry, Error: reason.GetType().Name));
        }
    }

    private NotificationOutcome Outcome(Notification notification, SendResult result)
    {
        if (result.Verdict == SendVerdict.Sent) return new NotificationOutcome(notification.Id, notification.Attempts, Time.GetUtcNow(), null, null);
        var error = result.Error ?? "The target did not take it.";
        if (result.Verdict == SendVerdict.Failed || notification.Attempts >= options.Value.MaxAttempts)
        {
            LogGivenUp(logger, notification.Id, notification.Channel, notification.Attempts, error);
            return new NotificationOutcome(notification.Id, notification.Attempts, null, null, error);
        }

        var wait = Backoff.Wait(notification.Attempts, options.Value, Random.Shared.NextDouble(), result.RetryAfter);
        LogRetry(logger, notification.Id, notification.Channel, notification.Attempts, wait, error);
        return new NotificationOutcome(notification.Id, notification.Attempts, null, Time.GetUtcNow() + wait, error);
    }
}
