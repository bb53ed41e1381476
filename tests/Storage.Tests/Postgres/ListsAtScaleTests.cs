using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Grains.Interfaces.Entities;

namespace Storage.Tests.Postgres;

/// <summary>What is measured has the server for itself: no other test of a database runs beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measured
{
    public const string Name = "measured";
}

/// <summary>
/// 100,000 shipments, 30,000 orders and 30,000 invoices in PostgreSQL: a page costs some thousand blocks of the server's memory at the most, whatever is
/// asked. That is what the server counts, so it says the same on every machine. Plans and times are in the test's output.
/// </summary>
[Collection(Measured.Name)]
[Trait("Length", "Long")]
public sealed partial class ListsAtScaleTests
{
    private const int Times = 20;

    /// <summary>
    /// Blocks of 8 KiB that all looks of one question may touch, each as often as it is touched. The costliest question touches 11,900; one that walked
    /// through all shipments by an index would touch a hundred thousand.
    /// </summary>
    private const int MostBlocks = 15_000;
    private static readonly DateTimeOffset Today = ManyShipments.Today;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static EntityQuery Any => new("default", EntityKind.Shipment, null, null, null, 50, null);

    private static EntityQuery Orders => Any with { Kind = EntityKind.PurchaseOrder };

    private static EntityQuery Invoices => Any with { Kind = EntityKind.Invoice };

