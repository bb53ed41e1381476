using Grains.Domain.Entities;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>What is dear to index is written when it has changed, and not with every event.</summary>
public sealed class PostgresWordsTests
{
    [Fact]
    public async Task WordsOfTheLargestShipment_AreWrittenOnlyWhenTheyChange()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        var key = Shipment("460723");
        string[] terms = [.. Enumerable.Range(0, 2_500).Select(i => $"container:hldu{i:D7}")];
        var head = Head(key, 1) with { Terms = terms, Search = string.Join(' ', terms)[..16_000] };
        // xmin and ctid: which transaction wrote the row, and where.
        var written = () => storage.Scalar<string>("SELECT xmin || ' at ' || ctid FROM entity_words");

        await storage.Journal.Append(Run(Entry(key, 1, "evt-1") with { Head = () => head }));
        var first = await written();
        var count = await storage.Scalar<int>("SELECT cardinality(terms) FROM entity_words");
        await storage.Journal.Append(Run(Entry(key, 2, "evt-2") with { Head = () => head with { ArrivesAt = Noon, UpdatedAt = Noon.AddDays(1), Row = Utf8("{}") } }));

        count.ShouldBeGreaterThanOrEqualTo(2_500);
        (await written()).ShouldBe(first);

        await storage.Journal.Append(Run(Entry(key, 3, "evt-3") with { Head = () => head with { Terms = terms[1..] } }));

        (await written()).ShouldNotBe(first);
        (await storage.Scalar<int>("SELECT cardinality(terms) FROM entity_words")).ShouldBe(count - 1);
    }
}
