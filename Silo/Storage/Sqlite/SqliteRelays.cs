using Grains.Domain.Entities;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Relays;
using Microsoft.Data.Sqlite;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Sqlite;

/// <summary>Relays in the file; they are written with the batch that owes them.</summary>
/// <param name="recent">Spares the reading of what it has.</param>
public sealed class SqliteRelays(SqliteDatabase database, RecentEvents? recent = null) : IRelayStore
{
    private const string Due = """
        SELECT id, source, kind, entity_id, target_kind, target_id, what, first_version, last_version, attempts + 1 FROM relays
        WHERE next_attempt_at <= $now
        ORDER BY next_attempt_at, id LIMIT $limit
        """;

    private const string Lease = "UPDATE relays SET attempts = attempts + 1, next_attempt_at = $until WHERE id = $id";

    // A body that has expired leaves the event without one.
    private const string Events = """
        SELECT e.version, e.event_id, e.type, e.occurred_at, e.recorded_at, e.fingerprint, e.secret, e.facts, e."commit", e.place, b.encoding, b.body
        FROM events AS e LEFT JOIN bodies AS b ON b.position = e.position AND e."commit" IS NULL
        WHERE source = $source AND kind = $kind AND entity_id = $id AND version >= $first AND version <= $last
          AND substr(event_id, 1, length($links)) <> $links AND substr(event_id, 1, length($deadlines)) <> $deadlines
        ORDER BY version LIMIT $limit
        """;

    private const string Told = "DELETE FROM relays WHERE id = $id";

    private const string Later = "UPDATE relays SET next_attempt_at = $next, last_error = $error WHERE id = $id";

    private const string First = "SELECT min(next_attempt_at) FROM relays";

    public async Task<IReadOnlyList<OwedRelay>> Claim(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        // Looking costs no write: most passes find nothing, and each write is a commit.
        if (await NextDue(cancellation) is not { } first || first > now) return [];
        return await database.Writer.Run(
            session => session.Write(s =>
            {
                // One writer: nobody can claim them in between.
                var due = s.Query(Due, ReadOwed, ("$now", Micros.Of(now)), ("$limit", limit));
                foreach (var owed in due) s.Execute(Lease, ("$until", Micros.Of(now + lease)), ("$id", owed.Id));
                return due;
            }),
            cancellation);
    }

    public async Task<IReadOnlyList<Tellable>> Read(EntityKey from, long first, long last, int limit, int mostBytes, CancellationToken cancellation) =>
        recent?.Find(from, first, last, limit, mostBytes) ?? await database.Readers.Run(
            session => session.Read(s =>
            {
                var page = new PageOfEvents(mostBytes);
                using var blocks = new SqliteBlocks(s);
                s.QueryWhile(
                    Events,
                    row => page.TryAdd(ReadEvent(from, row, blocks)),
                    ("$source", from.Source), ("$kind", (int)from.Kind), ("$id", StorableText.ForLookup(from.Id)), ("$first", first), ("$last", last),
                    ("$links", RelayNames.LinkPrefix), ("$deadlines", DeadlineNames.Prefix), ("$limit", limit));
                return page.Events;
            }),
            cancellation);

    public async Task Settle(IReadOnlyList<long> told, IReadOnlyList<PutOff> putOff, CancellationToken cancellation)
    {
        if (told.Count + putOff.Count == 0) return;
        await database.Writer.Run(
            session => session.Write(s =>
            {
                foreach (var id in told) s.Execute(Told, ("$id", id));
                foreach (var later in putOff)
                {
                    s.Execute(
                        Later,
                        ("$next", Micros.Of(later.NextAttemptAt)), ("$error", StorableText.Clean(later.Error, StorableText.Line)), ("$id", later.Id));
                }

                return true;
            }),
            cancellation);
    }

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => (await database.Readers.Run(
        session => session.Query(First, row => row.IsDBNull(0) ? (DateTimeOffset?)null : Micros.ToInstant(row.GetInt64(0))),
        cancellation)).Single();

    private static OwedRelay ReadOwed(SqliteDataReader row)
    {
        var source = row.GetString(1);
        return new OwedRelay(
            row.GetInt64(0),
            new EntityKey(source, (EntityKind)row.GetInt32(2), row.GetString(3)),
            new Relay(new EntityKey(source, (EntityKind)row.GetInt32(4), row.GetString(5)), (RelayKind)row.GetInt32(6), row.GetInt64(7), row.GetInt64(8)),
            row.GetInt32(9));
    }

    private static Tellable ReadEvent(EntityKey from, SqliteDataReader row, SqliteBlocks blocks) => new(row.GetInt64(0), new Relayed(
        from,
        new EventId(row.GetString(1)),
        row.GetString(2),
        Micros.ToInstant(row.GetInt64(3)),
        Micros.ToInstant(row.GetInt64(4)),
        row.GetInt64(5),
        row.GetString(6),
        row.GetFieldValue<byte[]>(7),
        blocks.Told(SqliteBlocks.Place(row, 8))));
}
