using System.Diagnostics;
using Grains.Commits;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using Storage.Tests.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Postgres;

/// <summary>What is done with lanes costs what it touches, however many there are: 100,000 lanes of 10,000 subscriptions, and what the planner knows of them is much or nothing.</summary>
public sealed class PostgresLanePlanTests(ITestOutputHelper output)
{
    private const int Rounds = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NothingIsWalkedThrough_WhateverThePlannerKnows(bool analyzed)
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Execute("ANALYZE");
        await Fill(storage);
        if (analyzed) await storage.Execute("ANALYZE");
        await storage.Counted();
        var scans = await Scans();
        var silo = storage.OpenAgain(storage.ConnectionString + ";Application Name=silo");
        var (holder, place) = (Guid.NewGuid(), await storage.Place());
        await storage.Counted();

        await Costs("Take, Due, Record, Release", 150, async round =>
        {
            foreach (var box in await silo.Lanes.Take(holder, Noon, limit: 5))
            {
                var (news, due) = await silo.Lanes.Due(box.Target, 5, Noon, Cancellation);
                due.Count.ShouldBeGreaterThan(0);
                await silo.Lanes.Record([.. due.Select(one => one.Ended(round % 2 == 0 ? LaneEnd.Sent : LaneEnd.Again, Noon, Noon.AddHours(1)))], Cancellation);
                await silo.Lanes.Release(holder, [new ReleasedMailbox(box.Target, news)], Noon, Cancellation);
            }
        }, calls: 5);
        await Costs("Renew, NextDue", 300, async _ =>
        {
            await silo.Lanes.Renew(holder, ["default/d-1/mail", "default/d-2/mail"], Lease, Cancellation);
            (await silo.Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldNotBeNull();
        });
        await Costs("Known, Expand", 600, async round =>
        {
            var keys = Enumerable.Range(0, 20).Select(i => Lane($"s-{(round * 20) + i}", $"sub-{i}")).ToList();
            (await silo.Lanes.Known([.. keys.Select(key => (key.Key, key.Thing))], Cancellation)).Count.ShouldBeGreaterThanOrEqualTo(20);
            await silo.Lanes.Expand(
                new LaneExpansion([.. keys.Select(key => Announced(key.Key.Id, round + 5))], [.. keys.Select((key, at) => Waiting(key, at))], [Opened()]), new CommitMove(Expanding.Reader, place, place), Noon, Cancellation);
        });
        await Costs("Escalating, HandOn", 400, async round =>
        {
            var late = await silo.Lanes.Escalating(10, Noon, Cancellation);
            late.Count.ShouldBe(10);
            await silo.Lanes.HandOn(
                [.. late.Select((one, at) => (one.Key.Id, (MadeLane?)Waiting(one.Key with { Subscription = $"night-{round}" }, at, target: Night)))], [.. late.Select(one => Announced(one.Key.Key.Id, one.Revision))], Noon, Cancellation);
        });
        await Costs("Collected, Close, a digest's end", 1_000, async _ =>
        {
            var collected = await silo.Lanes.Collected(Digest("collector"), 10, Cancellation);
            var members = collected.Select(one => new DigestMember(one.Key.Id, one.Revision, one.Message)).ToList();
            var closed = (await silo.Lanes.Close(Digest("collector"), Utf8("""{"class":"digest"}"""), members, [], Noon, Cancellation)).ShouldNotBeNull();
            await silo.Lanes.Record(closed.Ended(LaneEnd.Sent, Noon) with { Members = members });
        });
        await Costs("Find, Read, Retry", 1_000, async round =>
        {
            foreach (var state in new[] { null, NotificationStates.Pending, NotificationStates.Sent })
            {
                var page = await silo.Messages.Find(new NotificationQuery("default", state, null, null, null, 20, null), Cancellation);
                page.Items.Count.ShouldBe(20);
                (await silo.Messages.Find(new NotificationQuery("default", state, null, null, null, 20, page.Next), Cancellation)).Items.Count.ShouldBe(20);
            }

            (await silo.Messages.Find(new NotificationQuery("default", null, Shipment($"s-{round}"), null, null, 50, null), Cancellation)).Items.Count.ShouldBeGreaterThan(0);
            var id = MessageIds.Of(Lane($"s-{5_000 + round}", "sub-0").Id, 0);
            await silo.Messages.Retry("default", id, Noon, Cancellation);
        });
        await Costs("Expire", 200, async _ => (await silo.Lanes.Expire(Noon.AddDays(-1), Noon.AddDays(-1), 10, Cancellation)).ShouldBe(10));
        await silo.DisposeAsync();

        async Task Costs(string what, int rows, Func<int, Task> work, int calls = 1)
        {
            var before = await Read();
            var watch = Stopwatch.StartNew();
            for (var round = 0; round < Rounds; round++) await work(round);
            var each = watch.Elapsed / Rounds;
            await silo.DisposeAsync();
            await storage.Gone("silo");
            silo = storage.OpenAgain(storage.ConnectionString + ";Application Name=silo");
            var read = await Read() - before;
            output.WriteLine($"{what}: {read / Rounds} rows read, {each.TotalMilliseconds:F1} ms a round");
            (await Scans()).ShouldBe(scans);
            read.ShouldBeLessThan(Rounds * rows * calls, what);
        }

        Task<long> Scans() => storage.Scalar<long>("SELECT coalesce(sum(seq_scan), 0)::bigint FROM pg_stat_user_tables WHERE relname IN ('lanes', 'mailboxes', 'messages')");

        Task<long> Read() => storage.Scalar<long>("SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE relname IN ('lanes', 'mailboxes', 'messages')");
    }

