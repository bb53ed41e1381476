using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using Grains.Journal;
using TestKit;

namespace Cluster.Tests.Relays;

/// <summary>What breaks off between any two steps is taken up again, and joins once.</summary>
public abstract class InterruptedTests(Engine engine)
{
    private static readonly string[] Whole = ["booked", "later", "named"];

    [Fact]
    public async Task AJournalThatFailsAtAnyCommit_BeforeOrAfterIt_JoinsOnce()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        // Held event, shipment's event, link, held event told, later event, later event told: six commits, each failing in both ways.
        var cases = (from commit in Enumerable.Range(1, 6) from fault in (Fault[])[Fault.BeforeWriting, Fault.AfterWriting] select (commit, fault)).ToList();
        var seen = new Dictionary<string, int>();
        var failed = new HashSet<string>();
        store.Journal.Decide = batch =>
        {
            lock (seen)
            {
                return Task.FromResult(batch.Aggregate(Fault.None, (worst, run) => Judge(run) is var fault and not Fault.None ? fault : worst));
            }
        };

        await Task.WhenAll(cases.Select(async (_, number) =>
        {
            var freight = new Freight($"{number:D2}");
            await cluster.Deliver(freight.BookingConfirmed(), freight.Named());
            // Only when the link stands: else the later event would be one of those held.
            await Eventually.Reads(() => cluster.History(freight.Shipment), static history => history.Contains("booked"));
            await cluster.Deliver(freight.BookingConfirmed("later"));
        }));
        await store.Settled();

        failed.Count.ShouldBe(12);
        for (var number = 0; number < cases.Count; number++)
        {
            var freight = new Freight($"{number:D2}");
            (await cluster.History(freight.Shipment)).ShouldBe(Whole);
            (await cluster.History(freight.Booking)).ShouldBe(["booked", "later", $"link:{freight.ShipmentId}"]);
        }

        Fault Judge(EntityRun run)
        {
            // Of the six commits only those of the shipment and its booking; its container and its document are linked too.
            if (run.Key.Kind is not (EntityKind.Shipment or EntityKind.Booking)) return Fault.None;
            var word = run.Key.Id[2..];
            var count = seen[word] = seen.GetValueOrDefault(word) + 1;
            var (commit, fault) = cases[int.Parse(word, System.Globalization.CultureInfo.InvariantCulture)];
            if (count != commit) return Fault.None;
            failed.Add(word);
            return fault;
        }
    }

    [Fact]
    public async Task SilosThatDieRightAfterTheirCommits_LeaveItToOthers()
    {
        await using var store = await SharedStore.Create(engine);
        var freight = new Freight("left");
        store.Relays.Held = true;
        await using (var first = await ClusterUnderTest.Start(store, silos: 1))
        {
            await first.Deliver(freight.BookingConfirmed(), freight.Named(), freight.BookingConfirmed("later"));
            (await first.History(freight.Shipment)).ShouldBe(["named"]);
        }

        store.Relays.Held = false;
        await using var second = await ClusterUnderTest.Start(store);
        await store.Settled();

        (await second.History(freight.Shipment)).ShouldBe(Whole);
    }

    [Fact]
    public async Task ASiloThatDiesBetweenTellingAndNotingIt_LeavesItToBeToldAgain_WhichChangesNothing()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("again");
        store.Relays.LoseEnds = 2;

        await cluster.Deliver(freight.BookingConfirmed(), freight.Named(), freight.BookingConfirmed("later"));
        await store.Settled();

        store.Relays.Lost.ShouldBe(2);
        (await cluster.History(freight.Shipment)).ShouldBe(Whole);
        (await cluster.History(freight.Booking)).ShouldBe(["booked", "later", "link:s-again"]);
    }

    [Fact]
    public async Task ATargetThatCannotBeReached_HoldsUpNobodyElse_AndIsToldWhenItIsBack()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var (away, near) = (new Freight("away"), new Freight("near"));
        await cluster.Deliver(away.Named(), near.Named());
        await store.Settled();
        var back = new TaskCompletionSource();
        store.Journal.Decide = async batch =>
        {
            if (!back.Task.IsCompleted && batch.Any(run => run.Key == away.Shipment)) return Fault.BeforeWriting;
            await Task.CompletedTask;
            return Fault.None;
        };

        await cluster.Deliver(away.BookingConfirmed(), away.Unloaded(), near.BookingConfirmed());

        await Eventually.Reads(() => cluster.History(near.Shipment), static history => history.Contains("booked"));
        (await cluster.History(away.Shipment)).ShouldBe(["named"]);
        (await store.Relays.AnyOwed()).ShouldBeTrue();
        back.SetResult();
        await store.Settled();
        (await cluster.History(away.Shipment)).ShouldBe(["booked", "named", "unloaded"]);
    }

    [Fact]
    public async Task TwoActivationsOfEverything_JoinOnce()
    {
        await using var store = await SharedStore.Create(engine);
        await using var left = await ClusterUnderTest.Start(store, silos: 1);
        await using var right = await ClusterUnderTest.Start(store, silos: 1);
        var freights = Enumerable.Range(0, 10).Select(static number => new Freight($"{number}")).ToList();

        await Task.WhenAll(
            from freight in freights
            from cluster in new[] { left, right }
            select cluster.Deliver(
                freight.BookingConfirmed(), freight.Invoiced("one", freight.ShipmentId), freight.Named(), freight.Unloaded(),
                freight.BookingConfirmed("later"), freight.Invoiced("two")));
        await store.Settled();

        foreach (var freight in freights)
        {
            (await left.History(freight.Shipment)).ShouldBe(["booked", "later", "named", "one", "two", "unloaded"]);
            (await left.History(freight.Booking)).ShouldBe(["booked", "later", $"link:{freight.ShipmentId}"]);
            await left.Deactivate(freight.ShipmentId);
            await right.Deactivate(freight.ShipmentId);
            (await left.Shipment(freight.ShipmentId).Get()).ShouldBeEquivalentTo(await right.Shipment(freight.ShipmentId).Get());
        }
    }
}

public sealed class InterruptedOnSqlite() : InterruptedTests(Engine.Sqlite);

public sealed class InterruptedOnPostgres() : InterruptedTests(Engine.Postgres);
