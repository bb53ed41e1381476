namespace Grains.Notifications.Lanes;

/// <summary>What came of a message that was due.</summary>
public enum LaneEnd
{
    None = 0,
    /// <summary>The target took it.</summary>
    Sent,
    /// <summary>It is tried again.</summary>
    Again,
    /// <summary>It is given up.</summary>
    Failed,
    /// <summary>Not tried, and not counted: it waits on.</summary>
    PutOff,
    /// <summary>Nothing was to be said: whoever hears of it knows already, or is not to know.</summary>
    Nothing,
}

/// <summary>What came of what was due in a lane.</summary>
/// <param name="Lane">Its id.</param>
/// <param name="Revision">Which revision it was about; of a digest its number. The lane may know of a higher one by now, which then waits on.</param>
/// <param name="Retries">As it was read. Whom a person's retry has overtaken may only report success.</param>
/// <param name="DueAt">Of <see cref="LaneEnd.Again"/> and <see cref="LaneEnd.PutOff"/>: when it is looked at again. UTC.</param>
/// <param name="MayHaveArrived">Of a message that did not get through: it may have been heard all the same.</param>
/// <param name="Error">For a person, without secrets.</param>
/// <param name="Letter">What was sent or given up; null: nothing is kept of it.</param>
/// <param name="Members">Of a digest: what it told, or was to tell.</param>
/// <param name="Message">Of <see cref="LaneEnd.Sent"/>: the announcement as it was sent, for a lane that has moved on since, which then knows what was told. Null: the letter's message.</param>
/// <param name="Target">Of <see cref="LaneEnd.PutOff"/>: where it waits from now on, for its subscription goes there; null: where it waited.</param>
public sealed record LaneOutcome(
    Guid Lane,
    int Revision,
    int Retries,
    LaneEnd End,
    DateTimeOffset At,
    DateTimeOffset? DueAt = null,
    bool MayHaveArrived = false,
    string? Error = null,
    SentLetter? Letter = null,
    IReadOnlyList<DigestMember>? Members = null,
    ReadOnlyMemory<byte>? Message = null,
    string? Target = null);

/// <summary>A message as it stands in the log of messages for people who ask who was told what.</summary>
/// <param name="Attempts">Including the last one.</param>
/// <param name="Message">As the announcement had it, with <c>told</c> if something was told before. Of a digest: all of them.</param>
/// <param name="Words">What the channel wrote, where people read it; null for machines.</param>
public sealed record SentLetter(LaneKey Key, string Channel, string Target, int Attempts, DateTimeOffset Since, ReadOnlyMemory<byte> Message, string? Words);

/// <summary>What a digest tells of a lane.</summary>
/// <param name="Message">As the announcement had it.</param>
public sealed record DigestMember(Guid Lane, int Revision, ReadOnlyMemory<byte> Message);
