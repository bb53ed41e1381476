using System.Collections.Concurrent;
using Grains.Clocks;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>
/// Takes the mailboxes in which something is due, has each served by itself, and keeps them while they are: right after something has been made, and whenever the clock wakes it. Hands on to backups what
/// does not get through.
/// </summary>
internal sealed partial class NotificationDispatcher(
    ILaneStore store,
    MailboxRounds rounds,
    Subscribers subscribers,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : WakeLoop(time, logger)
{
    private const int TakenAtOnce = 64;
    private const int HandedOnAtOnce = 200;

    /// <summary>So often it is looked whether anybody has a backup by now, where nobody had.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>So often it is looked for what others have left.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    // Another one after each start: what the silo had before its end is somebody else's to find.
    private readonly Guid holder = Guid.NewGuid();
    private readonly ConcurrentDictionary<string, (MailboxHold Hold, Task Served)> held = new(StringComparer.Ordinal);
    private DateTimeOffset handedOnAt = DateTimeOffset.MinValue;
    private volatile bool hasNews;

    /// <summary>Something has come to wait.</summary>
    public void News()
    {
        hasNews = true;
        Wake();
    }

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        if (hasNews)
        {
            hasNews = false;
            foreach (var (hold, _) in held.Values) hold.Tell();
        }

        await HandOn(cancellation);
        while (!cancellation.IsCancellationRequested && held.Count < options.Value.Targets)
        {
            var asked = TimeProvider.System.GetTimestamp();
            var taken = await store.Take(holder, options.Value.Lease, Math.Min(TakenAtOnce, options.Value.Targets - held.Count), Capabilities.Known, Time.GetUtcNow(), cancellation);
            foreach (var one in taken) Serve(one, asked, cancellation);
            if (taken.Count < TakenAtOnce) break;
        }

        // What a silo that died was sending is found by looking.
        var (now, next) = (Time.GetUtcNow(), await store.NextDue(Capabilities.Known, cancellation));
        return next is { } due && due > now && due < now + Rest ? due : now + Rest;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var over = new CancellationTokenSource();
        var keeping = Keep(over.Token);
        await base.ExecuteAsync(stoppingToken);
        // What is under way is ended and written down, and its mailbox kept until then; one that cannot be given back is free when its lease ends.
        await Task.WhenAll(held.Values.Select(static one => one.Served)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        await keeping;
    }

    private void Serve(TakenMailbox taken, long asked, CancellationToken stopping)
    {
        var hold = new MailboxHold(taken, holder, options.Value.Lease, Time);
        hold.Renewed(asked);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = (hold, Served());
        held[taken.Target] = entry;
        begin.SetResult();

        async Task Served()
        {
            await begin.Task;
            await rounds.Serve(hold, stopping);
            // It may have been taken again by now.
            if (held.TryGetValue(taken.Target, out var now) && now.Hold == hold) held.TryRemove(KeyValuePair.Create(taken.Target, now));
            // Its place is free, and something may be due in another.
            Wake();
        }
    }

    /// <summary>Keeps the mailboxes that are served, by the machine's own time.</summary>
    private async Task Keep(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(options.Value.Lease / 4, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (held.IsEmpty || over.IsCancellationRequested) continue;
            var asked = TimeProvider.System.GetTimestamp();
            try
            {
                var mine = held.ToArray();
                var kept = (await store.Renew(holder, [.. mine.Select(static one => one.Key)], options.Value.Lease, over)).ToHashSet(StringComparer.Ordinal);
                foreach (var (target, (hold, _)) in mine)
                {
                    if (kept.Contains(target)) hold.Renewed(asked);
                    else hold.Lost();
                }
            }
            catch (Exception fault)
            {
                if (!over.IsCancellationRequested) LogNotKept(logger, fault);
            }
        }
    }

    /// <summary>What did not get through in time goes to the backup contacts.</summary>
    private async Task HandOn(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        if ((now - handedOnAt).Duration() < (subscribers.Known.HasBackups ? Glance : Look)) return;
        var book = await subscribers.Read(cancellation);
        handedOnAt = now;
        if (!book.HasBackups) return;
        var late = await store.Escalating(HandedOnAtOnce, now, cancellation);
        if (late.Count == 0) return;
        var announcements = new List<OwedAnnouncement>();
        var handed = new List<(Guid, MadeLane?)>();
        foreach (var lane in late)
        {
            handed.Add((lane.Key.Id, book.Of(lane.Key).Subscriber?.Backup is { } backup ? Backup(lane, backup.Target.Target, announcements.Count, now) : null));
            announcements.Add(new OwedAnnouncement(lane.Key.Key, lane.Key.Thing, lane.Revision, 0, lane.AnnouncedAt, lane.AnnouncedAt, lane.Message));
        }

        await store.HandOn(handed, announcements, now, cancellation);
    }

    private static MadeLane Backup(WaitingLane lane, string target, int place, DateTimeOffset now) =>
        new(place, lane.Key with { Subscription = lane.Key.Subscription + NotificationIds.Backup }, target, Fits: true, LaneState.Waiting, now);

    [LoggerMessage(21, LogLevel.Warning, "The mailboxes that are being served could not be kept; it is tried again.")]
    private static partial void LogNotKept(ILogger logger, Exception reason);
}
