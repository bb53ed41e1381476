using System.Diagnostics;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Data.Sqlite;
using Storage.Tests.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Sqlite;

/// <summary>
/// A million lanes of ten thousand subscriptions in one file, most of them idle: what is due is found and written without looking at the others. What a call reads is bounded by its limit; its time is printed.
/// </summary>
public sealed class SqliteLanesAtScaleTests(ITestOutputHelper output)
{
    private const int Rounds = 20;

    // 100 lanes of each subscription. Of every hundredth subscription five wait, of every fiftieth of the others ten are collected; every thousandth target is paused because it fails.
    private const string Fill = """
        WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 999999)
        INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, told_revision, told_at, state, due_at, escalate_at)
        SELECT lane_id('sub-' || (n % 10000), 'S' || (n / 500), 'thing-' || (n % 5)), 'default', 1, 'S' || (n / 500), 'thing-' || (n % 5), 'sub-' || (n % 10000), zeroblob(16), 'default/stake-' || (n % 10000) || '/desk', 1, 0,
          CAST('{"thing":"x","words":"Container HLBU 123456 7 departed from Yantian, a day later than was announced before"}' AS BLOB), $noon - n, 1, $noon - n,
          CASE WHEN n % 100 > 1 THEN 0 END, CASE WHEN n % 100 > 1 THEN $noon - n END,
          CASE WHEN n % 10000 % 100 = 0 AND n / 10000 < 5 THEN 1 WHEN n % 10000 % 50 = 1 AND n / 10000 < 10 THEN 2 ELSE 0 END,
          CASE WHEN n % 10000 % 100 = 0 AND n / 10000 < 5 THEN $noon - n END,
          CASE WHEN n % 10000 % 100 = 0 AND n / 10000 < 5 THEN $noon + n END
        FROM numbers
        """;

    private const string FillMailboxes = """
        INSERT INTO mailboxes (target, due_at, needs, not_before, failing_since)
        SELECT target, min(due_at), 1, CASE WHEN target LIKE '%000/desk' THEN $noon + 60000000 END, CASE WHEN target LIKE '%000/desk' THEN $noon END
        FROM lanes WHERE state = 1 GROUP BY target
        """;

    private readonly SqliteFolder folder = new();
    private readonly Guid holder = Guid.NewGuid();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Length", "Long")]
    public async Task WhatIsDue_IsFoundAmongAMillion()
    {
        await using var file = await SqliteUnderTest.Of(folder);
        foreach (var sql in new[] { Fill, FillMailboxes }) Execute(sql);

        var targets = new List<TakenMailbox>();
        var due = new List<WaitingLane>();
        await Print("Take", async () => targets.AddRange(await file.Lanes.Take(holder, Minute, 4, Capabilities.Known, Noon, Cancellation)));
        targets.Select(one => one.Target).Distinct().Count().ShouldBe(80);
        await Print("Due", async i => due.AddRange((await file.Lanes.Due(targets[i].Target, 10, Noon, Cancellation)).Lanes));
        due.Count.ShouldBe(5 * Rounds);
        await Print("Renew", () => file.Lanes.Renew(holder, [.. targets.Select(one => one.Target)], Minute, Cancellation));
        await Print("Record", i => file.Lanes.Record([.. due.Skip(i * 5).Take(5).Select(one => one.Ended(LaneEnd.Sent, Noon))], Cancellation));
        await Print("Release", i => file.Lanes.Release(holder, [.. targets.Skip(i * 4).Take(4).Select(one => new ReleasedMailbox(one.Target, one.News))], Noon, Cancellation));
        await Print("NextDue", async () => (await file.Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldNotBeNull());
        await Print("Known", async i => (await file.Lanes.Known([(Shipment($"S{i}"), "thing-1")], Cancellation)).Count.ShouldBe(100));
        await Print("Expand 100", i => file.Announce(0, [.. Enumerable.Range(0, 100).Select(n => Made(Lane($"new-{n}", $"S{i}"), $"default/stake-{n}/desk"))]));
        await Print("Escalating", async () => (await file.Lanes.Escalating(10, Noon.AddSeconds(59), Cancellation)).Count.ShouldBeGreaterThan(0));
        await Print("Collected", async () => (await file.Lanes.Collected(LaneKey.OfDigest("default", "sub-51", Guid.Empty), 10, Cancellation)).Count.ShouldBe(10));
        await Print("Find pending", async () => (await file.Messages.Find(Asked("pending"), Cancellation)).Items.Count.ShouldBe(50));
        await Print("Find all", async () => (await file.Messages.Find(Asked(null), Cancellation)).Items.Count.ShouldBe(50));
        await Print("Expire 100", async () => (await file.Lanes.Expire(Noon, Noon.AddMilliseconds(-500), 100, Cancellation)).ShouldBe(100));
    }

    private static NotificationQuery Asked(string? state) => new("default", state, null, null, null, 50, null);

    private Task Print(string what, Func<Task> call) => Print(what, _ => call());

    private async Task Print(string what, Func<int, Task> call)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await call(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"{what,-14} median {times[Rounds / 2],7:F2} ms, slowest {times[^1],7:F2} ms");
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        connection.CreateFunction(
            "lane_id", (string subscription, string shipment, string thing) => new LaneKey(subscription, Guid.Empty, Shipment(shipment), thing).Id.ToByteArray(bigEndian: true), isDeterministic: true);
        command.Parameters.AddWithValue("$noon", Silo.Storage.Micros.Of(Noon));
        command.ExecuteNonQuery();
    }
}
