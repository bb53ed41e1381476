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
    NotificationInstruments instruments,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : WakeLoop(time, logger)
{
    private const int ExpandPage = 500;
    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);
    private readonly Circuits circuits = new([.. channels.Select(static channel => channel.Name)], options, instruments, logger);

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        while (await store.Expand(subscriptions, ExpandPage, Time.GetUtcNow(), cancellation) == ExpandPage)
        {
            // The next page.
        }

        while (!cancellation.IsCancellationRequested)
        {
            var due = await Claim(cancellation);
            if (due.Count == 0) break;
            var outcomes = await Task.WhenAll(due.Select(notification => Send(notification, cancellation)));
            // What has been sent must be written down even while the silo stops; what else came of it then says nothing of the target.
            if (!cancellation.IsCancellationRequested) Judge(due, outcomes);
            await store.Record(outcomes, CancellationToken.None);
        }

        return await NextDue(cancellation);
    }

    /// <summary>What is due over channels that are sent to, and one over each that is on trial. What waits for a target that is left alone uses up no attempts.</summary>
    private async Task<IReadOnlyList<Notification>> Claim(CancellationToken cancellation)
    {
        var (now, lease) = (Time.GetUtcNow(), options.Value.Lease);
        var due = new List<Notification>();
        if (circuits.In(CircuitState.Closed, now) is { Count: > 0 } closed) due.AddRange(await store.Claim(closed, options.Value.Concurrency, now, lease, cancellation));
        foreach (var trial in circuits.In(CircuitState.Trial, now)) due.AddRange(await store.Claim([trial], 1, now, lease, cancellation));
        return due;
    }

    private void Judge(IReadOnlyList<Notification> sent, NotificationOutcome[] outcomes)
    {
        foreach (var target in sent.Zip(outcomes).GroupBy(static attempt => attempt.First.Channel, static attempt => attempt.Second, StringComparer.Ordinal))
        {
            var through = target.Count(static outcome => outcome.SentAt is not null);
            circuits.Attempted(target.Key, through, target.Count() - through, target.FirstOrDefault(static outcome => outcome.SentAt is null)?.Error, Time.GetUtcNow());
        }
    }

    /// <summary>The earliest, that of a target that is left alone not before its pause ends.</summary>
    private async Task<DateTimeOffset?> NextDue(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        var paused = circuits.In(CircuitState.Open, now);
        var next = await store.NextDue([.. byName.Keys.Except(paused)], cancellation);
        foreach (var channel in paused)
        {
            if (await store.NextDue([channel], cancellation) is not { } due) continue;
            if (circuits.PausedUntil(channel, now) is { } until && until > due) due = until;
            if (next is null || due < next) next = due;
        }

        return next;
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
        if (result.Verdict == SendVerdict.Sent) return new NotificationOutcome(notification.Id, notification.Attempts, Time.GetUtcNow(), null, null, notification.Retries);
        var error = result.Error ?? "The target did not take it.";
        if (result.Verdict == SendVerdict.Failed || notification.Attempts >= options.Value.MaxAttempts)
        {
            LogGivenUp(logger, notification.Id, notification.Channel, notification.Attempts, error);
            return new NotificationOutcome(notification.Id, notification.Attempts, null, null, error, notification.Retries);
        }

        var wait = Backoff.Wait(notification.Attempts, options.Value, Random.Shared.NextDouble(), result.RetryAfter);
        LogRetry(logger, notification.Id, notification.Channel, notification.Attempts, wait, error);
        return new NotificationOutcome(notification.Id, notification.Attempts, null, Time.GetUtcNow() + wait, error, notification.Retries);
    }
}
