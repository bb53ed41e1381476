using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;
using Silo.Storage;
using Storage.Tests.Bodies;

namespace Storage.Tests.Sqlite;

public sealed class SqliteOldBodiesTests : OldBodiesTests
{
    // In the order in which they came, entity by entity at each time.
    private const string Fill = """
        WITH RECURSIVE v (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM v WHERE v < $versions), e (e) AS (SELECT 0 UNION ALL SELECT e + 1 FROM e WHERE e < $entities - 1)
        INSERT INTO events (source, kind, entity_id, version, event_id, type, occurred_at, recorded_at, received_at, fingerprint, outcome, secret, facts)
        SELECT 'default', 1, 's' || e, v, 'evt-' || v, 'shipment.milestone', v, v, v, v, 'applied', 'first', x'00' FROM v, e ORDER BY v, e;
        INSERT INTO entities (source, kind, id, version) SELECT source, kind, entity_id, max(version) FROM events GROUP BY source, kind, entity_id;
        INSERT INTO bodies (position, encoding, body)
        SELECT position, version % $every = 0, CASE WHEN version % $every = 0 THEN $long
          ELSE CAST('{"id":"' || event_id || '","of":"' || entity_id || '","text":"' || substr($xs, 1, (CAST(substr(entity_id, 2) AS INTEGER) * 7 + version * 13) % 300) || '"}' AS BLOB) END
        FROM events
        """;

    private SqliteFolder folder = null!;

    protected override async Task<IStorageUnderTest> WithOldBodies(int entities)
    {
        folder = new SqliteFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            SqliteFileTests.Apply(sql => Run(sql), upTo: 9);
            Run(Fill, ("$versions", Versions), ("$entities", entities), ("$every", LongEvery), ("$long", BodyCodec.Encode(LongBody).Bytes.ToArray()), ("$xs", new string('x', 300)));

            void Run(string sql, params (string Name, object Value)[] parameters)
            {
                using var command = new SqliteCommand(sql, connection);
                foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
                command.ExecuteNonQuery();
            }
        }

        return await SqliteUnderTest.Of(folder);
    }

    protected override Task<long> Number(string sql) => Task.FromResult(Query(sql, row => row.GetInt64(0)).Single());

    protected override Task<IReadOnlyList<byte[]>> BlocksInOrder() =>
        Task.FromResult<IReadOnlyList<byte[]>>(Query("SELECT entities FROM commits ORDER BY id", row => row.GetFieldValue<byte[]>(0)));

    protected override Task Damage(EntityKey key, int version)
    {
        Query($"UPDATE bodies SET body = x'6e6f' WHERE position = (SELECT position FROM events WHERE entity_id = '{key.Id}' AND version = {version})", row => 0);
        return Task.CompletedTask;
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}
