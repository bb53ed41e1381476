using Grains.Notifications;
using static Storage.Tests.Freight;

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
            await silo.Notifications.Expand([new Subscription("ops", "log")], 50, Noon, Cancellation);
            await silo.Notifications.Claim(Freight.Channels, 50, Noon, TimeSpan.FromHours(1), Cancellation);
            await silo.Journal.ReadBody(keys[0], new($"evt-{batch}"), Cancellation);
            await silo.Journal.Tail(keys[0]);
        }

        // A backend hands in its counts when it ends.
        await silo.DisposeAsync();
        await storage.Gone("silo");
        (await storage.Scalar<string>("""
            SELECT coalesce(string_agg(indexrelname, ' '), 'none') FROM pg_stat_user_indexes
            WHERE idx_scan > 0 AND indexrelname IN ('entities_newest', 'events_newest', 'announcements_newest')
            """)).ShouldBe("none");
        (await storage.Scalar<long>("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'entities_pkey'")).ShouldBeGreaterThan(1_000);
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
        await silo.Notifications.List("default", null, 10, Cancellation);

        await silo.DisposeAsync();
        await storage.Gone("silo");
        (await storage.Scalar<string>("""
            SELECT string_agg(indexrelname, ' ' ORDER BY indexrelname) FROM pg_stat_user_indexes
            WHERE idx_scan > 0 AND indexrelname IN ('entities_newest', 'events_newest', 'announcements_newest')
            """)).ShouldBe("announcements_newest entities_newest events_newest");
    }
}
