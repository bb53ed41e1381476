using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;
using Storage.Tests.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Sqlite;

/// <summary>What is true of mailboxes in a file, which one process has at a time, and of what older programs left in it.</summary>
public sealed class SqliteMailboxTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) folder.Dispose();
    }

    [Fact]
    public async Task WhatAnEarlierProcessHad_IsTakenAtOnce_HoweverLongItsLease()
    {
        var (dead, alive) = (Guid.NewGuid(), Guid.NewGuid());
        await using var file = await SqliteUnderTest.Of(folder);
        var before = await file.OpenAgain();
        await before.Announce(0, Made(Lane()), Made(Lane(thing: "b"), due: Noon.AddHours(1)));
        (await before.Take(dead, TimeSpan.FromHours(12), Noon)).WasAbandoned.ShouldBeFalse();
        await before.DisposeAsync();

        var after = await file.OpenAgain();
        (await after.Take(alive, Minute, Noon)).WasAbandoned.ShouldBeTrue();

        (await after.Due(Noon.AddHours(1))).Select(one => (one.Doubtful, one.Attempts)).ShouldBe([(true, 1), (false, 0)]);
        (await after.Lanes.Renew(dead, [Desk], Minute, Cancellation)).ShouldBeEmpty();
        (await after.Lanes.Take(alive, Minute, 10, Capabilities.Known, Noon, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OfManyMailboxes_ACallTakesAsManyAsItAsksFor_AndALaterCallTheNext()
    {
        await using var file = await SqliteUnderTest.Of(folder);
        for (var i = 0; i < 40; i++) await file.Announce(0, Made(Lane(shipment: $"{i}"), $"target-{i:D2}", due: Noon.AddSeconds(-i)));
        await file.Lanes.Take(Guid.NewGuid(), TimeSpan.FromHours(1), 40, Capabilities.Known, Noon, Cancellation);
        var holder = Guid.NewGuid();
        var after = await file.OpenAgain();

        for (var i = 3; i >= 0; i--)
        {
            var taken = await after.Lanes.Take(holder, Minute, 10, Capabilities.Known, Noon, Cancellation);
            taken.Select(one => one.Target).ShouldBe(Enumerable.Range(i * 10, 10).Reverse().Select(n => $"target-{n:D2}"));
            taken.ShouldAllBe(one => one.WasAbandoned);
        }
    }

    [Fact]
    public async Task MessagesOfOlderPrograms_AreListedAndRead_AndNeverSentAgain()
    {
        await using var file = await SqliteUnderTest.Of(folder);
        var id = "ntf_" + new string('a', 64);
        Execute($$"""
            INSERT INTO messages (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, attempts, created_at, ended_at, message)
            VALUES ('{{id}}', 'default', 1, '460723', 'milestone:departed', 0, 'ops', 'log', 'log', 'failed', 3, 1000, 2000, CAST('{"thing":"x"}' AS BLOB))
            """);

        (await file.Messages.Retry("default", id, Noon, Cancellation)).ShouldBe(RetryOutcome.AlreadySent);
        (await file.Messages.Retry("north", id, Noon, Cancellation)).ShouldBe(RetryOutcome.Unknown);
        Text((await file.Messages.Read("default", id, Cancellation)).ShouldNotBeNull().Message).ShouldBe("""{"thing":"x"}""");
        await file.Announce(0, DateTimeOffset.UnixEpoch.AddMilliseconds(1), Made(Lane()), Made(Lane("erp")), Made(Lane("yard")));
        var query = new NotificationQuery("default", null, null, null, null, 1, null);
        var walked = new List<string>();
        do
        {
            var page = await file.Messages.Find(query, Cancellation);
            walked.AddRange(page.Items.Select(one => one.Id));
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
        walked.ShouldBe(((string[])[id, .. new[] { Lane(), Lane("erp"), Lane("yard") }.Select(one => MessageIds.Of(one.Id, 0))]).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SubscriptionsOfOlderPrograms_GetAGenerationEach()
    {
        SqliteFileTests.Apply(Execute, upTo: 11);
        Execute("INSERT INTO stakeholders (source, id, document) VALUES ('default', 'harbour-goods', '{}')");
        foreach (var id in new[] { "ops", "erp" })
            Execute($"INSERT INTO subscriptions (source, id, stakeholder, document, created_at) VALUES ('default', '{id}', 'harbour-goods', '{{}}', 1)");

        await using var file = await SqliteUnderTest.Of(folder);

        Scalar("SELECT count(DISTINCT generation) FROM subscriptions WHERE length(generation) = 16 AND generation <> zeroblob(16)").ShouldBe(2L);
        Scalar("SELECT version FROM flexport_schema").ShouldBe(12L);
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private void Execute(string sql) => Scalar(sql);
}
