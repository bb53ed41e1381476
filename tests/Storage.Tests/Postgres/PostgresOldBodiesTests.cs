using Grains.Interfaces.Entities;
using Npgsql;
using NpgsqlTypes;
using Silo.Storage;
using Storage.Tests.Bodies;

namespace Storage.Tests.Postgres;

public sealed class PostgresOldBodiesTests : OldBodiesTests
{
    // Two months, and what came before the first was made.
    private const string Fill = """
        CREATE TABLE bodies_2026_02 PARTITION OF bodies FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');
        CREATE TABLE bodies_2026_03 PARTITION OF bodies FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');
        INSERT INTO events (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts)
        SELECT 'default', 1, 's' || e, v, 'evt-' || v, 'shipment.milestone', at, at, at, v, 'applied', 'first', 'facts'
        FROM (SELECT e, v, '2026-01-30 12:00:00+00'::timestamptz + v * interval '12 hours' AS at FROM generate_series(1, $1) AS v, generate_series(0, $2 - 1) AS e) AS made;
        INSERT INTO entities (source, kind, id, version, found_version) SELECT 'default', 1, 's' || e, $1, 0 FROM generate_series(0, $2 - 1) AS e;
        """;

    private const string FillBodies = """
        INSERT INTO bodies (source, kind, entity_id, version, received_at, encoding, body)
        SELECT source, kind, entity_id, version, received_at, CASE WHEN version % @every = 0 THEN 1 ELSE 0 END,
          CASE WHEN version % @every = 0 THEN @long
            ELSE convert_to('{"id":"' || event_id || '","of":"' || entity_id || '","text":"' || repeat('x', ((substr(entity_id, 2)::int * 7 + version * 13) % 300)::int) || '"}', 'UTF8') END
        FROM events
        """;

    private PostgresUnderTest storage = null!;

    [Fact]
    public async Task OneSiloMovesThem_AndTheOthersWait()
    {
        await using var first = await WithOldBodies(3);
        await using (var move = await first.Engine.MoveBodies(Cancellation))
        {
            (await move.ShouldNotBeNull().Step(Cancellation)).ShouldBeGreaterThan(0);
            (await (await first.OpenAgain()).Engine.MoveBodies(Cancellation)).ShouldBeNull();
        }

        await using var heir = await (await first.OpenAgain()).Engine.MoveBodies(Cancellation);
        heir.ShouldNotBeNull().Left.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task BlocksOfOldBodies_AreInTheMonthOfTheirBodies()
    {
        await using var first = await WithOldBodies(5);
        await using (var move = await first.Engine.MoveBodies(Cancellation))
        {
            while (await move.ShouldNotBeNull().Step(Cancellation) > 0)
            {
            }
        }

        // Twice a day from 31 January, which has no month of its own.
        (await Number("SELECT count(*) FROM events AS e JOIN commits_2026_02 AS c ON c.id = e.commit WHERE e.received_at < '2026-02-01+00' OR e.received_at >= '2026-03-01+00'")).ShouldBe(0);
        (await Number("SELECT count(*) FROM events AS e JOIN commits_2026_02 AS c ON c.id = e.commit")).ShouldBe(5 * 56);
        (await Number("SELECT count(*) FROM commits_2026_03")).ShouldBeGreaterThan(0);
        (await Number("SELECT count(*) FROM events AS e JOIN commits_default AS c ON c.id = e.commit")).ShouldBe(5 * 2);
    }

    protected override async Task<IStorageUnderTest> WithOldBodies(int entities)
    {
        storage = await PostgresUnderTest.Empty();
        await PostgresMigrationTests.Apply(storage, upTo: 9);
        await storage.Execute(Fill.Replace("$1", $"{Versions}", StringComparison.Ordinal).Replace("$2", $"{entities}", StringComparison.Ordinal));
        await using (var fill = storage.Source.CreateCommand(FillBodies))
        {
            fill.CommandTimeout = 0;
            fill.Parameters.Add(new NpgsqlParameter("long", NpgsqlDbType.Bytea) { Value = BodyCodec.Encode(LongBody).Bytes });
            fill.Parameters.Add(new NpgsqlParameter("every", NpgsqlDbType.Integer) { Value = LongEvery });
            await fill.ExecuteNonQueryAsync(Cancellation);
        }

        await storage.Engine.Prepare(Cancellation);
        return storage;
    }

    protected override Task<long> Number(string sql) => storage.Scalar<long>(sql);

    protected override async Task<IReadOnlyList<byte[]>> BlocksInOrder()
    {
        await using var command = storage.Source.CreateCommand("SELECT entities FROM commits ORDER BY xid, id");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var blocks = new List<byte[]>();
        while (await reader.ReadAsync(Cancellation)) blocks.Add(reader.GetFieldValue<byte[]>(0));
        return blocks;
    }

    protected override Task Damage(EntityKey key, int version) =>
        storage.Execute($"UPDATE bodies SET body = 'no Brotli' WHERE entity_id = '{key.Id}' AND version = {version}");

    protected override async Task<bool> Cut()
    {
        (await storage.Scalar<long>(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).ShouldBe(1);
        return true;
    }
}
