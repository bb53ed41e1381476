using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>Lists of entities by their heads.</summary>
public abstract class JournalListTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    [Fact]
    public async Task List_IsNewestUpdatedFirst_TiesById_AndPagesFitTogether()
    {
        await Put("b", 5);
        await Put("a", 5);
        await Put("B", 5);
        await Put("old", 1);
        await Put("new", 9);

        foreach (var limit in new[] { 1, 2, 4, 5, 6 })
        {
            (await AllPages(Query(limit: limit))).ShouldBe(["new", "B", "a", "b", "old"], $"pages of {limit}");
        }
    }

    [Fact]
    public async Task List_ShowsTheHeadAfterTheLastEvent()
    {
        await Put("a", 1);
        await Put("b", 2);
        await Journal.Append(new Grains.Journal.EntityRun(Shipment("a"), [Entry(Shipment("a"), 2, "later") with { Head = () => HeadOf("a", 3, "arrived") }]));

        (await AllPages(Query())).ShouldBe(["a", "b"]);
        (await AllPages(Query() with { Status = "arrived" })).ShouldBe(["a"]);
        (await AllPages(Query() with { Status = "departed" })).ShouldBe(["b"]);
    }

    [Fact]
    public async Task PagesWhileOthersArrive_RepeatNothing()
    {
        foreach (var i in Enumerable.Range(1, 6)) await Put($"s{i}", i);
        var first = await Journal.Find(Query(limit: 2), Cancellation);
        await Put("late", 10);
        await Put("backdated", 0);

        var rest = await AllPages(Query() with { Cursor = first.Next });

        first.Items.Select(row => Text(row)).ShouldBe(["s6", "s5"]);
        rest.ShouldBe(["s4", "s3", "s2", "s1", "backdated"]);
    }

    [Theory]
    [InlineData("FLEX-A", "a")]
    [InlineData("xyz", "")]
    [InlineData("100%", "percent")]
    [InlineData("_", "underscore")]
    [InlineData(@"\", "backslash")]
    [InlineData("%", "percent")]
    [InlineData("", "underscore percent backslash a")]
    [InlineData("ÉTOILE", "a")]
    public async Task Search_FindsThePartAsItIsWritten(string search, string found)
    {
        await Put("a", 1, search: "flex-a étoile");
        await Put("backslash", 2, search: @"c:\dock");
        await Put("percent", 3, search: "100% full");
        await Put("underscore", 4, search: "dock_4");

        (await AllPages(Query() with { Search = search })).ShouldBe(found.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task UpdatedSince_TakesTheInstantItself()
    {
        await Put("before", 1);
        await Put("at", 2);
        await Put("after", 3);

        (await AllPages(Query() with { UpdatedSince = Noon.AddSeconds(2) })).ShouldBe(["after", "at"]);
    }

    [Fact]
    public async Task AllFiltersTogether_Narrow()
    {
        await Put("hit", 5, "arrived", "north dock");
        await Put("otherStatus", 5, "departed", "north dock");
        await Put("otherWords", 5, "arrived", "south dock");
        await Put("tooOld", 1, "arrived", "north dock");
        await Put("hit2", 4, "arrived", "north dock");

        var query = Query(limit: 1) with { Status = "arrived", Search = "NORTH", UpdatedSince = Noon.AddSeconds(3) };

        (await AllPages(query)).ShouldBe(["hit", "hit2"]);
    }

    [Fact]
    public async Task AnotherSourceOrKind_IsNotVisible()
    {
        await Put("mine", 1);
        await Journal.Append(Run(Shipment("theirs", "north"), 1, 1), Run(new EntityKey("default", EntityKind.Invoice, "bill"), 1, 1));

        (await AllPages(Query())).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task EntityWithoutStatus_IsListedAndNeverFiltered()
    {
        await Put("plain", 1, status: null);

        (await AllPages(Query())).ShouldBe(["plain"]);
        (await AllPages(Query() with { Status = "" })).ShouldBeEmpty();
    }

    private static EntityQuery Query(int limit = 100) => new("default", EntityKind.Shipment, null, null, null, limit, null);

    private static Head HeadOf(string id, int second, string? status, string search = "words") =>
        new(status, null, null, null, [], search, Noon.AddSeconds(second), Utf8(id));

    private async Task Put(string id, int second, string? status = "departed", string search = "words") =>
        (await Journal.Append(Run(Entry(Shipment(id), 1, "evt-1") with { Head = () => HeadOf(id, second, status, search) }))).ShouldBeEmpty();

    private async Task<List<string>> AllPages(EntityQuery query)
    {
        var rows = new List<string>();
        var cursor = query.Cursor;
        do
        {
            var page = await Journal.Find(query with { Cursor = cursor }, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            rows.AddRange(page.Items.Select(row => Text(row)));
            cursor = page.Next;
        }
        while (cursor is not null);
        return rows;
    }
}
