using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Lists;

/// <summary>Lists follow the journal, whoever wrote it and whatever became of the writer.</summary>
public abstract class ListsFollowTests(Engine engine)
{
    [Fact]
    public async Task WhatIsAcknowledged_IsListedSoon_OnceForAllItsEvents()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => cluster.Deliver("s1", ContainerLoaded("s1", number))));

        var row = (await Listed(cluster, "s1", version: 50)).ShouldHaveSingleItem();
        row.GetProperty("version").GetInt64().ShouldBe(50);
    }

    [Fact]
    public async Task WhatADeadSiloLeft_IsListedByAnother()
    {
        await using var store = await SharedStore.Create(engine);
        store.Lists.Fault = static _ => new StoreUnavailableException("The test lets nobody write rows.");
        await using (var cluster = await ClusterUnderTest.Start(store, silos: 1))
        {
            await cluster.Deliver("s1", Milestone("s1", "e1", "departed", 0));
            await cluster.Deliver("s2", Milestone("s2", "e2", "departed", 0));
            await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[0], TestContext.Current.CancellationToken);
        }

        store.Lists.Fault = static _ => null;
        store.Lists.Silence = TimeSpan.FromMilliseconds(1);
        await using var after = await ClusterUnderTest.Start(store, silos: 1);

        await Listed(after, "s1", version: 1);
        await Listed(after, "s2", version: 1);
    }

    [Fact]
    public async Task WhatWasWritten_AndNobodyHeardOf_IsListed()
    {
        await using var store = await SharedStore.Create(engine);
        store.Lists.Silence = TimeSpan.FromMilliseconds(1);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1);
        await cluster.Deliver("s1", Milestone("s1", "e1", "departed", 0));
        await Listed(cluster, "s1", version: 1);
        store.Journal.Decide = batch => Task.FromResult(Fault.AfterWriting);

        await Should.ThrowAsync<Exception>(() => cluster.Shipment("s1").Receive(Milestone("s1", "e2", "arrived", 1)));

        await Listed(cluster, "s1", version: 2);
    }

    [Fact]
    public async Task ARowThatIsRefused_KeepsNoOtherFromTheList_AndIsThereWithoutItsWords()
    {
        await using var store = await SharedStore.Create(engine);
        store.Lists.Fault = rows => rows.Any(static row => row.Key.Id == "poison" && !row.IsBare) ? new JournalRefusedException("The test refuses this row.") : null;
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1);

        await Task.WhenAll(((string[])["s1", "poison", "s2"]).Select(id => cluster.Deliver(id, Milestone(id, $"{id}-e", "departed", 0))));

        await Listed(cluster, "s1", version: 1);
        await Listed(cluster, "s2", version: 1);
        await Listed(cluster, "poison", version: 1);
        (await cluster.Shipment("poison").Get()).ShouldNotBeNull().Status.ShouldBe("departed");
    }

    [Fact]
    public async Task AllRows_CanBeMadeAgain()
    {
        await using var store = await SharedStore.Create(engine);
        var refused = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        store.Lists.Fault = rows =>
        {
            if (rows.Count == 1) refused[rows[0].Key.Id] = true;
            return new JournalRefusedException("The test lets no row be written.");
        };
        await using var cluster = await ClusterUnderTest.Start(store);
        for (var i = 0; i < 40; i++) await cluster.Deliver($"s{i}", Milestone($"s{i}", $"e{i}", "departed", 0));
        await TestKit.Eventually.Holds(() => refused.Count == 40);
        store.Lists.Fault = static _ => null;
        store.Lists.Silence = TimeSpan.FromMilliseconds(1);

        await cluster.Grains.GetGrain<IEntityListGrain>(0).Rebuild();

        for (var i = 0; i < 40; i++) await Listed(cluster, $"s{i}", version: 1);
    }

    [Fact]
    public async Task WhatCouldNotBeReached_IsTriedAgain_AndNothingWaitsForIt()
    {
        await using var store = await SharedStore.Create(engine);
        store.Lists.Silence = TimeSpan.FromMilliseconds(1);
        await using var cluster = await ClusterUnderTest.Start(store);
        for (var i = 0; i < 10; i++) await cluster.Deliver($"s{i}", Milestone($"s{i}", $"e{i}", "departed", 0));
        for (var i = 0; i < 10; i++) await Listed(cluster, $"s{i}", version: 1);
        var attempts = 0;
        var others = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        store.Lists.Fault = rows =>
        {
            foreach (var row in rows) others[row.Key.Id] = true;
            return rows.Any(static row => row.Key.Id == "s3") && Interlocked.Increment(ref attempts) < 3 ? new StoreUnavailableException("The test does not reach this row.") : null;
        };

        await cluster.Grains.GetGrain<IEntityListGrain>(0).Rebuild();

        await TestKit.Eventually.Holds(() => Volatile.Read(ref attempts) >= 3);
        others.Count.ShouldBe(10);
    }

    /// <summary>The rows of an entity, once the list has that version of it.</summary>
    private static Task<List<System.Text.Json.JsonElement>> Listed(ClusterUnderTest cluster, string id, long version) => TestKit.Eventually.Reads(
        async () =>
        {
            var page = await cluster.Grains.GetGrain<IEntityListGrain>(0).Find(new EntityQuery("default", EntityKind.Shipment, null, null, null, 100, null));
            return page.Items.Select(static row => System.Text.Json.JsonElement.Parse(row)).Where(row => row.GetProperty("id").GetString() == id).ToList();
        },
        rows => rows.Exists(row => row.GetProperty("version").GetInt64() >= version));
}

public sealed class ListsFollowOnSqlite() : ListsFollowTests(Engine.Sqlite);

public sealed class ListsFollowOnPostgres() : ListsFollowTests(Engine.Postgres);
