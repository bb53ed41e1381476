using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

#pragma warning disable CS9113 // Still to be written.

/// <summary>Lanes and mailboxes in the one file.</summary>
public sealed class SqliteLaneStore(SqliteDatabase database, TimeProvider clock) : ILaneStore
{
    public Task<IReadOnlyList<KnownLane>> Known(IReadOnlyList<(EntityKey Key, string Thing)> things, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> Expand(LaneExpansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<TakenMailbox>> Take(Guid holder, TimeSpan lease, int limit, int capability, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> Renew(Guid holder, IReadOnlyList<string> targets, TimeSpan lease, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<(long News, IReadOnlyList<WaitingLane> Lanes)> Due(string target, int limit, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> Release(Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextDue(int capability, CancellationToken cancellation) => throw new NotSupportedException();

    public Task Record(IReadOnlyList<LaneOutcome> outcomes, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<WaitingLane>> Collected(LaneKey digest, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<WaitingLane?> Close(LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<WaitingLane>> Escalating(int limit, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task HandOn(IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> Expire(DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit, CancellationToken cancellation) => throw new NotSupportedException();
}
