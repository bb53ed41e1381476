using Grains.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Deadlines;

/// <summary>When the clock has to come: written with the head, read by what is due, corrected only where the head is still the same.</summary>
public abstract class DeadlineTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly DateTimeOffset Day = Noon.AddDays(1);

    [Fact]
    public async Task DueOnes_ComeInTheOrderOfTheirTimes_AndNoOthers()
    {
        await Journal.Append(
            Watched("a", Day), Watched("b", Day.AddHours(-1)), Watched("c", Day.AddMicroseconds(1)), Watched("d", null), Watched("e", Day, EntityKind.Invoice),
            Watched("f", Day.AddYears(-30)));

        (await Due(Day)).Select(due => (due.Key.Id, due.Key.Kind, due.DueAt)).ShouldBe(
        [
            ("f", EntityKind.Shipment, Day.AddYears(-30)), ("b", EntityKind.Shipment, Day.AddHours(-1)), ("a", EntityKind.Shipment, Day), ("e", EntityKind.Invoice, Day),
        ]);
    }

    [Fact]
    public async Task Pages_GoOnBehindTheLastOne_AlsoAmongEqualTimes()
    {
        var ids = Enumerable.Range(0, 25).Select(i => $"s{i:D2}").ToList();
        await Journal.Append([.. ids.Select(id => Watched(id, Day))]);

        var found = new List<string>();
        for (DueEntity? last = null; ;)
        {
            var page = await Storage.Deadlines.Due(Day, last, 10, Cancellation);
            found.AddRange(page.Select(due => due.Key.Id));
            if (page.Count < 10) break;
            last = page[^1];
        }

        found.ShouldBe(ids);
    }

    [Fact]
    public async Task NextEntry_MovesIt_OrTakesItAway_AndARefusedOneDoesNot()
    {
        await Journal.Append(Watched("a", Day), Watched("b", Day), Watched("c", Day));
        await Journal.Append(Watched("a", Day.AddDays(1), version: 2), Watched("b", null, version: 2));
        (await Journal.Append(Watched("c", null, version: 5))).ShouldBe([Shipment("c")]);

        (await Due(Day)).Select(due => due.Key.Id).ShouldBe(["c"]);
        (await Due(Day.AddDays(1))).Select(due => due.Key.Id).ShouldBe(["c", "a"]);
    }

    [Fact]
    public async Task Correction_CountsOnlyForTheVersionThatItFollowsFrom()
    {
        await Journal.Append(Watched("a", Day), Watched("b", Day), Watched("c", Day));
        await Storage.Deadlines.Correct(
            [new(Shipment("a"), 1, Day.AddDays(2)), new(Shipment("b"), 2, null), new(Shipment("c"), 1, null), new(Shipment("unheard-of"), 1, null)], Cancellation);

        (await Due(Day)).Select(due => due.Key.Id).ShouldBe(["b"]);
        (await Due(Day.AddDays(2))).Select(due => due.Key.Id).ShouldBe(["b", "a"]);
        (await Journal.Append(Run(Entry(Shipment("a"), 2, "evt-2")))).ShouldBeEmpty();
    }

    private Task<IReadOnlyList<DueEntity>> Due(DateTimeOffset now) => Storage.Deadlines.Due(now, null, 100, Cancellation);

    private static EntityRun Watched(string id, DateTimeOffset? next, EntityKind kind = EntityKind.Shipment, long version = 1)
    {
        var key = Shipment(id) with { Kind = kind };
        return Run(Entry(key, version, $"evt-{version}") with { Head = () => Head(key, version) with { NextDeadlineAt = next } });
    }
}
