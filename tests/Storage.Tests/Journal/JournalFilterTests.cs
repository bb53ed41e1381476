using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>Every filter of lists, alone and together, against two hundred invented shipments and a plain loop over them.</summary>
public abstract class JournalFilterTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private const int Seed = 20_260_314;

    [Fact]
    public async Task EachFilterAlone_FindsWhatALoopFinds()
    {
        var freight = await Filled(new SomeFreight(Seed));
        foreach (var query in SomeFreight.SingleQuestions()) await ShouldFind(freight, query);
    }

    [Fact]
    public async Task FiltersTogether_FindWhatALoopFinds()
    {
        var some = new SomeFreight(Seed + 1);
        var freight = await Filled(some);
        var found = 0;
        for (var i = 0; i < 150; i++) found += await ShouldFind(freight, some.Combined());
        found.ShouldBeGreaterThan(500, "the questions of this test find next to nothing");
    }

    [Fact]
    public async Task WhatTheNextEventChanges_IsFoundByWhatItIsNow()
    {
        var some = new SomeFreight(Seed + 2);
        var freight = await Filled(some, 60);
        var version = freight.ToDictionary(one => one.Id, _ => 1L);

        for (var round = 0; round < 3; round++)
        {
            foreach (var place in Enumerable.Range(0, freight.Count).Where(place => place % 2 == round % 2))
            {
                freight[place] = some.One(freight[place].Id);
                await Put(freight[place], ++version[freight[place].Id]);
            }

            foreach (var query in SomeFreight.SingleQuestions().Where((_, n) => n % 3 == round)) await ShouldFind(freight, query);
        }
    }

    [Fact]
    public async Task TermsTakenAway_FindNothingMore_AndThoseThatStayStillDo()
    {
        await Put(With("a", "ocean", Noon.AddDays(1), ["container:old", "po:stays"], "lamps"), 1);
        await Put(With("a", "air", null, ["container:new", "po:stays"], "tents"), 2);

        (await Ids(SomeFreight.Everything with { Terms = ["container:old"] }, 7)).ShouldBeEmpty();
        (await Ids(SomeFreight.Everything with { Terms = ["container:new"] }, 7)).ShouldBe(["a"]);
        (await Ids(SomeFreight.Everything with { Terms = ["po:stays"] }, 7)).ShouldBe(["a"]);
        (await Ids(SomeFreight.Everything with { Terms = ["po:stays", "container:old"] }, 7)).ShouldBeEmpty();
        (await Ids(SomeFreight.Everything with { Mode = "ocean" }, 7)).ShouldBeEmpty();
        (await Ids(SomeFreight.Everything with { Mode = "air" }, 7)).ShouldBe(["a"]);
        (await Ids(SomeFreight.Everything with { Name = "lamps" }, 7)).ShouldBeEmpty();
        (await Ids(SomeFreight.Everything with { Search = "tents" }, 7)).ShouldBe(["a"]);
        (await Ids(SomeFreight.Everything with { DepartsFrom = Noon }, 7)).ShouldBeEmpty();

        await Put(With("a", null, null, [], "tents"), 3);

        (await Ids(SomeFreight.Everything with { Terms = ["po:stays"] }, 7)).ShouldBeEmpty();
        (await Ids(SomeFreight.Everything with { Mode = "air" }, 7)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TermsOfAnotherKind_OrSource_AreNotMet()
    {
        var (head, query) = (With("a", "ocean", Noon, ["po:7"], "雨燕").Head, SomeFreight.Everything with { Terms = ["po:7"], Mode = "ocean", Search = "雨燕", Name = "雨燕" });
        foreach (var key in new[] { Shipment("theirs", "north"), new EntityKey("default", EntityKind.PurchaseOrder, "order") })
        {
            (await Journal.Append(Run(Entry(key, 1, "evt-1") with { Head = () => head with { Row = Utf8($$"""{"id":"{{key.Id}}","name":"雨燕"}""") } }))).ShouldBeEmpty();
        }

        (await Ids(query, 7)).ShouldBeEmpty();
        (await Ids(query with { Source = "north" }, 7)).ShouldBe(["theirs"]);
        (await Ids(query with { Kind = EntityKind.PurchaseOrder }, 7)).ShouldBe(["order"]);
    }

    [Fact]
    public async Task ANameInAnotherSpelling_IsTheSameName()
    {
        await Put(With("a", null, null, ["party:am\u00e9lie"], "Cafe\u0301 du\u00a0Port"), 1);

        foreach (var name in new[] { "Caf\u00e9 du Port", "cafe\u0301", "DU  port" })
        {
            (await Ids(SomeFreight.Everything with { Name = name }, 7)).ShouldBe(["a"], name);
            (await Ids(SomeFreight.Everything with { Search = name }, 7)).ShouldBe(["a"], name);
        }
    }

    private static Listed With(string id, string? mode, DateTimeOffset? departs, string[] terms, string name) =>
        new(id, name, new Head("departed", mode, departs, null, terms, $"{id} {name}", Noon, Utf8($$"""{"id":"{{id}}","name":"{{name}}"}""")));

    private async Task<List<Listed>> Filled(SomeFreight some, int count = 200)
    {
        var freight = some.Shipments(count);
        (await Journal.Append([.. freight.Select(one => RunOf(one, 1)).OrderBy(run => run.Key)], Cancellation)).ShouldBeEmpty();
        // The same again, of another source and another kind: none of it may be listed, nor lend its words.
        var theirs = new SomeFreight(Seed - 1).Shipments(count).Select(one => one.Head with { Row = Utf8("""{"id":"theirs"}""") });
        var others = freight.Zip(theirs).SelectMany(pair => new[] { Shipment(pair.First.Id, "north"), new EntityKey("default", EntityKind.Invoice, pair.First.Id) }
            .Select(key => Run(Entry(key, 1, "evt-1") with { Head = () => pair.Second })));
        (await Journal.Append([.. others.OrderBy(run => run.Key)], Cancellation)).ShouldBeEmpty();
        return freight;
    }

    private static EntityRun RunOf(Listed one, long version) => Run(Entry(one.Key, version, $"evt-{version}") with { Head = () => one.Head });

    private async Task Put(Listed one, long version) => (await Journal.Append(RunOf(one, version))).ShouldBeEmpty();

    /// <returns>How many there were.</returns>
    private async Task<int> ShouldFind(List<Listed> freight, EntityQuery query)
    {
        var expected = freight.Where(one => one.IsMeantBy(query))
            .OrderByDescending(one => one.Head.UpdatedAt).ThenBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Id).ToList();
        foreach (var limit in new[] { 7, 500 }) (await Ids(query, limit)).ShouldBe(expected, $"{query} {string.Join(' ', query.Terms ?? [])}, pages of {limit}");
        return expected.Count;
    }

    private async Task<List<string>> Ids(EntityQuery query, int limit)
    {
        var (ids, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await Journal.Find(query with { Limit = limit, Cursor = cursor }, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            if (page.Next is not null) page.Items.Count.ShouldBe(limit);
            ids.AddRange(page.Items.Select(row => JsonDocument.Parse(row).RootElement.GetProperty("id").GetString()!));
            cursor = page.Next;
        }
        while (cursor is not null);
        return ids;
    }
}
