using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>From page to page of a list while events come in, and cursors that belong elsewhere.</summary>
public abstract class JournalWalkTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static EntityQuery Lamps => new("default", EntityKind.Shipment, null, null, null, 2, null, "ocean", ["party:moana"], Name: "lamps");

    [Fact]
    public async Task WhatStandsStill_IsShownOnce_WhateverIsInserted()
    {
        foreach (var i in Enumerable.Range(1, 9)) await Put($"s{i}", 1, i * 10);
        var first = await Journal.Find(Lamps, Cancellation);
        await Put("late", 1, 200);
        await Put("between", 1, 55);
        await Put("backdated", 1, 0);

        var rest = await Walk(first.Next);

        Ids(first).ShouldBe(["s9", "s8"]);
        rest.ShouldBe(["s7", "s6", "between", "s5", "s4", "s3", "s2", "s1", "backdated"]);
    }

    /// <summary>It goes to the front, which is behind the reader: missed when it was still to come, not repeated when it had been shown.</summary>
    [Fact]
    public async Task WhatIsUpdatedDuringAWalk_MovesToTheFront_AndIsFoundByTheNextWalk()
    {
        foreach (var i in Enumerable.Range(1, 6)) await Put($"s{i}", 1, i * 10);
        var first = await Journal.Find(Lamps, Cancellation);
        await Put("s2", 2, 100);
        await Put("s6", 2, 101);

        Ids(first).ShouldBe(["s6", "s5"]);
        (await Walk(first.Next)).ShouldBe(["s4", "s3", "s1"]);
        (await Walk(null)).ShouldBe(["s6", "s2", "s5", "s4", "s3", "s1"]);
    }

    [Fact]
    public async Task WhatCeasesToFitDuringAWalk_IsNotShown()
    {
        foreach (var i in Enumerable.Range(1, 5)) await Put($"s{i}", 1, i * 10);
        var first = await Journal.Find(Lamps, Cancellation);
        await Put("s2", 2, 20, "tents");

        (await Walk(first.Next)).ShouldBe(["s3", "s1"]);
    }

    [Fact]
    public async Task CursorOfAnotherQuestion_IsRefused_AndAnotherLimitIsNotAnotherQuestion()
    {
        foreach (var i in Enumerable.Range(1, 6)) await Put($"s{i}", 1, i * 10);
        var next = (await Journal.Find(Lamps, Cancellation)).Next;
        EntityQuery[] others =
        [
            Lamps with { Source = "north" },
            Lamps with { Kind = EntityKind.Invoice },
            Lamps with { Status = "departed" },
            Lamps with { Search = "lamps" },
            Lamps with { UpdatedSince = Noon },
            Lamps with { Mode = "air" },
            Lamps with { Mode = null },
            Lamps with { Terms = null },
            Lamps with { Terms = ["party:moana", "po:7"] },
            Lamps with { DepartsFrom = Noon },
            Lamps with { DepartsBefore = Noon },
            Lamps with { ArrivesFrom = Noon },
            Lamps with { ArrivesBefore = Noon },
            Lamps with { Name = "lamp" },
            Lamps with { Id = "s1" },
        ];

        foreach (var other in others)
        {
            var refusal = await Should.ThrowAsync<ArgumentException>(async () => await Journal.Find(other with { Cursor = next }, Cancellation));
            refusal.Message.ShouldContain("start again without one");
        }

        Ids(await Journal.Find(Lamps with { Cursor = next, Limit = 3 }, Cancellation)).ShouldBe(["s4", "s3", "s2"]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("MTc3MzQ4OTYwMDAwMDAwMDpzNQ")]
    [InlineData("MTc3MzQ4OTYwMDAwMDAwMDpzNQ.AAAAAAAA")]
    public async Task CursorThatIsNotOurs_IsRefused(string cursor) =>
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.Find(Lamps with { Cursor = cursor }, Cancellation));

    private async Task Put(string id, long version, int second, string name = "lamps")
    {
        var head = new Head("departed", "ocean", null, null, ["party:moana"], name, Noon.AddSeconds(second), Utf8($$"""{"id":"{{id}}","name":"{{name}}"}"""));
        (await Journal.Append(Run(Entry(Shipment(id), version, $"evt-{version}") with { Head = () => head }))).ShouldBeEmpty();
    }

    private async Task<List<string>> Walk(string? cursor)
    {
        var ids = new List<string>();
        do
        {
            var page = await Journal.Find(Lamps with { Cursor = cursor }, Cancellation);
            ids.AddRange(Ids(page));
            cursor = page.Next;
        }
        while (cursor is not null);
        return ids;
    }

    private static List<string> Ids(EntityPage page) => [.. page.Items.Select(row => System.Text.Json.JsonDocument.Parse(row).RootElement.GetProperty("id").GetString()!)];
}
