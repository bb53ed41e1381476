using Grains.Clocks;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>
/// Turns what is owed into notifications and sends them: right after a commit, and whenever the clock wakes it. While some are on their way others
/// are fetched, so a target that is slow keeps nobody else's from going.
/// </summary>
internal sealed partial class NotificationDispatcher(
    INotificationStore store,
    IEnumerable<INotificationChannel> channels,
    Subscribers subscribers,
    IOptions<NotificationOptions> options,
    NotificationInstruments instruments,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : WakeLoop(time, logger)
{
    private const int ExpandPage = 500;

    /// <summary>While some are on their way what has become due in the meantime is looked for so often.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>Those that end so close to each other are written down together.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);
    private readonly Circuits circuits = new(options, instruments, logger);
    private readonly List<Attempt> underWay = [];

    // What the store could not be told yet; told before anything else, for what is not told is sent again.
    private readonly List<NotificationOutcome> untold = [];
    private DateTimeOffset handedOnAt = DateTimeOffset.MinValue;

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        try
        {
            do
            {
                await Record();
                if (!cancellation.IsCancellationRequested) await Fetch(cancellation);
                await SomeEnd(cancellation);
            }
            while (underWay.Count > 0 || untold.Count > 0);
        }
        catch
        {
            // Those on their way have an end, which is to be written down: now, or by the next pass if there is one.
            await Task.WhenAll(underWay.Select(static attempt => attempt.Outcome));
            await SomeEnd(cancellation);
            if (cancellation.IsCancellationRequested) await Record();
            throw;
        }

        return await NextDue(cancellation);
    }

    private async Task Record()
    {
        if (untold.Count == 0) return;
        // What has been sent must be written down even while the silo stops.
        await store.Record(untold, CancellationToken.None);
        untold.Clear();
    }

    /// <summary>Expands what is owed, and starts to send what is due while there is room.</summary>
    private async Task Fetch(CancellationToken cancellation)
    {
        await Expand(cancellation);
        await HandOn(cancellation);
        while (!cancellation.IsCancellationRequested && underWay.Count < options.Value.Concurrency)
        {
            var due = await Claim(options.Value.Concurrency - underWay.Count, cancellation);
            if (due.Count == 0) return;
            var book = await subscribers.Read(cancellation);
            foreach (var notification in due) underWay.Add(new Attempt(notification, Send(notification, book, cancellation)));
        }
    }

    /// <summary>What did not get through in time goes to the backup contacts.</summary>
    private async Task HandOn(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        if (underWay.Count > 0 && now - handedOnAt < Glance) return;
        await store.Escalate(ExpandPage, now, cancellation);
        handedOnAt = now;
    }

    private async Task Expand(CancellationToken cancellation)
    {
        // Somebody else may have expanded the same meanwhile, and what was for a digest may have become too late: then it is decided anew.
        for (var vain = 0; vain < 3;)
        {
            var page = await store.Owed(ExpandPage, cancellation);
            if (page.Announcements.Count == 0) return;
            // Read after the page: whoever subscribed before something was announced hears of it.
            var book = await subscribers.Read(cancellation);
            var now = Time.GetUtcNow();
            var expanded = await store.Expand(Expander.Decide(page, book.All, options.Value.OldestAnnounced, now), now, cancellation);
            if (expanded == page.Announcements.Count && expanded < ExpandPage) return;
            vain = expanded == 0 ? vain + 1 : 0;
        }
    }

    /// <summary>What is due over targets that are sent to, and one over each that is on trial. What waits for a target that is left alone uses up no attempts.</summary>
    private async Task<IReadOnlyList<Notification>> Claim(int room, CancellationToken cancellation)
    {
        var (now, lease) = (Time.GetUtcNow(), options.Value.Lease);
        var trials = circuits.In(CircuitState.Trial, now);
        var due = new List<Notification>(await store.Claim(
            new ClaimScope(byName.Keys, [.. trials, .. circuits.In(CircuitState.Open, now)]), room, now, lease, cancellation));
        foreach (var trial in trials)
        {
            if (!underWay.Exists(attempt => attempt.Notification.Target == trial))
                due.AddRange(await store.Claim(new ClaimScope(byName.Keys, [], trial), 1, now, lease, cancellation));
        }

        return due;
    }

    /// <summary>Waits until some have ended, or for a glance, and takes in how.</summary>
    private async Task SomeEnd(CancellationToken cancellation)
    {
        if (underWay.Count == 0) return;
        var all = Task.WhenAll(underWay.Select(static attempt => attempt.Outcome));
        using (var enough = new CancellationTokenSource())
        {
            await Task.WhenAny([.. underWay.Select(static attempt => attempt.Outcome), Task.Delay(Glance, Time, enough.Token)]);
            await Task.WhenAny(all, Task.Delay(Moment, enough.Token));
            await enough.CancelAsync();
        }

        // Looked at once: between two looks another may end.
        var (ended, going) = (new List<Attempt>(), new List<Attempt>());
        foreach (var attempt in underWay) (attempt.Outcome.IsCompleted ? ended : going).Add(attempt);
        underWay.Clear();
        underWay.AddRange(going);
        foreach (var target in ended.GroupBy(static attempt => (attempt.Notification.Channel, attempt.Notification.Target)))
        {
            var outcomes = await Task.WhenAll(target.Select(static attempt => attempt.Outcome));
            untold.AddRange(outcomes);
            // What came of it while the silo stopped says nothing of the target.
            if (cancellation.IsCancellationRequested) continue;
            var sent = outcomes.Count(static outcome => outcome.SentAt is not null);
            circuits.Attempted(
                target.Key.Channel, target.Key.Target, sent, outcomes.Length - sent, Array.Find(outcomes, static outcome => outcome.SentAt is null)?.Error, Time.GetUtcNow());
        }
    }

    /// <summary>The earliest, that of a target that is left alone not before its pause ends.</summary>
    private async Task<DateTimeOffset?> NextDue(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        var paused = circuits.In(CircuitState.Open, now);
        var next = await store.NextDue(new ClaimScope(byName.Keys, paused), cancellation);
        foreach (var target in paused)
        {
            if (await store.NextDue(new ClaimScope(byName.Keys, [], target), cancellation) is not { } due) continue;
            if (circuits.PausedUntil(target, now) is { } until && until > due) due = until;
            if (next is null || due < next) next = due;
        }

        return next;
    }

    private async Task<NotificationOutcome> Send(Notification notification, Subscribers.Book book, CancellationToken cancellation)
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
            return Outcome(notification, subscriber, await byName[notification.Channel].Send(notification, contact, cancellation));
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
        var now = Time.GetUtcNow();
        if (result.Verdict == SendVerdict.Sent) return new NotificationOutcome(notification.Id, notification.Attempts, now, null, null, notification.Retries);
        var error = result.Error ?? "The target did not take it.";
        if (result.Verdict == SendVerdict.Failed || notification.Attempts >= options.Value.MaxAttempts)
        {
            LogGivenUp(logger, notification.Id, notification.Target, notification.Attempts, error);
            return new NotificationOutcome(notification.Id, notification.Attempts, null, null, error, notification.Retries);
        }

        var next = now + Backoff.Wait(notification.Attempts, options.Value, Random.Shared.NextDouble(), result.RetryAfter);
        // A backup contact is for when it matters.
        if (subscriber?.Timing == Interfaces.Subscriptions.Timing.OutsideQuietHours && !notification.Subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal))
            next = subscriber.Hours.NotQuiet(next);
        LogRetry(logger, notification.Id, notification.Target, notification.Attempts, next - now, error);
        return new NotificationOutcome(notification.Id, notification.Attempts, null, next, error, notification.Retries);
    }

    private readonly record struct Attempt(Notification Notification, Task<NotificationOutcome> Outcome);
}
