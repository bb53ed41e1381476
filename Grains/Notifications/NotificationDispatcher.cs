using Grains.Clocks;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>
/// Sends notifications: right after they have been made, and whenever the clock wakes it. While some are on their way others are fetched, so a target that is slow keeps nobody else's from going.
/// </summary>
internal sealed class NotificationDispatcher(
    INotificationStore store,
    NotificationSender sender,
    Subscribers subscribers,
    IOptions<NotificationOptions> options,
    NotificationInstruments instruments,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : WakeLoop(time, logger)
{
    private const int HandedOnAtOnce = 500;

    /// <summary>While some are on their way what has become due in the meantime is looked for so often.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>So often it is looked whether anybody has a backup by now, where nobody had.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Those that end so close to each other are written down together.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

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

    /// <summary>Starts to send what is due while there is room.</summary>
    private async Task Fetch(CancellationToken cancellation)
    {
        await HandOn(cancellation);
        while (!cancellation.IsCancellationRequested && underWay.Count < options.Value.Concurrency)
        {
            var due = await Claim(options.Value.Concurrency - underWay.Count, cancellation);
            if (due.Count == 0) return;
            // A stakeholder's contact may have been given another address or secret by now.
            var book = due.All(static one => one.Target == one.Channel) ? subscribers.Known : await subscribers.Read(cancellation);
            foreach (var notification in due) underWay.Add(new Attempt(notification, sender.Send(notification, book, cancellation)));
        }
    }

    /// <summary>What did not get through in time goes to the backup contacts.</summary>
    private async Task HandOn(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        if (subscribers.Known.HasBackups ? underWay.Count > 0 && now - handedOnAt < Glance : now - handedOnAt < Look) return;
        if ((await subscribers.Read(cancellation)).HasBackups) await store.Escalate(HandedOnAtOnce, now, cancellation);
        handedOnAt = now;
    }

    /// <summary>What is due over targets that are sent to, and one over each that is on trial. What waits for a target that is left alone uses up no attempts.</summary>
    private async Task<IReadOnlyList<Notification>> Claim(int room, CancellationToken cancellation)
    {
        var (now, lease) = (Time.GetUtcNow(), options.Value.Lease);
        var trials = circuits.In(CircuitState.Trial, now);
        var due = new List<Notification>(await store.Claim(
            new ClaimScope(sender.Channels, [.. trials, .. circuits.In(CircuitState.Open, now)]), room, now, lease, cancellation));
        foreach (var trial in trials)
        {
            if (!underWay.Exists(attempt => attempt.Notification.Target == trial))
                due.AddRange(await store.Claim(new ClaimScope(sender.Channels, [], trial), 1, now, lease, cancellation));
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
        var next = await store.NextDue(new ClaimScope(sender.Channels, paused), subscribers.Known.HasBackups, cancellation);
        foreach (var target in paused)
        {
            if (await store.NextDue(new ClaimScope(sender.Channels, [], target), handsOn: false, cancellation) is not { } due) continue;
            if (circuits.PausedUntil(target, now) is { } until && until > due) due = until;
            if (next is null || due < next) next = due;
        }

        return next;
    }

    private readonly record struct Attempt(Notification Notification, Task<NotificationOutcome> Outcome);
}
