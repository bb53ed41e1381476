using Grains.Interfaces.Notifications;
using Grains.Journal;
using Grains.Notifications.Lanes;

namespace Storage.Tests.Lanes;

/// <summary>What comes of messages, and what digests say.</summary>
public sealed partial class LaneModel
{
    private readonly Dictionary<string, LoggedMessage> log = new(StringComparer.Ordinal);

    /// <summary>What was sent or given up, by id.</summary>
    public IReadOnlyDictionary<string, LoggedMessage> Log
    {
        get
        {
            lock (gate) return new Dictionary<string, LoggedMessage>(log, StringComparer.Ordinal);
        }
    }

    /// <summary>What is refused for its own sake, and all that is written together with it.</summary>
    public Func<LaneOutcome, bool> Refuses { get; set; } = static _ => false;

    public Task Record(IReadOnlyList<LaneOutcome> outcomes, CancellationToken cancellation) => Locked(() =>
    {
        if (outcomes.Any(Refuses)) throw new JournalRefusedException("Refused.", new InvalidOperationException());
        foreach (var outcome in outcomes)
        {
            var lane = lanes.GetValueOrDefault(outcome.Lane);
            var counts = outcome.End == LaneEnd.Sent || (lane is not null && Counts(lane, outcome));
            if (counts && outcome is { End: LaneEnd.Sent or LaneEnd.Failed, Letter: { } letter }) Write(outcome, letter);
            if (!counts || lane is null) continue;
            if (lane.Key.IsDigest) RecordDigest(lane, outcome);
            else RecordMessage(lane, outcome);
        }

        return true;
    });

    public Task<IReadOnlyList<WaitingLane>> Collected(LaneKey digest, int limit, CancellationToken cancellation) =>
        Locked<IReadOnlyList<WaitingLane>>(() => [.. CollectedBy(digest).OrderBy(lane => lane.AnnouncedAt).ThenBy(lane => lane.Key.Id).Take(limit).Select(lane => lane.AsWaiting())]);

    public Task<WaitingLane?> Close(
        LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now, CancellationToken cancellation) =>
        Locked(() =>
        {
            if (!lanes.TryGetValue(digest.Id, out var lane) || !lane.IsOpenDigest) return null;
            var joining = members.Where(one => lanes.TryGetValue(one.Lane, out var member) && member.Revision == one.Revision && member.IsToBeCollected).Select(one => lanes[one.Lane]).ToList();
            if (joining.Count < members.Count) return null;
            foreach (var (id, revision) in known)
            {
                if (lanes.TryGetValue(id, out var one) && one.Revision == revision && one.IsToBeCollected) one.Rest();
            }

            if (joining.Count == 0)
            {
                if (!CollectedBy(digest).Any()) lane.Rest();
                return null;
            }

            lane.Close(message, now);
            foreach (var member in joining) member.JoinDigest(lane.Revision);
            return lane.AsWaiting();
        });