    /// <summary>What is asked, and how many are on its first page.</summary>
    private static IEnumerable<(string Name, EntityQuery Query, int Found)> Questions =>
    [
        ("everything", Any, 50),
        ("page of 500", Any with { Limit = 500 }, 500),
        ("status, frequent and old", Any with { Status = "delivered" }, 50),
        ("status, frequent and new", Any with { Status = "departed" }, 50),
        ("status, rare", Any with { Status = "cancelled" }, 50),
        ("status, none such", Any with { Status = "lost" }, 0),
        ("flex", Any with { Id = ManyShipments.IdOf(60_003) }, 1),
        ("flex and a container of another", Any with { Id = ManyShipments.IdOf(60_003), Terms = ["container:hldu1000000"] }, 0),
        ("updatedSince, a day", Any with { UpdatedSince = Today.AddDays(-1) }, 50),
        ("mode, frequent", Any with { Mode = "ocean" }, 50),
        ("mode, rare", Any with { Mode = "rail" }, 50),
        ("mode, none such", Any with { Mode = "pipeline" }, 0),
        ("container", Term("container", ManyShipments.ContainerOf(51_203, 0)), 1),
        ("container of another account", Term("container", ManyShipments.ContainerOf(51_207, 0)), 0),
        ("bill", Term("bill", "HBL0092112"), 1),
        ("po", Term("po", ManyShipments.OrderOf(60_001)), 3),
        ("booking", Term("booking", "BK41050"), 2),
        ("party of all", Term("party", "Kahu Forwarding"), 50),
        ("party, large", Term("party", "Moana Homeware Ltd"), 50),
        ("party, small", Term("party", "Small Trader 1434"), 50),
        ("party that has left", Term("party", "Gone Traders SA"), 50),
        ("party, none such", Term("party", "Nobody & Sons"), 0),
        ("two parties that never meet", Any with { Terms = ["party:moana homeware ltd", "party:rata outdoor gmbh"] }, 0),
        ("name, one", Any with { Name = "HAIPHONG 61234" }, 1),
        ("name, frequent word", Any with { Name = "lamps" }, 50),
        ("name, none such", Any with { Name = "zeppelin" }, 0),
        ("q, an id", Any with { Search = "FLEX-461234" }, 1),
        ("q, half a container", Any with { Search = "hldu11536" }, 22),
        ("q, a party", Any with { Search = "moana" }, 50),
        ("q, in all", Any with { Search = "flex" }, 50),
        ("q, a party that has left", Any with { Search = "gone traders" }, 50),
        ("q, none such", Any with { Search = "zeppelin" }, 0),
        ("departs, a day", Any with { DepartsFrom = Today.AddDays(-90), DepartsBefore = Today.AddDays(-89) }, 50),
        ("departs, a year long ago", Any with { DepartsBefore = Today.AddDays(-365) }, 50),
        ("arrives, this week", Any with { ArrivesFrom = Today, ArrivesBefore = Today.AddDays(7) }, 50),
        ("arrives, a quarter long ago", Any with { ArrivesFrom = Today.AddDays(-640), ArrivesBefore = Today.AddDays(-550) }, 50),
        ("arrives, before all", Any with { ArrivesBefore = Today.AddYears(-9) }, 0),
        ("status and mode", Any with { Status = "departed", Mode = "air" }, 50),
        ("status and party, both frequent", Any with { Status = "delivered", Terms = ["party:moana homeware ltd"] }, 50),
        ("status and party that never meet", Any with { Status = "departed", Terms = ["party:gone traders sa"] }, 0),
        ("mode, party and arrival", Term("party", "Rata Outdoor GmbH") with { Mode = "truck", ArrivesFrom = Today.AddDays(-300) }, 50),
        ("departure and arrival, long ago", Any with { DepartsBefore = Today.AddDays(-365), ArrivesFrom = Today.AddDays(-600) }, 50),
        ("status and departure, long ago", Any with { Status = "delivered", DepartsBefore = Today.AddDays(-365) }, 50),
        ("mode and arrival, long ago", Any with { Mode = "ocean", ArrivesBefore = Today.AddDays(-365) }, 50),
        ("q, status and departure", Any with { Search = "moana", Status = "delivered", DepartsBefore = Today.AddDays(-300) }, 50),
        ("everything at once", Term("party", "Moana Homeware Ltd") with { Status = "delivered", Mode = "ocean", Name = "lamps", Search = "hldu", UpdatedSince = Today.AddDays(-500), DepartsFrom = Today.AddDays(-500), ArrivesBefore = Today.AddDays(-100) }, 50),
        ("q, two characters of Chinese", Any with { Search = "雨燕" }, 50),
        ("q, two characters of Chinese that few have", Any with { Search = "锦鲤" }, 50),
        ("q, Chinese that none has", Any with { Search = "鲤锦" }, 0),
        ("name, Chinese and a number", Any with { Name = "海上 61300" }, 1),
        ("q, a letter with an accent", Any with { Search = "åker" }, 50),
        ("q, three letters, none such", Any with { Search = "zzz" }, 0),
        ("q, three digits", Any with { Search = "991" }, 50),
        ("status in capitals", Any with { Status = "Cancelled" }, 50),
        ("the other account", Any with { Source = "south", Mode = "ocean", Status = "delivered" }, 50),
        ("an account of nothing", Any with { Source = "north", Mode = "ocean" }, 0),
        ("orders", Orders, 50),
        ("orders, po", Orders with { Terms = ["po:po-12345"] }, 1),
        ("orders, party", Orders with { Terms = ["party:small trader 345"] }, 15),
        ("orders, party of many", Orders with { Terms = ["party:moana homeware ltd"] }, 50),
        ("orders, mode", Orders with { Mode = "air" }, 50),
        ("orders, status", Orders with { Status = "cancelled" }, 50),
        ("orders, arrives", Orders with { ArrivesFrom = Today.AddDays(-300), ArrivesBefore = Today.AddDays(-290) }, 50),
        ("orders, q", Orders with { Search = "po-2999" }, 10),
        ("orders, updatedSince", Orders with { UpdatedSince = Today.AddDays(-1) }, 42),
        ("orders, status and party that never meet", Orders with { Status = "open", Terms = ["party:gone traders sa"] }, 0),
        ("invoices", Invoices, 50),
        ("invoices, shipment", Invoices with { Terms = ["shipment:409999"] }, 3),
        ("invoices, party", Invoices with { Terms = ["party:small trader 345"] }, 15),
        ("invoices, party of many", Invoices with { Terms = ["party:moana homeware ltd"] }, 50),
        ("invoices, status", Invoices with { Status = "past_due" }, 50),
        ("invoices, due", Invoices with { ArrivesFrom = Today.AddDays(-300), ArrivesBefore = Today.AddDays(-290) }, 50),
        ("invoices, q", Invoices with { Search = "inv-2999" }, 10),
        ("invoices, updatedSince", Invoices with { UpdatedSince = Today.AddDays(-1) }, 42),
        ("invoices, status and party that never meet", Invoices with { Status = "outstanding", Terms = ["party:gone traders sa"] }, 0),
    ];

