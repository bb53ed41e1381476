using Microsoft.Data.Sqlite;
using Silo.Storage;
using Storage.Tests.Notifications;
using static Storage.Tests.Freight;

namespace Storage.Tests.Sqlite;

public sealed class SqliteOldAnnouncementsTests : OldAnnouncementsTests
{
    // Its storage deletes it.
    private readonly SqliteFolder folder = new();

    protected override async Task<IStorageUnderTest> WithOldAnnouncements()
    {
        SqliteFileTests.Apply(Execute, upTo: 10);
        foreach (var (number, source, kind, entity, thing, revision, version, expanded) in Announced)
        {
            Execute(FormattableString.Invariant($$"""
                INSERT INTO announcements (number, source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message, expanded_at)
                VALUES ({{number}}, '{{source}}', {{kind}}, '{{entity}}', '{{thing}}', {{revision}}, {{version}}, {{Micros.Of(Noon)}}, {{Micros.Of(Noon.AddMinutes(number))}}, CAST('{"number":{{number}}}' AS BLOB), {{(expanded ? "1" : "NULL")}})
                """));
        }

        foreach (var (announcement, id, subscription, state, digest) in Made)
        {
            Execute(FormattableString.Invariant($"""
                INSERT INTO notifications (id, announcement, source, subscription, channel, target, state, next_attempt_at, created_at, digest)
                VALUES ('{id}', {announcement}, '{Announced[announcement - 1].Source}', '{subscription}', 'log', 'log', '{state}', {Micros.Of(Noon)}, {Micros.Of(Noon)}, {(digest is null ? "NULL" : $"'{digest}'")})
                """));
        }

        Execute("INSERT INTO commits (committed_at, encoding, entities, bodies) VALUES (1, 1, x'', x'')");
        return await SqliteUnderTest.Of(folder);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
