using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>Who may write: the activation that knows the head, and nobody else.</summary>
public abstract class JournalFenceTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");

    [Fact]
    public async Task FirstWrite_IsAccepted()
    {
        (await Journal.Append(Run(Key, 1, 3))).ShouldBeEmpty();

        (await Journal.EventIds(Key)).ShouldBe(["evt-1", "evt-2", "evt-3"]);
    }

    [Fact]
    public async Task NextWrite_MovesTheHead()
    {
        await Journal.Append(Run(Key, 1, 3));

        (await Journal.Append(Run(Key, 4, 5))).ShouldBeEmpty();

        (await Journal.Load(Key)).HeadVersion.ShouldBe(5);
    }

    [Fact]
    public async Task StaleWrite_IsRefusedAsAWhole_AndItsNeighboursAreUnharmed()
    {
        var (before, after) = (Shipment("460722"), Shipment("460724"));
        await Journal.Append(Run(before, 1, 1), Run(Key, 1, 8), Run(after, 1, 1));

        var refused = await Journal.Append(Run(before, 2, 4), Run(Key, 6, 9, "zombie"), Run(after, 2, 2));

        refused.ShouldBe([Key]);
        (await Journal.Load(Key)).HeadVersion.ShouldBe(8);
        (await Journal.EventIds(Key)).ShouldAllBe(id => id.StartsWith("evt-"));
        (await Journal.Load(before)).HeadVersion.ShouldBe(4);
        (await Journal.Load(after)).HeadVersion.ShouldBe(2);
    }

    [Fact]
    public async Task RefusedRun_LeavesTheBodiesOfItsNeighboursInTheirPlaces()
    {
        var (before, after) = (Shipment("460722"), Shipment("460724"));
        await Journal.Append(Run(Key, 1, 8));

        await Journal.Append(Run(before, 1, 2), Run(Key, 6, 9, "zombie"), Run(after, 1, 2, "late"));

        Text(await Journal.ReadBody(before, new("evt-2"), Cancellation)).ShouldContain("evt-2");
        Text(await Journal.ReadBody(after, new("late-1"), Cancellation)).ShouldContain("late-1");
        Text(await Journal.ReadBody(after, new("late-2"), Cancellation)).ShouldContain("late-2");
        (await Journal.ReadBody(Key, new("zombie-9"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task BatchThatIsRefusedWhole_IsNoCommit()
    {
        var writer = Guid.NewGuid();
        await Journal.Append(Run(Key, 1, 3));

        var appended = await Journal.Alone.Append([Run(Key, 3, 4, "zombie")], writer, Cancellation);

        appended.Commit.ShouldBe(0);
        appended.Refused.ShouldBe([Key]);
        (await ListRows.Unlisted(writer, TimeSpan.FromSeconds(-5), 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ZombiePipeliningOverAMovedHead_GetsNothingIn()
    {
        await Journal.Append(Run(Key, 1, 5));
        await Journal.Append(Run(Key, 6, 8));

        // It believes the head to be at 5 and sends 6–9 in batches of its own; its 9 would fit the head at 8 only as the start of a run.
        (await Journal.Append(Run(Key, 6, 9, "zombie"))).ShouldBe([Key]);
        (await Journal.Append(Run(Key, 6, 7, "zombie"))).ShouldBe([Key]);
        (await Journal.Append(Run(Key, 8, 8, "zombie"))).ShouldBe([Key]);

        (await Journal.EventIds(Key)).ShouldBe(["evt-1", "evt-2", "evt-3", "evt-4", "evt-5", "evt-6", "evt-7", "evt-8"]);
    }

    [Fact]
    public async Task WriteBeyondTheHead_LeavesNoGap()
    {
        await Journal.Append(Run(Key, 1, 2));

        (await Journal.Append(Run(Key, 4, 4))).ShouldBe([Key]);

        (await Journal.Load(Key)).HeadVersion.ShouldBe(2);
    }

    [Fact]
    public async Task LaterWriteOfAnUnknownEntity_IsRefused()
    {
        (await Journal.Append(Run(Key, 2, 2))).ShouldBe([Key]);

        (await Journal.Load(Key)).HeadVersion.ShouldBe(0);
    }

    [Fact]
    public async Task SecondFirstWrite_IsRefused()
    {
        await Journal.Append(Run(Key, 1, 1, "winner"));

        (await Journal.Append(Run(Key, 1, 2, "loser"))).ShouldBe([Key]);

        (await Journal.EventIds(Key)).ShouldBe(["winner-1"]);
    }

    [Fact]
    public async Task TwoActivationsRacingOnAFirstWrite_ExactlyOneWins()
    {
        var other = await Storage.OpenAgain();
        for (var round = 0; round < 200; round++)
        {
            var key = Shipment($"race-{round:D3}");
            var answers = await Task.WhenAll(
                Journal.Append(Run(key, 1, 2, "a")),
                other.Journal.Append(Run(key, 1, 1, "b")),
                Journal.Append(Run(key, 1, 1, "c")),
                other.Journal.Append(Run(key, 1, 3, "d")));

            answers.Count(refused => refused.Count == 0).ShouldBe(1);
            var ids = (await Journal.EventIds(key)).ToList();
            ids.Select(id => id[0]).Distinct().ShouldHaveSingleItem();
            (await Journal.Load(key)).HeadVersion.ShouldBe(ids.Count);
        }
    }

    [Fact]
    public async Task TwoActivationsRacingOnAMovedHead_ExactlyOneWinsEachStep()
    {
        var other = await Storage.OpenAgain();
        await Journal.Append(Run(Key, 1, 1));
        for (var version = 2; version <= 100; version++)
        {
            var answers = await Task.WhenAll(
                Journal.Append(Run(Key, version, version, "a")),
                other.Journal.Append(Run(Key, version, version, "b")));
            answers.Count(refused => refused.Count == 0).ShouldBe(1);
        }

        (await Journal.Tail(Key)).Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    [Fact]
    public async Task OverlappingBatchesOfTwoSilos_DoNotStopEachOther()
    {
        var other = await Storage.OpenAgain();
        var keys = Enumerable.Range(0, 40).Select(i => Shipment($"shared-{i:D2}")).ToArray();
        for (var round = 1; round <= 20; round++)
        {
            var version = round;
            var answers = await Task.WhenAll(
                Journal.Append([.. keys.Select(key => Run(key, version, version, "a"))]),
                other.Journal.Append([.. keys.Select(key => Run(key, version, version, "b"))]));
            (answers[0].Count + answers[1].Count).ShouldBe(keys.Length);
        }
    }

    [Fact]
    public async Task SameIdOfAnotherSourceOrKind_IsAnotherEntity()
    {
        var elsewhere = Shipment(Key.Id, "north");
        var order = new EntityKey("default", EntityKind.PurchaseOrder, Key.Id);
        await Journal.Append(Run(Key, 1, 3));

        (await Journal.Append(Run(elsewhere, 1, 1), Run(order, 1, 2))).ShouldBeEmpty();

        var heads = await Journal.Load([Key, elsewhere, order], Cancellation);
        heads.Select(history => history.HeadVersion).ShouldBe([3, 1, 2]);
    }

    [Fact]
    public async Task AppendTriedAgainAfterAnUnknownOutcome_IsRefusedAndLoadShowsTheFirst()
    {
        var run = Run(Key, 1, 2);
        await Journal.Append(run);

        (await Journal.Append(run)).ShouldBe([Key]);

        (await Journal.Load(Key)).Events!.Select(stored => stored.EventId.Value).ShouldBe(["evt-1", "evt-2"]);
    }

    [Fact]
    public async Task BatchOfNothing_RefusesNothing() => (await Journal.Append()).ShouldBeEmpty();

    [Fact]
    public async Task FullBatch_IsOneCommit()
    {
        var runs = Enumerable.Range(0, 512).Select(i => Run(Shipment($"bulk-{i:D3}"), 1, 1)).ToArray();

        (await Journal.Append(runs)).ShouldBeEmpty();

        var heads = await Journal.Load([.. runs.Select(run => run.Key)], Cancellation);
        heads.ShouldAllBe(history => history.HeadVersion == 1 && history.Events!.Count == 1);
    }
}
