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

    /// <summary>What was read and not begun for so long is read anew, and who hears with it.</summary>
    private static readonly TimeSpan ReadAge = TimeSpan.FromMilliseconds(500);

    /// <summary>An answer that takes longer makes the target one that is slow: it gets fewer slots of its transport.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private const int MostTries = 5;

    /// <summary>So often it is looked anew at what had changed when it was to be sent.</summary>
    private const int MostVain = 5;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Queue<WaitingLane> due = new();
    private readonly Dictionary<Guid, (Task<PostedMessage> Task, long Since)> underWay = [];
    private readonly List<LaneOutcome> unwritten = [];
    private long news = hold.News;
    private int slots = 1;
    private DateTimeOffset? pausedUntil;
    private bool isFailing;
    private int vain;
    private Subscribers.Book? book;
    private long readAt;

    public async Task Run(CancellationToken stopping)
    {
        var isRead = false;
        while (true)
        {
            await Record(stopping);
            var goesOn = !stopping.IsCancellationRequested && hold.IsHeld && pausedUntil is null;
            if (due.Count > 0 && (IsOld(book) || TimeProvider.System.GetElapsedTime(readAt) > ReadAge)) due.Clear();
            if (goesOn && due.Count == 0 && underWay.Count < slots)
            {
                isRead = true;
                await Read(stopping);
            }

            if (!goesOn) due.Clear();
            while (due.Count > 0 && underWay.Count < slots && hold.IsHeld && !IsOld(book)) Start(due.Dequeue(), stopping);
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
        for (var tries = 1; unwritten.Count > 0 && hold.IsHeld; tries++)
        {
            await Record(new CancellationToken(canceled: true));
            if (unwritten.Count > 0 && tries < MostTries) await Task.Delay(AfterFailure, CancellationToken.None);
            else break;
        }

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
        // After the lanes: a subscription that is not in it is no more, and a contact is the one of now.
        book = await subscribers.Read(stopping);
        readAt = TimeProvider.System.GetTimestamp();
        foreach (var lane in lanes)
        {
            if (!underWay.ContainsKey(lane.Key.Id)) due.Enqueue(lane);
        }
    }

    private void Start(WaitingLane lane, CancellationToken stopping)
    {
        var asOf = book!;
        underWay[lane.Key.Id] = (sender.Post(lane, asOf, () => hold.IsHeld && !IsOld(asOf), stopping), TimeProvider.System.GetTimestamp());
    }

    /// <summary>Whether this silo knows of something that was saved since.</summary>
    private bool IsOld(Subscribers.Book? asOf) => asOf is not null && subscribers.Known.Version > asOf.Version;

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
            catch (Exception refused) when (!PassingFaults.Is(refused))
            {
                // One that the store refuses for its own sake must not keep the others from being written, and the target from being served.
                await RecordEach();
            }
            catch (Exception fault)
            {
                LogNotRecorded(logger, hold.Target, fault);
                if (stopping.IsCancellationRequested) return;
                await Task.Delay(AfterFailure, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One by one; of one that is refused what people would read later is left out, and if that does not help, all of it.</summary>
    private async Task RecordEach()
    {
        while (unwritten.Count > 0)
        {
            var one = unwritten[0];
            foreach (var form in new[] { one, one with { Letter = null } })
            {
                try
                {
                    await store.Record([form], CancellationToken.None);
                    break;
                }
                catch (Exception refused) when (!PassingFaults.Is(refused))
                {
                    LogRefused(logger, MessageIds.Of(one.Lane, one.Revision), one.End, refused);
                }
            }

            unwritten.RemoveAt(0);
        }
    }

    private async Task SomeEnd(CancellationToken stopping)
    {
        var all = Task.WhenAll(underWay.Values.Select(static one => one.Task));
        using (var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping))
        {
            await Task.WhenAny([.. underWay.Values.Select(static one => one.Task), hold.NextNews(), Task.Delay(Glance, enough.Token)]);
            if (!stopping.IsCancellationRequested) await Task.WhenAny(all, Task.Delay(Moment, enough.Token));
            await enough.CancelAsync();
        }

        if (stopping.IsCancellationRequested) await Task.WhenAny(all, Task.Delay(Glance, CancellationToken.None));
        foreach (var (lane, (task, since)) in underWay.Where(static one => one.Value.Task.IsCompleted).ToList())
        {
            underWay.Remove(lane);
            if (task.IsCompletedSuccessfully) Ended(await task, TimeProvider.System.GetElapsedTime(since));
            // The store was not there: the lane is read again.
            else Pause(hold.Now + AfterFailure);
        }
    }

    private void Ended(PostedMessage message, TimeSpan took)
    {
        if (message.Outcome is { } outcome) unwritten.Add(outcome);
        if (message.WasSent) slots = took < Slow ? Math.Min(options.PerTarget, slots * 2) : Math.Max(1, slots / 2);
        // One that fails now and then is not one that is dead: that one is left alone soon.
        if (message.Fault is SendFault.Target or SendFault.Transport) slots = Math.Max(1, slots / 2);
        vain = message is { Outcome: null, PausedUntil: null } ? vain + 1 : 0;
        if (vain > MostVain) Pause(hold.Now + AfterFailure);
        if (message.PausedUntil is not { } until) return;
        Pause(until);
        isFailing |= message.Fault is SendFault.Target or SendFault.Transport;
    }

    private void Pause(DateTimeOffset until)
    {
        if (!(pausedUntil > until)) pausedUntil = until;
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

    [LoggerMessage(3, LogLevel.Error, "The store refuses what came of message {Id} ({End}).")]
    private static partial void LogRefused(ILogger logger, string id, LaneEnd end, Exception reason);

    [LoggerMessage(2, LogLevel.Warning, "What came of messages to {Target} could not be written down yet.")]
    private static partial void LogNotRecorded(ILogger logger, string target, Exception reason);
}
