using System.Collections.Concurrent;
using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>Lanes and mailboxes in the one file. Each call is one transaction of the one writer, of no more rows than its caller asks for.</summary>
/// <param name="clock">By which leases are counted: that of the one process.</param>
public sealed class SqliteLaneStore(SqliteDatabase database, TimeProvider clock) : ILaneStore
{
    private readonly ConcurrentDictionary<Guid, bool> living = new();

    public async Task<IReadOnlyList<KnownLane>> Known(IReadOnlyList<(EntityKey Key, string Thing)> things, CancellationToken cancellation) =>
        await database.Readers.Run(session => session.Read(s => SqliteLaneExpansion.Known(s, things)), cancellation);

    public Task<bool> Expand(LaneExpansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => SqliteLaneExpansion.Expand(s, expansion, move, now)), cancellation);

    public async Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation) =>
        await database.Readers.Run(session => SqliteLaneExpansion.OldOwed(session, limit), cancellation);

    public async Task<IReadOnlyList<TakenMailbox>> Take(Guid holder, TimeSpan lease, int limit, int capability, DateTimeOffset now, CancellationToken cancellation)
    {
        living.TryAdd(holder, true);
        return await database.Writer.Run(session => session.Write(s => SqliteMailboxes.Take(s, holder, living.Keys, lease, limit, capability, now, clock.GetUtcNow())), cancellation);
    }

    public async Task<IReadOnlyList<string>> Renew(Guid holder, IReadOnlyList<string> targets, TimeSpan lease, CancellationToken cancellation) => targets.Count == 0
        ? []
        : await database.Writer.Run(session => session.Write(s => SqliteMailboxes.Renew(s, holder, targets, lease, clock.GetUtcNow())), cancellation);

    public Task<(long News, IReadOnlyList<WaitingLane> Lanes)> Due(string target, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        database.Readers.Run(session => session.Read(s => SqliteMailboxes.Due(s, target, limit, now)), cancellation);

    public async Task<IReadOnlyList<string>> Release(Guid holder, IReadOnlyList<ReleasedMailbox> mailboxes, DateTimeOffset now, CancellationToken cancellation) => mailboxes.Count == 0
        ? []
        : await database.Writer.Run(session => session.Write(s => SqliteMailboxes.Release(s, holder, mailboxes, now)), cancellation);

    public Task<DateTimeOffset?> NextDue(int capability, CancellationToken cancellation) => database.Readers.Run(
        session => session.Read(s => ((long?[])[SqliteMailboxes.NextDue(s, capability, clock.GetUtcNow()), SqliteEscalations.NextLate(s)]).Min() is { } first
            ? Micros.ToInstant(first)
            : (DateTimeOffset?)null),
        cancellation);

    public Task Record(IReadOnlyList<LaneOutcome> outcomes, CancellationToken cancellation) => outcomes.Count == 0
        ? Task.CompletedTask
        : database.Writer.Run(
            session => session.Write(s =>
            {
                SqliteOutcomes.Record(s, outcomes);
                return outcomes.Count;
            }),
            cancellation);

    public async Task<IReadOnlyList<WaitingLane>> Collected(LaneKey digest, int limit, CancellationToken cancellation) =>
        await database.Readers.Run(session => SqliteDigests.Collected(session, digest, limit), cancellation);

    public Task<WaitingLane?> Close(
        LaneKey digest, ReadOnlyMemory<byte> message, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known, DateTimeOffset now, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => SqliteDigests.Close(s, digest, message, members, known, now)), cancellation);

    public async Task<IReadOnlyList<WaitingLane>> Escalating(int limit, DateTimeOffset now, CancellationToken cancellation) =>
        await database.Readers.Run(session => session.Read(s => SqliteEscalations.Late(s, limit, now)), cancellation);

    public Task HandOn(IReadOnlyList<(Guid Lane, MadeLane? Backup)> handed, IReadOnlyList<OwedAnnouncement> announcements, DateTimeOffset now, CancellationToken cancellation) =>
        database.Writer.Run(
            session => session.Write(s =>
            {
                SqliteEscalations.HandOn(s, handed, announcements, now);
                return handed.Count;
            }),
            cancellation);

    public Task<int> Expire(DateTimeOffset messagesBefore, DateTimeOffset lanesBefore, int limit, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => SqliteMessages.Expire(s, messagesBefore, lanesBefore, limit)), cancellation);
}
