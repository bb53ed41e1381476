using Npgsql;
using Storage.Tests.Upgrades;

namespace Storage.Tests.Postgres;

public sealed class PostgresOldNotificationsTests : OldNotificationsTests
{
    /// <summary>One that still runs must neither expand beside this one nor send what this one sends.</summary>
    [Fact]
    public async Task AProgramOfSchema11_ThatStillRuns_CanNeitherExpandNorSend()
    {
        var storage = (PostgresUnderTest)Storage;

        foreach (var statement in new[] { "SELECT FROM notifications", "UPDATE notifications SET state = 'sent'", "INSERT INTO told_estimates SELECT" })
            (await Should.ThrowAsync<PostgresException>(() => storage.Execute(statement))).SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
        (await storage.Scalar<int>("SELECT oldest_program FROM flexport_schema")).ShouldBe(12);
    }

    /// <summary>What has been sent may be very much: it stays where it is.</summary>
    [Fact]
    public async Task TheTableOfWhatWasSent_IsNotWrittenAnew()
    {
        await using var storage = await Empty();
        var before = await storage.Scalar<uint>("SELECT pg_relation_filenode('notifications')::oid");
        var row = await storage.Scalar<string>("SELECT ctid::text || xmin FROM notifications WHERE id = 'ntf_told'");

        await storage.Engine.Prepare(Cancellation);

        (await storage.Scalar<uint>("SELECT pg_relation_filenode('messages')::oid")).ShouldBe(before);
        (await storage.Scalar<string>("SELECT ctid::text || xmin FROM messages WHERE id = 'ntf_told'")).ShouldBe(row);
    }

    protected override async Task<IStorageUnderTest> WithOldNotifications()
    {
        var storage = await Empty();
        await storage.Engine.Prepare(Cancellation);
        return storage;
    }

    protected override Task<Guid> Generation(string subscription) => ((PostgresUnderTest)Storage).Scalar<Guid>($"SELECT generation FROM subscriptions WHERE id = '{subscription}'");

    private static async Task<PostgresUnderTest> Empty()
    {
        var storage = await PostgresUnderTest.Empty();
        await PostgresMigrationTests.Apply(storage, upTo: 11);
        await new OldNotificationRows(storage.Execute, static time => $"'{time:O}'", static text => $"convert_to('{text}', 'UTF8')").Write();
        await storage.Execute($"UPDATE readers SET id = {ReadUpTo}, holder = gen_random_uuid(), lease_until = now() + interval '1 hour' WHERE name = 'notifications'");
        return storage;
    }
}