    /// <summary>As <see cref="IMessageLog.Retry"/>.</summary>
    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now) => Locked(() =>
    {
        var isLogged = log.TryGetValue(id, out var logged) && logged.Letter.Key.Key.Source == source;
        if (!MessageIds.TryRead(id, out var laneId, out var revision) || !lanes.TryGetValue(laneId, out var lane) || lane.Key.Key.Source != source)
            return isLogged ? RetryOutcome.AlreadySent : RetryOutcome.Unknown;
        var failed = lane.Key.IsDigest ? MembersOf(lane.Key, revision).Where(member => member.State == LaneState.Failed).ToList() : [];
        if (failed.Count > 0)
        {
            foreach (var member in failed) member.CollectAgain();
            // One that is closed opens when it has ended.
            if (!lane.IsClosedDigest) lane.OpenAgain(lane.IsOpenDigest ? lane.Since : now, now);
        }
        // Before a digest is closed it has the number that it will get.
        else if (lane.IsOpenDigest && revision == lane.Revision + 1)
        {
            lane.Retry(now);
        }
        else
        {
            if (revision > lane.Revision) return RetryOutcome.Unknown;
            if (revision < lane.Revision || lane.ToldRevision >= revision) return RetryOutcome.AlreadySent;
            if (lane.State == LaneState.Collected || lane.Digest is not null) return RetryOutcome.Collected;
            if (lane.State == LaneState.Idle) return isLogged ? RetryOutcome.AlreadySent : RetryOutcome.Unknown;
            lane.Retry(now);
        }

        log.Remove(id);
        Touch(lane.Target, now, lane.Needs);
        (mailboxes[lane.Target].NotBefore, mailboxes[lane.Target].FailingSince) = (null, null);
        return RetryOutcome.Due;
    });

    public Task<int> Expire(DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit, CancellationToken cancellation) => Locked(() =>
    {
        var messages = log.Where(one => one.Value.EndedAt < messagesBefore).Select(one => one.Key).Take(limit).ToList();
        foreach (var id in messages) log.Remove(id);
        // The numbers of digests are not given twice.
        var idle = lanes.Values
            .Where(lane => lane.State == LaneState.Idle && !lane.Key.IsDigest && lane.AnnouncedAt < lanesBefore && !(lane.ToldAt >= lanesBefore))
            .Select(lane => lane.Key.Id).Take(limit - messages.Count).ToList();
        foreach (var id in idle) lanes.Remove(id);
        return messages.Count + idle.Count;
    });

    // Whoever comes too late, or was overtaken by a person's retry, only reports success.
    private static bool Counts(LaneRow lane, LaneOutcome outcome)
    {
        if (!lane.IsWaiting || lane.Retries != outcome.Retries) return false;
        if (!lane.Key.IsDigest) return outcome.Revision <= lane.Revision && !(lane.ToldRevision >= outcome.Revision);
        // One that is open was not attempted.
        return outcome.Revision == lane.Revision && (lane.IsClosedDigest || outcome.End is LaneEnd.PutOff or LaneEnd.Nothing);
    }

    private void RecordMessage(LaneRow lane, LaneOutcome outcome)
    {
        var due = lane.DueAt;
        switch (outcome.End)
        {
            case LaneEnd.Sent: lane.RecordSent(outcome.Revision, outcome.Message ?? outcome.Letter?.Message, outcome.At); break;
            case LaneEnd.Again: lane.RecordAgain(outcome); break;
            case LaneEnd.PutOff: due = Moved(lane, outcome, due); lane.RecordPutOff(outcome); break;
            case LaneEnd.Failed: lane.RecordFailed(outcome); break;
            case LaneEnd.Nothing: lane.RecordNothing(outcome); break;
        }

        Bring(lane, due);
    }

    private void RecordDigest(LaneRow lane, LaneOutcome outcome)
    {
        var due = lane.DueAt;
        var isThisOne = lane.IsClosedDigest && lane.Revision == outcome.Revision;
        switch (outcome.End)
        {
            case LaneEnd.Sent:
                lane.ToldDigest(outcome.Revision, outcome.At);
                foreach (var told in outcome.Members ?? [])
                {
                    if (!lanes.TryGetValue(told.Lane, out var member)) continue;
                    var dueBefore = member.DueAt;
                    member.RecordTold(outcome.Revision, told, outcome.At);
                    Bring(member, dueBefore);
                }

                // What has moved on is for the next one.
                foreach (var member in MembersOf(lane.Key, outcome.Revision).Where(member => member.State == LaneState.Collected)) member.LeaveDigest();
                break;
            case LaneEnd.Failed:
                foreach (var member in MembersOf(lane.Key, outcome.Revision).Where(member => member.State == LaneState.Collected))
                    member.FailWithDigest(outcome.Error, outcome.MayHaveArrived || lane.Doubtful);
                break;
            case LaneEnd.Nothing:
                foreach (var member in MembersOf(lane.Key, outcome.Revision).Where(member => member.State == LaneState.Collected)) member.Rest();
                break;
            case LaneEnd.Again:
                lane.RecordAgain(outcome);
                break;
            case LaneEnd.PutOff:
                due = Moved(lane, outcome, due);
                lane.RecordPutOff(outcome);
                break;
        }

        if (outcome.End is LaneEnd.Failed or LaneEnd.Nothing || (outcome.End == LaneEnd.Sent && isThisOne))
        {
            // It has been open since the first of what is left was collected: what did not fit into the one that was sent follows at once.
            if (CollectedBy(lane.Key).Any()) lane.OpenAgain(CollectedBy(lane.Key).OrderBy(member => member.AnnouncedAt).ThenBy(member => member.Key.Id).First().Since, outcome.At);
            else lane.Rest();
        }

        Bring(lane, due);
    }

    // In another mailbox it is new.
    private static DateTimeOffset? Moved(LaneRow lane, LaneOutcome outcome, DateTimeOffset? due)
    {
        if (outcome.Target is not { } target || target == lane.Target) return due;
        lane.Target = target;
        return null;
    }

    // What comes earlier than it would have is looked for earlier; whoever has the mailbox hears of it.
    private void Bring(LaneRow lane, DateTimeOffset? dueBefore)
    {
        if (lane is { IsWaiting: true, DueAt: { } due } && !(due >= dueBefore)) Touch(lane.Target, due, lane.Needs);
    }

    private void Write(LaneOutcome outcome, SentLetter letter)
    {
        var id = MessageIds.Of(outcome.Lane, outcome.Revision);
        if (log.TryGetValue(id, out var before) && before.IsSent) return;
        log[id] = new LoggedMessage(letter, outcome.Revision, outcome.End == LaneEnd.Sent, outcome.At, outcome.End == LaneEnd.Sent ? null : outcome.Error);
    }

    private IEnumerable<LaneRow> CollectedBy(LaneKey digest) => lanes.Values.Where(lane => lane.IsToBeCollected && IsOf(lane.Key, digest));

    private IEnumerable<LaneRow> MembersOf(LaneKey digest, int number) => lanes.Values.Where(lane => lane.Digest == number && IsOf(lane.Key, digest));

    private static bool IsOf(LaneKey lane, LaneKey digest) =>
        (lane.Subscription, lane.Generation, lane.Key.Source) == (digest.Subscription, digest.Generation, digest.Key.Source) && !lane.IsDigest;
}

/// <summary>A message that has ended, as the model keeps it.</summary>
/// <param name="Revision">Of a digest its number.</param>
public sealed record LoggedMessage(SentLetter Letter, int Revision, bool IsSent, DateTimeOffset EndedAt, string? Error);
