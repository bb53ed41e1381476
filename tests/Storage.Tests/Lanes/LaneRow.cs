using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Storage.Tests.Lanes;

/// <summary>A lane as the model keeps it: the columns of the table, and what each event makes of them.</summary>
public sealed class LaneRow(LaneKey key, DateTimeOffset now)
{
    public LaneKey Key { get; } = key;
    public string Target { get; set; } = "";
    public int Needs { get; private set; } = Capabilities.First;
    public int Revision { get; private set; }
    public ReadOnlyMemory<byte> Message { get; private set; }
    public DateTimeOffset AnnouncedAt { get; private set; } = now;
    public bool Fits { get; private set; } = true;
    public DateTimeOffset Since { get; private set; } = now;
    public int? ToldRevision { get; private set; }
    public DateTimeOffset? ToldAt { get; private set; }
    public bool Doubtful { get; private set; }
    public DateTimeOffset? Base { get; private set; }
    public LaneState State { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public int Attempts { get; private set; }
    public int Retries { get; private set; }
    public string? LastError { get; private set; }
    public int? Digest { get; private set; }
    public DateTimeOffset? EscalateAt { get; private set; }

    // Null where it is the message itself, or nothing was told.
    private ReadOnlyMemory<byte>? toldBefore;

    public bool IsWaiting => State == LaneState.Waiting;
    public bool IsOpenDigest => Key.IsDigest && IsWaiting && Message.IsEmpty;
    public bool IsClosedDigest => Key.IsDigest && IsWaiting && !Message.IsEmpty;

    /// <summary>Collected, and by no closed digest yet.</summary>
    public bool IsToBeCollected => State == LaneState.Collected && Digest is null;

    /// <summary>What was told last. Of a digest that is not asked.</summary>
    public ReadOnlyMemory<byte>? Told => Key.IsDigest || ToldRevision is null ? null : ToldRevision == Revision ? Message : toldBefore;

    public KnownLane AsKnown() => new(Key, Revision, State, Told, Doubtful, Base);

    public WaitingLane AsWaiting() => new(Key, Target, Revision, Message, AnnouncedAt, Since, Fits, Base, Told, Doubtful, Attempts, Retries);

    /// <param name="isNew">Whether the announcement makes the lane.</param>
    /// <returns>Whether it takes anything of it.</returns>
    public bool Announce(MadeLane made, OwedAnnouncement announcement, bool isNew, DateTimeOffset now)
    {
        if (!isNew && announcement.Revision <= Revision) return false;
        if (ToldRevision == Revision) toldBefore = Message;
        (Revision, Message, AnnouncedAt, Fits, Target, Needs) = (announcement.Revision, announcement.Message, announcement.AnnouncedAt, made.Fits, made.Target, made.Needs);
        Base = made.Base ?? Base;
        // What waits in it waits on, with the new message.
        if (made.Next == LaneState.Idle || (made.Next == LaneState.Collected && IsWaiting)) return true;

        if (!IsWaiting)
        {
            if (!IsToBeCollected) Since = now;
            (Attempts, LastError, EscalateAt, DueAt) = (0, null, made.Next == LaneState.Waiting ? made.EscalateAt : null, null);
        }

        (State, Digest) = (made.Next, null);
        // What is due may be under way: it stays due, so that it is doubtful if its silo dies.
        if (IsWaiting && Attempts == 0 && !(DueAt <= now)) DueAt = made.DueAt;
        return true;
    }

    /// <returns>Whether it was idle.</returns>
    public bool Open(OpenedDigest opened, bool isNew, DateTimeOffset now)
    {
        if (!isNew && State != LaneState.Idle) return false;
        (Target, Needs) = (opened.Target, opened.Needs);
        OpenAgain(now, opened.DueAt);
        return true;
    }

    public void Close(ReadOnlyMemory<byte> message, DateTimeOffset now)
    {
        Revision++;
        (Message, AnnouncedAt, Attempts, Doubtful, LastError) = (message, now, 0, false, null);
    }

    /// <summary>A closed digest has it.</summary>
    public void JoinDigest(int number) => Digest = number;

    /// <summary>It was due when its silo died.</summary>
    public void Doubt() => (Doubtful, Attempts) = (true, Attempts + 1);

    /// <summary>Sent by itself.</summary>
    public void RecordSent(int revision, ReadOnlyMemory<byte>? message, DateTimeOffset at)
    {
        if (!Tell(revision, message, at)) return;
        if (Revision == revision) Rest();
        else if (IsWaiting) (Attempts, DueAt) = (0, at);
        else LookAgain(at);
    }

    // There was nothing to say, for nobody knew what had been told.
    private void LookAgain(DateTimeOffset at)
    {
        if (State == LaneState.Idle) (State, DueAt, Since, Attempts) = (LaneState.Waiting, at, at, 0);
    }

    /// <summary>Sent in a digest.</summary>
    public void RecordTold(int number, DigestMember member, DateTimeOffset at)
    {
        if (Tell(member.Revision, member.Message, at) && Revision > member.Revision) LookAgain(at);
        if (Digest == number && State is LaneState.Collected or LaneState.Failed && Revision == member.Revision) Rest();
    }

    /// <summary>The digest that had it was sent without telling what holds now.</summary>
    public void LeaveDigest() => Digest = null;

    public void RecordAgain(LaneOutcome outcome)
    {
        (Attempts, DueAt, LastError) = (Attempts + 1, outcome.DueAt, outcome.Error);
        Doubtful |= outcome.MayHaveArrived;
    }

    public void RecordPutOff(LaneOutcome outcome) => DueAt = outcome.DueAt;

    public void RecordFailed(LaneOutcome outcome)
    {
        LastError = outcome.Error;
        Doubtful |= outcome.MayHaveArrived;
        if (Revision > outcome.Revision)
        {
            (Attempts, DueAt) = (0, outcome.At);
            return;
        }

        (State, Attempts, DueAt) = (LaneState.Failed, Attempts + 1, null);
        if (EscalateAt > outcome.At) EscalateAt = outcome.At;
    }

    /// <summary>The digest that has it failed; it keeps its number, by which a person has it tried again.</summary>
    public void FailWithDigest(string? error, bool mayHaveArrived)
    {
        (State, LastError) = (LaneState.Failed, error);
        Doubtful |= mayHaveArrived;
    }

    public void RecordNothing(LaneOutcome outcome)
    {
        if (Revision > outcome.Revision) (Attempts, DueAt) = (0, outcome.At);
        else Rest();
    }

    /// <summary>Nothing waits in it any more. Of a digest: nothing is collected.</summary>
    public void Rest()
    {
        (State, DueAt, EscalateAt, LastError, Digest, Attempts) = (LaneState.Idle, null, null, null, null, 0);
        if (Key.IsDigest) (Message, Doubtful) = (default, false);
    }

    /// <summary>A digest collects.</summary>
    public void OpenAgain(DateTimeOffset now, DateTimeOffset due)
    {
        Rest();
        (State, Since, DueAt) = (LaneState.Waiting, now, due);
    }

    public void Retry(DateTimeOffset now) => (State, DueAt, Attempts, Retries, Digest) = (LaneState.Waiting, now, 0, Retries + 1, null);

    /// <summary>The next digest collects it.</summary>
    public void CollectAgain() => (State, Digest) = (LaneState.Collected, null);

    public void MoveTo(string target, DateTimeOffset due) => (Target, DueAt) = (target, due);

    public void HandedOn() => EscalateAt = null;

    public bool ToldDigest(int number, DateTimeOffset at)
    {
        if (ToldRevision >= number) return false;
        (ToldRevision, ToldAt) = (number, at);
        return true;
    }

    private bool Tell(int revision, ReadOnlyMemory<byte>? message, DateTimeOffset at)
    {
        if (revision > Revision || ToldRevision >= revision) return false;
        (ToldRevision, ToldAt, Doubtful) = (revision, at, false);
        toldBefore = revision == Revision ? null : message;
        return true;
    }
}