    [Fact]
    public async Task EachFilter_TouchesFewBlocks()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        var clock = Stopwatch.StartNew();
        await ManyShipments.Fill(storage.Journal, Cancellation);
        await ManyPapers.Fill(storage.Journal, Cancellation);
        // As autovacuum does in service. It comes back when 2 of 100 have changed (0004): so many have, by now.
        await storage.Execute("VACUUM ANALYZE");
        await ManyShipments.Repeat(storage.Journal, 2_000, Cancellation);
        Tell($"{ManyShipments.All:N0} shipments and {2 * ManyPapers.All:N0} papers filled and analyzed in {clock.Elapsed.TotalSeconds:N1} s");
        var costly = new List<string>();
        foreach (var (name, query, found) in Questions)
        {
            (await storage.Journal.Find(query, Cancellation)).Items.Count.ShouldBe(found, name);
            await Measure(storage, name, query, costly);
            if (await Deep(storage, query) is { } deep) await Measure(storage, name + ", a deep page", deep, costly);
        }

        costly.ShouldBeEmpty();
    }

    private static EntityQuery Term(string kind, string value) => Any with { Terms = [ListTerms.Of(kind, value)!] };

    private static async Task Measure(PostgresUnderTest storage, string name, EntityQuery query, List<string> costly)
    {
        var (p50, p95) = await Time(storage, query);
        var plan = await storage.Lists.Explain(query, Cancellation);
        var blocks = BlocksTouched(plan);
        var figures = string.Create(CultureInfo.InvariantCulture, $"{name}: {blocks:N0} blocks, p50 {p50.TotalMilliseconds:N1} ms, p95 {p95.TotalMilliseconds:N1} ms");
        Tell(figures);
        foreach (var line in plan) Tell("    " + line);
        if (blocks > MostBlocks) costly.Add(figures);
    }

    /// <summary>What the topmost node of each plan has touched; it counts those below it too. Planning is left out: it reads the catalogue the first time.</summary>
    private static long BlocksTouched(IEnumerable<string> plans)
    {
        var (blocks, planning) = (0L, false);
        foreach (var line in plans)
        {
            if (!line.StartsWith(' ')) planning = line.StartsWith("Planning", StringComparison.Ordinal);
            if (planning || !line.StartsWith("  Buffers:", StringComparison.Ordinal)) continue;
            foreach (Match count in BlockCounts().Matches(line)) blocks += long.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }

        return blocks;
    }

    [GeneratedRegex("(?:hit|read)=([0-9]+)")]
    private static partial Regex BlockCounts();

    private static async Task<(TimeSpan P50, TimeSpan P95)> Time(PostgresUnderTest storage, EntityQuery query)
    {
        await storage.Journal.Find(query, Cancellation);
        var times = new List<TimeSpan>();
        for (var i = 0; i < Times; i++)
        {
            var clock = Stopwatch.StartNew();
            await storage.Journal.Find(query, Cancellation);
            times.Add(clock.Elapsed);
        }

        times.Sort();
        return (times[Times / 2], times[(Times * 95 / 100) - 1]);
    }

    /// <summary>The question for a page after up to 10,000 rows, or null when its answer is short.</summary>
    private static async Task<EntityQuery?> Deep(PostgresUnderTest storage, EntityQuery query)
    {
        EntityQuery? deep = null;
        var cursor = (string?)null;
        for (var page = 0; page < 20; page++)
        {
            cursor = (await storage.Journal.Find(query with { Limit = 500, Cursor = cursor }, Cancellation)).Next;
            if (cursor is null) break;
            deep = query with { Cursor = cursor };
        }

        return deep;
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
