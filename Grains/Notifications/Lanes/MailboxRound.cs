using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Serves the mailbox of one target until nothing is due in it: reads what is due, sends some at the same time, writes down what came of it. Everything about one target happens here, so a target that
/// is slow delays itself alone. Each lane is one row, and what is under way is not read again, so a lane has one message under way at most.
/// </summary>
/// <remarks>For one mailbox that this silo has taken; see <see cref="MailboxRounds"/>.</remarks>
internal sealed partial class MailboxRound(
    MailboxHold hold, ILaneStore store, LaneSender sender, Subscribers subscribers, NotificationOptions options, ILogger logger)
{
    private const int ReadAtOnce = 64;

    /// <summary>While some are under way what has become due in the meantime is looked for so often, unless it is told.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>Those that end so close to each other are written down together.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <summary>Who hears, and how, is asked anew so often.</summary>
    private static readonly TimeSpan BookAge = TimeSpan.FromMilliseconds(250);

    /// <summary>So often it is looked anew at what had changed when it was to be sent.</summary>
    private const int MostVain = 5;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Queue<WaitingLane> due = new();
    private readonly Dictionary<Guid, Task<PostedMessage>> underWay = [];
    private readonly List<LaneOutcome> unwritten = [];
    private long news = hold.News;
    private int slots = 1;
    private DateTimeOffset? pausedUntil;
    private bool isFailing;
    private int vain;
    private Subscribers.Book? book;
    private long bookAt;

    public async Task Run(CancellationToken stopping)
    {
        var isRead = false;
        while (true)
        {
            await Record(stopping);
            var goesOn = !stopping.IsCancellationRequested && hold.IsHeld && pausedUntil is null;
            if (goesOn && due.Count == 0 && underWay.Count < slots)
            {
                isRead = true;
                await Read(stopping);
            }

            if (!goesOn) due.Clear();
            while (due.Count > 0 && underWay.Count < slots && hold.IsHeld) await Start(due.Dequeue(), stopping);
            if (underWay.Count == 0)
            {
                if (due.Count > 0 && hold.IsHeld) continue;
                if (await Leave(isRead, stopping)) return;
                continue;
            }

            await SomeEnd(stopping);
        }
    }

    /// <summary>Something has failed: what is under way has an end, which is to be written down, and the mailbox is somebody else's turn. What cannot be written now is found when the lease ends.</summary>
    public async Task Abandon()
    {
        while (underWay.Count > 0) await SomeEnd(CancellationToken.None);
        await Record(new CancellationToken(canceled: true));
        try
        {
            if (hold.IsHeld && unwritten.Count == 0) await store.Release(hold.Holder, [new ReleasedMailbox(hold.Target, news, hold.Now + AfterFailure)], hold.Now, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogNotRecorded(logger, hold.Target, fault);
        }
    }

    private async Task Read(CancellationToken stopping)
    {
        // What is under way is due as well; there is room beside it.
        (news, var lanes) = await store.Due(hold.Target, ReadAtOnce + underWay.Count, hold.Now, stopping);
        foreach (var lane in lanes)
        {
            if (!underWay.ContainsKey(lane.Key.Id)) due.Enqueue(lane);
        }
    }

    private async Task Start(WaitingLane lane, CancellationToken stopping)
    {
        // A contact may have been given another address or secret by now.
        if (book is null || TimeProvider.System.GetElapsedTime(bookAt) > BookAge)
        {
            bookAt = TimeProvider.System.GetTimestamp();
            book = await subscribers.Read(stopping);
        }

        underWay[lane.Key.Id] = sender.Post(lane, book, stopping);
    }

    private async Task Record(CancellationToken stopping)
    {
        while (unwritten.Count > 0)
        {
            try
            {
                // What has been sent must be written down even while the silo stops.
                await store.Record(unwritten, CancellationToken.None);
                unwritten.Clear();
            }
            catch (Exception fault)
            {
                LogNotRecorded(logger, hold.Target, fault);
                if (stopping.IsCancellationRequested) return;
                await Task.Delay(AfterFailure, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SomeEnd(CancellationToken stopping)
    {
        var all = Task.WhenAll(underWay.Values);
        using (var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping))
        {
            await Task.WhenAny([.. underWay.Values, hold.NextNews(), Task.Delay(Glance, enough.Token)]);
            if (!stopping.IsCancellationRequested) await Task.WhenAny(all, Task.Delay(Moment, enough.Token));
            await enough.CancelAsync();
        }

        if (stopping.IsCancellationRequested) await Task.WhenAny(all, Task.Delay(Glance, CancellationToken.None));
        foreach (var (lane, task) in underWay.Where(static one => one.Value.IsCompleted).ToList())
        {
            underWay.Remove(lane);
            if (task.IsCompletedSuccessfully) Ended(await task);
            // The store was not there: the lane is read again.
            else if (task.IsFaulted) pausedUntil ??= hold.Now + AfterFailure;
        }
    }

    private void Ended(PostedMessage message)
    {
        if (message.Outcome is { } outcome) unwritten.Add(outcome);
        if (message.WasSent) slots = options.PerTarget;
        if (message.Fault is SendFault.Target or SendFault.Transport) slots = 1;
        vain = message is { Outcome: null, PausedUntil: null } ? vain + 1 : 0;
        if (vain > MostVain) pausedUntil ??= hold.Now + AfterFailure;
        if (message.PausedUntil is not { } until) return;
        pausedUntil = until;
        isFailing |= message.Fault is SendFault.Target or SendFault.Transport;
    }

    /// <returns>Whether the mailbox is given back.</returns>
    private async Task<bool> Leave(bool isRead, CancellationToken stopping)
    {
        if (!hold.IsHeld) return true;
        // Of what has not been looked at there may be news.
        var pause = pausedUntil ?? (isRead && !stopping.IsCancellationRequested ? null : hold.Now);
        var stays = await store.Release(hold.Holder, [new ReleasedMailbox(hold.Target, news, pause, isFailing)], hold.Now, CancellationToken.None);
        return stays.Count == 0 || pause is not null;
    }

    [LoggerMessage(2, LogLevel.Warning, "What came of messages to {Target} could not be written down yet.")]
    private static partial void LogNotRecorded(ILogger logger, string target, Exception reason);
}
