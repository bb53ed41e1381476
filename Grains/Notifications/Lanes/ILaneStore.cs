using Grains.Commits;
using Grains.Interfaces.Entities;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Keeps lanes, and the mailboxes of the targets that something waits for. Invariants:
/// <list type="bullet">
/// <item>A lane's revision only rises; what was told is of a revision that it knows.</item>
/// <item>One silo at a time has a mailbox, by the database's clock; only it sends what is due in it. So no two messages of a lane are under way together.</item>
/// <item>What waits is never lost: a mailbox is there as long as something waits in it, due no later than the first of that.</item>
/// </list>
/// Instants that people set (due, escalation) are compared with the caller's <c>now</c>; leases with the database's clock. All calls throw
/// <see cref="StoreUnavailableException"/> when the database cannot be reached.
/// </summary>
public interface ILaneStore
{
    /// <summary>The lanes there are of these things, those of backup contacts included.</summary>
    Task<IReadOnlyList<KnownLane>> Known(IReadOnlyList<(EntityKey Key, string Thing)> things, CancellationToken cancellation);

    /// <summary>
    /// Writes what announcements become, and moves the reader, both or neither. A move to where the reader stands writes a part of what a commit becomes: who does that again changes nothing.
    /// </summary>
    /// <returns>False: the reader does not stand where the move begins, and nothing was written.</returns>
    Task<bool> Expand(LaneExpansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Announcements that programs of schema 10 and before left without expanding them, oldest first; see <see cref="CommitPlace.Part"/>.</summary>
    Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation);

    /// <summary>Takes mailboxes in which something is due and which nobody has, those that have waited longest first.</summary>
    /// <param name="capability">Those that need more are left alone.</param>
    Task<IReadOnlyList<TakenMailbox>> Take(Guid holder, TimeSpan lease, int limit, int capability, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Keeps mailboxes.</summary>
    /// <returns>Those that the holder still has.</returns>
    Task<IReadOnlyList<string>> Renew(Guid holder, IReadOnlyList<string> targets, TimeSpan lease, CancellationToken cancellation);

    /// <summary>What is due in a mailbox, oldest first, with the mailbox's news as of then.</summary>
    Task<(long News, IReadOnlyList<WaitingLane> Lanes)> Due(string target, int limit, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Gives mailboxes back. One with nothing waiting in it goes away. One that has more news than the holder has looked at stays with him if he asks for no pause.
    /// </summary>
    /// <returns>Those that stay with the holder: they have news.</returns>
    Task<IReadOnlyList<string>> Release(Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>When the next mailbox that nobody has is to be looked at, or the next message is to be handed on to a backup; null when nothing waits.</summary>
    Task<DateTimeOffset?> NextDue(int capability, CancellationToken cancellation);

    /// <summary>
    /// Writes down what came of messages. Who does so again, or too late, changes nothing but that what was sent is sent: of an outcome that is not <see cref="LaneEnd.Sent"/> nothing is written if the lane
    /// does not wait any more, a person has had it tried again, or that revision has been told. Of a digest an outcome is that of its closed one of the same number; one that is open is only put off or has nothing to say.
    /// </summary>
    Task Record(IReadOnlyList<LaneOutcome> outcomes, CancellationToken cancellation);

    /// <summary>What a digest has collected and no closed one holds, by when it was announced.</summary>
    Task<IReadOnlyList<WaitingLane>> Collected(LaneKey digest, int limit, CancellationToken cancellation);

    /// <summary>
    /// Settles what an open digest says: it gets the next number, its members wait for its end. What has nothing to say becomes idle. Whatever comes later is for the next digest. If one of the members
    /// has moved on, nothing is written: decide anew. Without members the digest becomes idle, unless more is collected: then it stays open.
    /// </summary>
    /// <param name="known">Lanes of which there is nothing to say, with the revision that was looked at.</param>
    /// <returns>The digest as it is to be sent; null: it was closed, or its subscription removed, in the meantime, or it has nothing to say.</returns>
    Task<WaitingLane?> Close(
        LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Messages whose backup is to be told: it is time, and an attempt has failed or the target's mailbox is paused for failures. What merely waits its turn is not among them.</summary>
    Task<IReadOnlyList<WaitingLane>> Escalating(int limit, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Hands messages on: each once. A backup's lane takes the revision as an announcement would. What has moved on meanwhile stays, and is handed on as it is then.</summary>
    /// <param name="handed">The lane, and what its backup's lane becomes; null: there is no backup any more.</param>
    Task HandOn(IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Forgets what is over: messages that ended before, and lanes in which nothing waits and nothing has happened since; not those of digests, whose numbers are not given twice.</summary>
    /// <returns>How many rows went; call again while it is as many as asked for.</returns>
    Task<int> Expire(DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit, CancellationToken cancellation);
}

/// <summary>A mailbox that is given back.</summary>
/// <param name="News">As it was looked at last.</param>
/// <param name="NotBefore">The target is left alone until then, whatever comes; null: no pause.</param>
/// <param name="IsFailing">Whether the pause is because it fails: then its backups may be told. It has been failing since the first such pause without another end in between.</param>
public sealed record ReleasedMailbox(string Target, long News, DateTimeOffset? NotBefore = null, bool IsFailing = false);
