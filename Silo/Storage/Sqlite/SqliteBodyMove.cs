using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Moves the bodies of the old table into commits, in the order of their events.</summary>
internal sealed class SqliteBodyMove : IBodyMove
{
    private const string Page = """
        SELECT b.position, e.source, e.kind, e.entity_id, e.version, e.received_at, b.encoding, b.body
        FROM bodies AS b JOIN events AS e ON e.position = b.position
        WHERE b.position > $after
        ORDER BY b.position LIMIT $limit
        """;

    // The position of its last event is its id: before those of all commits since.
    private const string AddCommit = "INSERT INTO commits (id, committed_at, entities, encoding, bodies) VALUES ($id, $at, $entities, $encoding, $bodies)";

    private const string Place = "UPDATE events SET \"commit\" = $commit, place = $place WHERE position = $position";

    private const string Remove = "DELETE FROM bodies WHERE position = $position";

    private readonly SqliteDatabase database;
    private long after;

    private SqliteBodyMove(SqliteDatabase database, long left) => (this.database, Left) = (database, left);

    public long Left { get; }

    public static async Task<SqliteBodyMove> Begin(SqliteDatabase database, CancellationToken cancellation)
    {
        var left = await database.Readers.Run(session => session.Query("SELECT count(*) FROM bodies", row => row.GetInt64(0)), cancellation);
        return new SqliteBodyMove(database, left[0]);
    }

    public async Task<int> Step(CancellationToken cancellation)
    {
        while (true)
        {
            var from = after;
            var page = await database.Readers.Run(session => Read(session, from), cancellation);
            if (page.Count == 0) return 0;
            var (taken, readable, block, entities) = OldBody.Pack(page);
            after = page[taken - 1].Position;
            using var packed = block;
            if (readable.Count == 0) continue;
            var bodies = packed.Bytes.ToArray();
            return await database.Writer.Run(session => session.Write(s => Move(s, readable, bodies, entities)), cancellation);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static List<Positioned> Read(SqliteSession session, long after)
    {
        var (page, bytes) = (new List<Positioned>(), 0L);
        session.QueryWhile(
            Page,
            row =>
            {
                page.Add(Body(row));
                return (bytes += page[^1].Stored.Length) < OldBody.MostBytes;
            },
            ("$after", after), ("$limit", OldBody.MostInBlock));
        return page;
    }

    private static Positioned Body(SqliteDataReader row) => new(
        row.GetInt64(0), new EntityKey(row.GetString(1), (EntityKind)row.GetInt32(2), row.GetString(3)), row.GetInt64(4), Micros.ToInstant(row.GetInt64(5)),
        (BodyEncoding)row.GetInt32(6), row.GetFieldValue<byte[]>(7));

    private static int Move(SqliteSession session, IReadOnlyList<Positioned> bodies, byte[] block, byte[] entities)
    {
        var commit = bodies[^1].Position;
        session.Execute(
            AddCommit,
            ("$id", commit), ("$at", Micros.Of(bodies.Max(static body => body.ReceivedAt))), ("$entities", entities), ("$encoding", (int)BlockEncoding.Segments), ("$bodies", block));
        for (var place = 0; place < bodies.Count; place++)
        {
            session.Execute(Place, ("$commit", commit), ("$place", place), ("$position", bodies[place].Position));
            session.Execute(Remove, ("$position", bodies[place].Position));
        }

        return bodies.Count;
    }

    private sealed record Positioned(long Position, EntityKey Key, long Version, DateTimeOffset ReceivedAt, BodyEncoding Encoding, byte[] Stored)
        : OldBody(Key, Version, ReceivedAt, Encoding, Stored);
}
