using Grains.Interfaces.Entities;
using Grains.Lists;
using static Storage.Tests.Freight;

namespace Storage.Tests.Lists;

/// <summary>The rows of lists follow the journal: what is committed without rows is never forgotten, and no row goes back.</summary>
public abstract class ListRowTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    // No time passes between two statements that a test could wait for: everything is older than this.
    private static readonly TimeSpan Already = TimeSpan.FromSeconds(-60);

    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public async Task TheJournalAlone_MakesNoRows()
    {
        await Journal.Alone.Append([Run(Shipment("a"), 1, 2)], Other, Cancellation);

        (await Rows()).ShouldBeEmpty();
        (await Journal.Load(Shipment("a"))).HeadVersion.ShouldBe(2);
    }

    [Fact]
    public async Task ARow_GivesWayToItsOwnOrALaterVersion_NeverToAnEarlierOne()
    {
        await ListRows.Write([Row("a", 5, "five"), Row("b", 2, "two")], Cancellation);
        await ListRows.Write([Row("a", 4, "four"), Row("b", 3, "three")], Cancellation);
        (await Rows()).ShouldBe(["five", "three"], ignoreOrder: true);
        (await Found("four")).ShouldBeEmpty();
        (await Found("five")).ShouldBe(["five"]);

        // Made again, by a newer program perhaps.
        await ListRows.Write([Row("a", 5, "five anew")], Cancellation);
        (await Rows()).ShouldBe(["five anew", "three"], ignoreOrder: true);
        (await Found("anew")).ShouldBe(["five anew"]);
    }

    [Fact]
    public async Task ACommit_IsUnlistedUntilItIsSettled()
    {
        var first = (await Journal.Alone.Append([Run(Shipment("a"), 1, 1), Run(Shipment("b"), 1, 1)], Other, Cancellation)).Commit;
        var second = (await Journal.Alone.Append([Run(Shipment("a"), 2, 2)], Other, Cancellation)).Commit;
        second.ShouldBeGreaterThan(first);

        var open = await ListRows.Unlisted(Other, Already, 10, Cancellation);
        open.Select(commit => commit.Id).ShouldBe([first, second]);
        open[0].Entities.ShouldBe([Shipment("a"), Shipment("b")]);

        await ListRows.Settle(Other, [first], Cancellation);
        (await ListRows.Unlisted(Other, Already, 10, Cancellation)).Select(commit => commit.Id).ShouldBe([second]);
        await ListRows.Settle(Other, [first, second], Cancellation);
        (await ListRows.Unlisted(Other, Already, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AFreshCommit_IsLeftToItsWriter()
    {
        await Journal.Alone.Append([Run(Shipment("a"), 1, 1)], Other, Cancellation);

        (await ListRows.Unlisted(Other, TimeSpan.FromHours(1), 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatAWriterLeft_IsTakenOver_AndIsTheHeirsFromThenOn()
    {
        await using var there = await Storage.OpenAgain();
        var heir = Guid.NewGuid();
        var left = (await Journal.Alone.Append([Run(Shipment("a"), 1, 1)], Other, Cancellation)).Commit;

        (await there.ListRows.Unlisted(heir, Already, 10, Cancellation)).ShouldHaveSingleItem().Id.ShouldBe(left);
        (await ListRows.Unlisted(heir, Already, 10, Cancellation)).ShouldHaveSingleItem().Entities.ShouldBe([Shipment("a")]);
        await there.ListRows.Settle(heir, [left], Cancellation);
        (await ListRows.Unlisted(Other, Already, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsRefused_HasNoEntitiesOfItsOwn_AndIsHarmless()
    {
        await Journal.Append(Run(Shipment("a"), 1, 1));

        var (commit, refused) = await Journal.Alone.Append([Run(Shipment("a"), 1, 1, "zombie"), Run(Shipment("b"), 1, 1)], Other, Cancellation);

        refused.ShouldBe([Shipment("a")]);
        commit.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Entities_ComePageByPage()
    {
        var keys = Enumerable.Range(0, 25).Select(i => Shipment($"s-{i:D2}")).Append(Shipment("9") with { Kind = EntityKind.Invoice }).Append(Shipment("1", "another")).Order().ToList();
        foreach (var key in keys) await Journal.Append(Run(Entry(key, 1, "evt-1")));

        var found = new List<EntityKey>();
        for (EntityKey? last = null; ; last = found[^1])
        {
            var page = await ListRows.Entities(last, 10, Cancellation);
            found.AddRange(page);
            if (page.Count < 10) break;
        }

        found.Order().ShouldBe(keys);
        found.ShouldBeUnique();
    }

    private async Task<IEnumerable<string>> Rows() => (await ListRows.Find(new("default", EntityKind.Shipment, null, null, null, 100, null), Cancellation)).Items.Select(row => Text(row));

    private async Task<IEnumerable<string>> Found(string word) =>
        (await ListRows.Find(new("default", EntityKind.Shipment, null, word, null, 100, null), Cancellation)).Items.Select(row => Text(row));

    private static ListRow Row(string id, long version, string text) => new(Shipment(id), version, Head(Shipment(id), version) with { Row = Utf8(text), Search = text });
}
