using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Serves the mailbox of one target until nothing is due in it: reads what is due, sends some at the same time, writes down what came of it. Everything about one target happens here, so a target that
/// is slow delays itself alone. Each lane is one row, and what is under way is not read again, so a lane has one message under way at most.
/// </summary>
internal sealed partial class MailboxRound(
    ILaneStore store, LaneSender sender, Subscribers subscribers, IOptions<NotificationOptions> options, ILogger<MailboxRound> logger)
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

    /// <summary>Serves a mailbox that this silo has taken.</summary>
    /// <param name="hold">Of the mailbox, which somebody else renews.</param>
    /// <param name="stopping">The silo stops: what is under way is ended and written down.</param>
    public async Task Serve(MailboxHold hold, CancellationToken stopping)
    {
        var round = new Round(this, hold);
        try
        {
            await round.Run(stopping);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(logger, hold.Target, fault);
        }
        finally
        {
            await round.End();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The mailbox of {Target} could not be served to its end; it is looked at again.")]
    private static partial void LogFailed(ILogger logger, string target, Exception reason);

    [LoggerMessage(2, LogLevel.Warning, "What came of messages to {Target} could not be written down yet.")]
    private static partial void LogNotRecorded(ILogger logger, string target, Exception reason);

    /// <summary>One round: what is under way, and what is to be written down.</summary>
    private sealed class Round(MailboxRound of, MailboxHold hold)
    {
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

        /// <summary>Whatever happened: what is under way has an end, which is to be written down.</summary>
        public async Task End()
        {
            while (underWay.Count > 0) await SomeEnd(CancellationToken.None);
            for (var tries = 0; unwritten.Count > 0 && tries < 3; tries++) await Record(new CancellationToken(canceled: true));
        }

        private async Task Read(CancellationToken stopping)
        {
            // What is under way is due as well; there is room beside it.
            (news, var lanes) = await of.store.Due(hold.Target, ReadAtOnce + underWay.Count, hold.Now, stopping);
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
                book = await of.subscribers.Read(stopping);
            }

            underWay[lane.Key.Id] = of.sender.Post(lane, book, stopping);
        }

        private async Task Record(CancellationToken stopping)
        {
            while (unwritten.Count > 0)
            {
                try
                {
                    // What has been sent must be written down even while the silo stops.
                    await of.store.Record(unwritten, CancellationToken.None);
                    unwritten.Clear();
                }
                catch (Exception fault)
                {
                    LogNotRecorded(of.logger, hold.Target, fault);
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
            if (message.WasSent) slots = of.options.Value.PerTarget;
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
            var stays = await of.store.Release(hold.Holder, [new ReleasedMailbox(hold.Target, news, pause, isFailing)], hold.Now, CancellationToken.None);
            return stays.Count == 0 || pause is not null;
        }
    }
}
