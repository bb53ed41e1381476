using Npgsql;
using Storage.Tests.Notifications;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

public sealed class PostgresOldAnnouncementsTests : OldAnnouncementsTests
{
    /// <summary>One that still runs must not announce where nobody looks, nor take its deliveries for poison.</summary>
    [Fact]
    public async Task AProgramOfSchema10_ThatStillRuns_CanNeitherAppendNorExpand()
    {
        await using var storage = (PostgresUnderTest)await WithOldAnnouncements();

        foreach (var statement in new[] { "INSERT INTO announcements SELECT", "SELECT * FROM announcements", "UPDATE announcements SET expanded_at = now()" })
            (await Should.ThrowAsync<PostgresException>(() => storage.Execute(statement))).SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
        (await Should.ThrowAsync<InvalidOperationException>(() => new Silo.Storage.Postgres.PostgresMigrations(storage.Source, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).Apply(10, Cancellation)))
            .Message.ShouldContain("programs of schema 12");
    }

    protected override async Task<IStorageUnderTest> WithOldAnnouncements()
    {
        var storage = await PostgresUnderTest.Empty();
        await PostgresMigrationTests.Apply(storage, upTo: 10);
        foreach (var (number, source, kind, entity, thing, revision, version, expanded) in Announced)
        {
            await storage.Execute(FormattableString.Invariant($$"""
                INSERT INTO announcements (source, kind, entity_id, thing, revision, version, occurred_at, announced_at, message, expanded_at)
                VALUES ('{{source}}', {{kind}}, '{{entity}}', '{{thing}}', {{revision}}, {{version}}, '{{Noon:O}}', '{{Noon.AddMinutes(number):O}}', '{"number":{{number}}}', {{(expanded ? "now()" : "NULL")}})
                """));
        }

        foreach (var (announcement, id, subscription, state, digest) in Made)
        {
            var (_, source, kind, entity, thing, revision, _, _) = Announced[announcement - 1];
            await storage.Execute(FormattableString.Invariant($"""
                INSERT INTO notifications (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, next_attempt_at, created_at, digest)
                VALUES ('{id}', '{source}', {kind}, '{entity}', '{thing}', {revision}, '{subscription}', 'log', 'log', '{state}', '{Noon:O}', '{Noon:O}', {(digest is null ? "NULL" : $"'{digest}'")})
                """));
        }

        await storage.Execute("INSERT INTO commits (encoding, entities, bodies) VALUES (1, '', '')");
        await storage.Engine.Prepare(Cancellation);
        return storage;
    }
}
