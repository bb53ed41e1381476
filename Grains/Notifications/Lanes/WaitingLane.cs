namespace Grains.Notifications.Lanes;

/// <summary>A lane with something that is due, or collected.</summary>
/// <param name="Message">What holds now: the last announcement, one JSON object in UTF-8. Of a digest: what it says once it is closed, see <see cref="DigestContent"/>; empty while it is open.</param>
/// <param name="Revision">Of that announcement; of a digest its number.</param>
/// <param name="AnnouncedAt">Of that announcement.</param>
/// <param name="Since">Since when something waits in it; of a digest, when it was opened. UTC.</param>
/// <param name="Told">What was told last, as the announcement had it; null: nothing.</param>
/// <param name="Doubtful">Whether something may have been heard beyond <paramref name="Told"/>: an attempt ended without an answer, or its silo died.</param>
/// <param name="Attempts">Made so far since it began to wait, or since a person had it tried again.</param>
/// <param name="Retries">How often a person had it tried again.</param>
public sealed record WaitingLane(
    LaneKey Key,
    string Target,
    int Revision,
    ReadOnlyMemory<byte> Message,
    DateTimeOffset AnnouncedAt,
    DateTimeOffset Since,
    bool Fits,
    DateTimeOffset? Base,
    ReadOnlyMemory<byte>? Told,
    bool Doubtful,
    int Attempts,
    int Retries)
{
    /// <summary>Of a digest: whether its content is settled.</summary>
    public bool IsClosed => Message.Length > 0;

    /// <summary>The id of the message that is sent now.</summary>
    public string MessageId => MessageIds.Of(Key.Id, Revision);
}

/// <summary>The mailbox of a target, which this silo alone sends to as long as it has it.</summary>
/// <param name="News">Higher with everything that comes to wait in it: whoever gives it back says how far he has looked.</param>
/// <param name="WasAbandoned">Another silo had it and died or hangs. What was due in it is doubtful now, and has one attempt more.</param>
public sealed record TakenMailbox(string Target, long News, bool WasAbandoned);