    // Ten targets have 5,000 each, nine thousand have five each; half of all has been told. 1,000 have a backup that is to hear of them, and hundred targets fail. One digest has collected 2,000.
    private static async Task Fill(PostgresUnderTest storage)
    {
        await storage.Execute($"""
            INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at, told_revision, told_at, attempts, escalate_at)
            SELECT encode(substring(sha256(convert_to(concat_ws(E'\n', subscription, replace('{Generation}', '-', ''), 'default', 1, entity_id, '{Arrived}'), 'UTF8')) FOR 16), 'hex')::uuid,
              'default', 1, entity_id, '{Arrived}', subscription, '{Generation}', target, 1, 0, '{"{}"}'::bytea, '2026-03-13T00:00:00Z'::timestamptz - n % 90 * interval '1 day', true,
              '2026-03-14T12:00:00Z'::timestamptz - n * interval '1 second', state, CASE WHEN state = 1 THEN '2026-03-14T12:00:00Z'::timestamptz - n * interval '1 second' END,
              CASE WHEN state = 0 THEN 0 END, CASE WHEN state = 0 THEN '2026-03-13T00:00:00Z'::timestamptz END, CASE WHEN state = 1 AND n % 200 = 0 THEN 1 ELSE 0 END,
              CASE WHEN state = 1 AND n % 100 = 0 THEN '2026-03-14T11:00:00Z'::timestamptz END
            FROM (
              SELECT n, 's-' || n / 10 AS entity_id, CASE WHEN n < 2000 THEN 'sub-' || n % 20 ELSE 'sub-' || n % 10000 END AS subscription,
                CASE WHEN n % 2 = 0 THEN 'default/big-' || n / 2 % 10 || '/mail' ELSE 'default/d-' || n / 2 % 9000 || '/mail' END AS target,
                CASE WHEN n % 4 < 2 THEN 1 ELSE 0 END AS state
              FROM generate_series(0, 99999) AS n
            ) AS given
            ON CONFLICT DO NOTHING
            """);
        // Lanes of twenty subscriptions for the first shipments, which are announced anew.
        await storage.Execute($"""
            INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
            SELECT encode(substring(sha256(convert_to(concat_ws(E'\n', subscription, replace('{Generation}', '-', ''), 'default', 1, entity_id, '{Arrived}'), 'UTF8')) FOR 16), 'hex')::uuid,
              'default', 1, entity_id, '{Arrived}', subscription, '{Generation}', 'default/big-0/mail', 1, 0, '{"{}"}'::bytea, '2026-03-13T00:00:00Z', true, '2026-03-14T00:00:00Z', state,
              CASE WHEN state = 1 THEN '2026-03-14T00:00:00Z'::timestamptz END
            FROM (
              SELECT 's-' || n AS entity_id, 'sub-' || n % 20 AS subscription, 1 AS state FROM generate_series(0, 399) AS n
              UNION ALL
              SELECT 's-' || 5000 + n, 'sub-0', 1 FROM generate_series(0, 20) AS n
              UNION ALL
              SELECT 'c-' || n, 'collector', 2 FROM generate_series(1, 2000) AS n
            ) AS given
            ON CONFLICT DO NOTHING
            """);
        await storage.Execute("""
            INSERT INTO mailboxes (target, due_at, needs, not_before, failing_since)
            SELECT target, min(due_at), 1, CASE WHEN target LIKE 'default/d-1__/mail' THEN '2026-03-15T00:00:00Z'::timestamptz END, CASE WHEN target LIKE 'default/d-1__/mail' THEN now() END
            FROM lanes WHERE state = 1 GROUP BY target
            """);
        await storage.Expand(new LaneExpansion([], [], [Opened("collector", Noon)]));
        await storage.Execute("""
            INSERT INTO messages (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, attempts, created_at, sent_at, ended_at, message)
            SELECT 'ntf_' || md5(n::text) || '_0', 'default', 1, 's-' || n / 10, 'thing ' || n % 5, 0, 'sub-' || n % 10000, 'email', 'x', CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'sent' END, 1,
              '2026-03-14T12:00:00Z'::timestamptz - n * interval '1 second', '2026-03-14T12:00:00Z', '2026-03-14T12:00:00Z'::timestamptz - n * interval '10 second', '{}'
            FROM generate_series(1, 50000) AS n
            """);
    }
}
