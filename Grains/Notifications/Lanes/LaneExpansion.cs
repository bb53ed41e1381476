namespace Grains.Notifications.Lanes;

/// <summary>What announcements become: decided outside of the store, written as a whole.</summary>
/// <param name="Announcements">Those that the lanes name by place.</param>
/// <param name="Lanes">Each lane once.</param>
/// <param name="Digests">Digests that collect some of them: each is opened unless it is open.</param>
public sealed record LaneExpansion(IReadOnlyList<OwedAnnouncement> Announcements, IReadOnlyList<MadeLane> Lanes, IReadOnlyList<OpenedDigest> Digests);

/// <summary>What a lane becomes by an announcement: it is made, or told of a higher revision; of one that it knows it takes nothing.</summary>
/// <param name="Place">Of the announcement, from 0.</param>
/// <param name="Target">Where what waits goes; see <see cref="Subscriptions.Targets"/>.</param>
/// <param name="Fits">Whether the subscription asks for it as it is now. What does not fit is told to whoever was told of the thing before, and to nobody else.</param>
/// <param name="Next">
/// <see cref="LaneState.Waiting"/> or <see cref="LaneState.Collected"/>: it is to be told. <see cref="LaneState.Idle"/>: it is only noted, whatever waits in the lane waits on.
/// </param>
/// <param name="DueAt">When it is to be sent, UTC; of one that waits for another attempt already, that stays.</param>
/// <param name="EscalateAt">When the backup contact hears of it unless it has been sent; null: nobody does.</param>
/// <param name="Base">Of an estimate: what it is compared with as long as nothing has been told; kept once it is there. Null: not an estimate, or none was known.</param>
/// <param name="Needs">The capability that a program needs to send it; see <see cref="Capabilities"/>.</param>
public sealed record MadeLane(
    int Place, LaneKey Key, string Target, bool Fits, LaneState Next, DateTimeOffset DueAt, DateTimeOffset? EscalateAt = null, DateTimeOffset? Base = null, int Needs = Capabilities.First);

/// <summary>A digest that has something to collect.</summary>
/// <param name="Lane">See <see cref="LaneKey.OfDigest"/>.</param>
/// <param name="DueAt">When it goes out, as far as is known now; looked at again then.</param>
public sealed record OpenedDigest(LaneKey Lane, string Target, DateTimeOffset DueAt, int Needs = Capabilities.First);

/// <summary>
/// What a program has to know to send a message. A silo takes only what needs no more than it knows; so while programs are replaced, older ones leave to newer ones what they would tell wrongly.
/// </summary>
public static class Capabilities
{
    /// <summary>Lanes.</summary>
    public const int First = 1;

    /// <summary>What this program knows.</summary>
    public const int Known = First;
}

/// <summary>A lane that is there already, as whoever decides about an announcement needs it.</summary>
/// <param name="Revision">Of the last announcement that it knows.</param>
/// <param name="Told">What the subscription was told last, as the announcement had it; null: nothing.</param>
/// <param name="Doubtful">Whether something may have been heard beyond that.</param>
/// <param name="Base">See <see cref="MadeLane.Base"/>.</param>
public sealed record KnownLane(LaneKey Key, int Revision, LaneState State, ReadOnlyMemory<byte>? Told, bool Doubtful, DateTimeOffset? Base);
