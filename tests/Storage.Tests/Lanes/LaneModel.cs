using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Storage.Tests.Lanes;

/// <summary>The store of lanes in memory: what every engine must do, as plainly as can be. Safe to be called from many threads.</summary>
/// <param name="clock">The clock of the database, which leases go by.</param>
public sealed partial class LaneModel(TimeProvider clock) : ILaneStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, LaneRow> lanes = [];
    private readonly Dictionary<string, MailboxRow> mailboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommitPlace> places = new(StringComparer.Ordinal);

    /// <summary>What older programs left; a move of old announcements takes from it what it deals with.</summary>
    public List<OwedAnnouncement> OldAnnouncements { get; } = [];

    public IReadOnlyList<LaneRow> Lanes
    {
        get
        {
            lock (gate) return [.. lanes.Values];
        }
    }

    public IReadOnlyList<MailboxRow> Mailboxes
    {
        get
        {
            lock (gate) return [.. mailboxes.Values];
        }
    }

    public Task<IReadOnlyList<KnownLane>> Known(IReadOnlyList<(EntityKey Key, string Thing)> things, CancellationToken cancellation) =>
        Locked<IReadOnlyList<KnownLane>>(() =>
        {
            var asked = things.ToHashSet();
            return [.. lanes.Values.Where(lane => asked.Contains((lane.Key.Key, lane.Key.Thing))).Select(lane => lane.AsKnown())];
        });

    public Task<bool> Expand(LaneExpansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) => Locked(() =>
    {
        // A reader that was not heard of stands wherever it says.
        if (places.TryGetValue(move.Reader, out var place) && place != move.From) return false;
        places[move.Reader] = move.To;
        if (move.IsOfOldAnnouncements)
            OldAnnouncements.RemoveAll(old => expansion.Announcements.Any(one => (one.Key, one.Thing, one.Revision) == (old.Key, old.Thing, old.Revision)));
        foreach (var made in expansion.Lanes) Announce(made, expansion.Announcements, now);
        foreach (var digest in expansion.Digests) Open(digest, now);
        return true;
    });

    public Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) =>
        Locked<IReadOnlyList<OwedAnnouncement>>(() => [.. OldAnnouncements.OrderBy(one => one.AnnouncedAt).Take(limit)]);

    public Task<IReadOnlyList<TakenMailbox>> Take(Guid holder, TimeSpan lease, int limit, int capability, DateTimeOffset now, CancellationToken cancellation) =>
        Locked<IReadOnlyList<TakenMailbox>>(() =>
        {
            var taken = new List<TakenMailbox>();
            foreach (var box in mailboxes.Values
                .Where(box => box.ReadyAt <= now && box.Needs <= capability && box.IsFree(clock.GetUtcNow(), lease))
                .OrderBy(box => box.ReadyAt).ThenBy(box => box.Target, StringComparer.Ordinal).Take(limit))
            {
                var wasAbandoned = box.Holder is not null;
                if (wasAbandoned)
                {
                    foreach (var lane in Waiting(box.Target).Where(lane => lane.DueAt <= now && !lane.IsOpenDigest).OrderBy(lane => lane.DueAt).ThenBy(lane => lane.Key.Id).Take(1_000).ToList()) lane.Doubt();
                }

                (box.Holder, box.LeaseUntil) = (holder, clock.GetUtcNow() + lease);
                taken.Add(new TakenMailbox(box.Target, box.News, wasAbandoned));
            }

            return taken;
        });

    public Task<IReadOnlyList<string>> Renew(Guid holder, IReadOnlyList<string> targets, TimeSpan lease, CancellationToken cancellation) =>
        Locked<IReadOnlyList<string>>(() =>
        {
            var kept = targets.Where(target => mailboxes.TryGetValue(target, out var box) && box.Holder == holder).ToList();
            foreach (var target in kept) mailboxes[target].LeaseUntil = clock.GetUtcNow() + lease;
            return kept;
        });

    public Task<(long News, IReadOnlyList<WaitingLane> Lanes)> Due(string target, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        Locked<(long, IReadOnlyList<WaitingLane>)>(() => (
            mailboxes.TryGetValue(target, out var box) ? box.News : 0,
            [.. Waiting(target).Where(lane => lane.DueAt <= now).OrderBy(lane => lane.DueAt).ThenBy(lane => lane.Key.Id).Take(limit).Select(lane => lane.AsWaiting())]));

    public Task<IReadOnlyList<string>> Release(Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now, CancellationToken cancellation) =>
        Locked<IReadOnlyList<string>>(() =>
        {
            var stay = new List<string>();
            foreach (var one in mailboxes)
            {
                if (!this.mailboxes.TryGetValue(one.Target, out var box) || box.Holder != holder) continue;
                if (one.NotBefore is { } pause)
                {
                    box.NotBefore = pause;
                    box.FailingSince = one.IsFailing ? box.FailingSince ?? now : null;
                }
                else if (box.News != one.News)
                {
                    stay.Add(one.Target);
                    continue;
                }
                else
                {
                    (box.NotBefore, box.FailingSince) = (null, null);
                    if (Waiting(one.Target).Min(lane => lane.DueAt) is { } due) box.DueAt = due;
                    else this.mailboxes.Remove(one.Target);
                }

                (box.Holder, box.LeaseUntil) = (null, null);
            }

            return stay;
        });

    public Task<DateTimeOffset?> NextDue(int capability, CancellationToken cancellation) => Locked(() =>
    {
        var looks = mailboxes.Values
            .Where(box => box.Needs <= capability && (box.Holder is null || box.LeaseUntil <= clock.GetUtcNow()))
            .Select(box => (DateTimeOffset?)box.ReadyAt);
        return looks.Concat(lanes.Values.Where(lane => IsLate(lane)).Select(lane => lane.EscalateAt)).Min();
    });

    public Task<IReadOnlyList<WaitingLane>> Escalating(int limit, DateTimeOffset now, CancellationToken cancellation) =>
        Locked<IReadOnlyList<WaitingLane>>(() =>
        [
            .. lanes.Values.Where(lane => IsLate(lane, now) && lane.EscalateAt <= now)
                .OrderBy(lane => lane.EscalateAt).ThenBy(lane => lane.Key.Id).Take(limit).Select(lane => lane.AsWaiting()),
        ]);

    public Task HandOn(IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now, CancellationToken cancellation) =>
        Locked(() =>
        {
            foreach (var (id, backup) in handed)
            {
                if (!lanes.TryGetValue(id, out var lane) || lane.EscalateAt is null) continue;
                if (backup is not null && announcements[backup.Place].Revision != lane.Revision) continue;
                lane.HandedOn();
                if (backup is not null) Announce(backup, announcements, now);
            }

            return true;
        });

    /// <summary>What waits at a target goes to another, or is tried there again at once, as after a change of whom it is for.</summary>
    public void Move(string from, string to, DateTimeOffset due)
    {
        lock (gate)
        {
            foreach (var lane in Waiting(from).ToList())
            {
                lane.MoveTo(to, due);
                Touch(to, due, lane.Needs);
                mailboxes[to].NotBefore = null;
            }
        }
    }

    // Whether its backup is to be told once its time has come.
    private bool IsLate(LaneRow lane, DateTimeOffset? now = null) => lane.EscalateAt is not null
        && (lane.State == LaneState.Failed || (lane.IsWaiting && (lane.Attempts > 0 || (mailboxes.TryGetValue(lane.Target, out var box) && box.FailingSince is not null && (now is null || box.NotBefore > now)))));

    private void Announce(MadeLane made, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now)
    {
        var isNew = !lanes.TryGetValue(made.Key.Id, out var lane);
        lane ??= lanes[made.Key.Id] = new LaneRow(made.Key, now);
        if (lane.Announce(made, announcements[made.Place], isNew, now) && lane.IsWaiting) Touch(lane.Target, lane.DueAt!.Value, lane.Needs);
    }

    private void Open(OpenedDigest opened, DateTimeOffset now)
    {
        var isNew = !lanes.TryGetValue(opened.Lane.Id, out var lane);
        lane ??= lanes[opened.Lane.Id] = new LaneRow(opened.Lane, now);
        if (lane.Open(opened, isNew, now)) Touch(opened.Target, opened.DueAt, opened.Needs);
    }

    private void Touch(string target, DateTimeOffset due, int needs)
    {
        if (mailboxes.TryGetValue(target, out var box)) box.Touch(due, needs);
        else mailboxes[target] = new MailboxRow(target, due, needs);
    }

    private IEnumerable<LaneRow> Waiting(string target) => lanes.Values.Where(lane => lane.IsWaiting && lane.Target == target);

    private Task<T> Locked<T>(Func<T> work)
    {
        lock (gate) return Task.FromResult(work());
    }
}
