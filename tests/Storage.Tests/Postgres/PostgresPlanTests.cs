using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Postgres;

/// <summary>Plans are made once and kept: they must be good for a full table even if it was empty when it was looked at.</summary>
public sealed class PostgresPlanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TablesAnalyzedWhileEmpty_AreStillReadByTheirKeys()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Execute("ANALYZE");
        var silo = storage.OpenAgain(storage.ConnectionString + ";Application Name=silo");

        for (var batch = 0; batch < 20; batch++)
        {
            var keys = Enumerable.Range(batch * 50, 100).Select(i => Shipment($"s-{i:D4}")).ToList();
            var heads = await silo.Journal.Load(keys, Cancellation);
            await silo.Journal.Append([.. heads.Select(head => Run(Entry(head.Key, head.HeadVersion + 1, $"evt-{batch}", null, Owed($"thing {batch}"))))]);
            await silo.Expand(["ops"], 50, Noon);
            await silo.Lanes.Take(Guid.NewGuid(), TimeSpan.FromHours(1), 50, Capabilities.Known, Noon, Cancellation);
            await silo.Lanes.Due(Target, 50, Noon, Cancellation);
            await silo.Journal.ReadBody(keys[0], new($"evt-{batch}"), Cancellation);
            await silo.Journal.Tail(keys[0]);
        }

        // A backend hands in its counts when it ends.
        await silo.DisposeAsync();
        await storage.Gone("silo");
        (await storage.Scalar<string>("""
            SELECT coalesce(string_agg(indexrelname, ' '), 'none') FROM pg_stat_user_indexes
            WHERE idx_scan > 0 AND indexrelname IN ('entity_rows_newest', 'old_announcements_newest', 'messages_by_state', 'lanes_listed')
            """)).ShouldBe("none");
        (await storage.Scalar<long>("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'entities_pkey'")).ShouldBeGreaterThan(1_000);
    }

    /// <summary>Each index of the events costs each event.</summary>
    [Fact]
    public async Task Events_HaveTwoIndexes_AndBothAreProof()
    {
        await using var storage = await PostgresUnderTest.Prepared();

        (await storage.Scalar<string>("SELECT string_agg(indexrelid::regclass::text || ' ' || indisunique, ', ' ORDER BY indexrelid::regclass::text) FROM pg_index WHERE indrelid = 'events'::regclass"))
            .ShouldBe("events_once true, events_pkey true");
    }

    [Fact]
    public async Task Lists_HaveTheirOwnIndexes()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        var silo = storage.OpenAgain(storage.ConnectionString + ";Application Name=silo");
        await silo.Journal.Append([.. Enumerable.Range(0, 500).Select(i => Run(Entry(Shipment($"s-{i:D4}"), 1, "evt-1", null, Owed())))]);
        await silo.Journal.Append(Run(Shipment("long"), 1, 2_000));
        await storage.Execute("ANALYZE");

        await silo.Journal.Find(new("default", Grains.Interfaces.Entities.EntityKind.Shipment, null, null, null, 10, null), Cancellation);
        await silo.Journal.ReadEvents(Shipment("long"), 10, null, Cancellation);
        await silo.Messages.List("default", null, 600, Cancellation);

        await silo.DisposeAsync();
        await storage.Gone("silo");
        (await storage.Scalar<string>("""
            SELECT string_agg(indexrelname, ' ' ORDER BY indexrelname) FROM pg_stat_user_indexes
            WHERE idx_scan > 0 AND indexrelname IN ('entity_rows_newest', 'old_announcements_newest')
            """)).ShouldBe("entity_rows_newest old_announcements_newest");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListsOfMessages_GoByIndex_WhateverThePlannerKnows(bool analyzed)
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.Execute("ANALYZE");
        // Of 50,000 almost all were sent, as it is in life; a few have failed.
        await storage.Execute("""
            INSERT INTO messages (id, source, kind, entity_id, thing, revision, message, subscription, channel, target, state, attempts, ended_at, created_at)
            SELECT 'ntf_' || md5(n::text), 'default', 1, (n / 5)::text, 'thing ' || n % 5, 0, '{}', 'ops', 'log', 'log', CASE WHEN n % 5000 = 0 THEN 'failed' ELSE 'sent' END,
              1, now(), '2026-03-14T12:00:00Z'::timestamptz + n * interval '1 second'
            FROM generate_series(1, 50000) AS n
            """);
        if (analyzed) await storage.Execute("ANALYZE");
        await storage.Counted();
        var before = await Scans();
        var silo = storage.OpenAgain(storage.ConnectionString + ";Application Name=silo");
        var everything = new NotificationQuery("default", null, null, null, null, 50, null);

        for (var i = 0; i < 8; i++)
        {
            foreach (var state in (string?[])[null, "pending", "sent", "failed"])
            {
                var page = await silo.Messages.Find(everything with { State = state }, Cancellation);
                page.Items.Count.ShouldBe(state is "pending" ? 0 : state is "failed" ? 10 : 50);
                if (page.Next is { } next) await silo.Messages.Find(everything with { State = state, Cursor = next }, Cancellation);
                await silo.Messages.Find(everything with { State = state, Since = Noon.AddHours(1), Before = Noon.AddHours(2) }, Cancellation);
                (await silo.Messages.Find(everything with { State = state, Key = Shipment("700") }, Cancellation)).Items.Count.ShouldBeLessThanOrEqualTo(5);
            }
        }

        await silo.DisposeAsync();
        await storage.Gone("silo");
        (await Scans()).ShouldBe(before);
        (await Read("messages_by_state")).ShouldBeLessThan(8 * 4 * 4 * 51 * 3);
        (await Read("messages_by_entity")).ShouldBeLessThan(8 * 4 * 6);

        Task<long> Scans() => storage.Scalar<long>("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'messages'");

        Task<long> Read(string index) => storage.Scalar<long>($"SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = '{index}'");
    }
}
