using System.Globalization;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>Invented freight of two accounts, skewed as such accounts are: a few large customers, most of it by sea, the older the more of it delivered.</summary>
internal static class ManyShipments
{
    public const int All = 100_000;

    /// <summary>When the newest was updated; the oldest two years before.</summary>
    public static readonly DateTimeOffset Today = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private const int InABatch = 2_000;
    private static readonly string[] Goods = ["lamps", "tiles", "kettles", "saddles", "cord", "gloves", "trays", "benches", "tents", "valves"];
    private static readonly string[] Places = ["tauranga", "lyttelton", "callao", "haiphong", "gdynia", "durban", "mersin", "izmir", "cebu", "leixoes"];

    /// <summary>The second account has one in ten.</summary>
    public static string SourceOf(int n) => n % 10 == 7 ? "south" : "default";

    public static string IdOf(int n) => (400_000 + n).ToString(CultureInfo.InvariantCulture);

    public static string ContainerOf(int n, int box) => $"HLDU{1_000_000 + (n * 3) + box}";

    /// <summary>Three shipments share an order.</summary>
    public static string OrderOf(int n) => $"PO-{70_000 + (n / 3)}";

    /// <summary>From the newest, 0, to the oldest. A fifth is updated out of turn.</summary>
    public static DateTimeOffset UpdatedAt(int n) => Today.AddSeconds(-630L * (n % 5 == 0 ? (n * 7L) % All : n));

    /// <summary>Writes all of them through the journal.</summary>
    public static async Task Fill(JournalWithLists journal, CancellationToken cancellation)
    {
        for (var first = 0; first < All; first += InABatch)
        {
            var runs = Enumerable.Range(first, InABatch).Select(n => RunOf(n, 1)).OrderBy(run => run.Key).ToList();
            (await journal.Append(runs, cancellation)).ShouldBeEmpty();
        }
    }

    /// <summary>One more event for so many of them, all over the years, that changes nothing that they are found by.</summary>
    public static async Task Repeat(JournalWithLists journal, int events, CancellationToken cancellation)
    {
        var runs = Enumerable.Range(0, events).Select(i => RunOf(i * (All / events), 2)).OrderBy(run => run.Key).ToList();
        (await journal.Append(runs, cancellation)).ShouldBeEmpty();
    }

    private static EntityRun RunOf(int n, long version)
    {
        var key = Shipment(IdOf(n), SourceOf(n));
        return Run(Entry(key, version, $"evt-{version}", "{}") with { Head = () => HeadOf(n, key.Id) });
    }

    // One in a hundred has a name in Chinese; of the older half, one in five of those has the rarer one.
    private static string NameOf(int n) => (n % 100) switch
    {
        0 => $"{(n > 50_000 && n % 500 == 0 ? "锦鲤" : "雨燕")}海上 {n}",
        50 => $"åkerö {n}",
        _ => $"{Goods[n % 10]} to {Places[n / 10 % 10]} {n}",
    };

    private static Head HeadOf(int n, string id)
    {
        var name = NameOf(n);
        var departs = UpdatedAt(n).AddDays((n % 40) - 20);
        var parties = Parties(n);
        string[] boxes = [.. Enumerable.Range(0, n % 4).Select(box => ContainerOf(n, box))];
        List<string> terms = [.. boxes.Select(box => ListTerms.Of(ListTerms.Container, box)!), .. parties.Select(party => ListTerms.Of(ListTerms.Party, party)!)];
        terms.Add(ListTerms.Of(ListTerms.BillOfLading, $"HBL{n:D7}")!);
        terms.Add(ListTerms.Of(ListTerms.PurchaseOrder, OrderOf(n))!);
        terms.Add(ListTerms.Of(ListTerms.Booking, $"BK{n / 2}")!);
        terms.Sort(StringComparer.Ordinal);
        var row = $$"""
            {"id":"{{id}}","status":"{{StatusOf(n)}}","reportedStatus":null,"name":"{{name}}","transportationMode":"{{ModeOf(n)}}","lastMilestone":"departed","lastMilestoneAt":"2026-01-04T08:00:00+00:00","estimates":{"departure":null,"arrival":"2026-02-01T00:00:00+00:00"},"version":1,"updatedAt":"2026-03-14T12:00:00+00:00"}
            """;
        return new Head(
            StatusOf(n), ModeOf(n), n % 50 == 0 ? null : departs, n % 30 == 0 ? null : departs.AddDays(20 + (n % 15)), terms,
            $"{id} flex-{id} {name} hbl{n:d7} bk{n / 2} {string.Join(' ', boxes).ToLowerInvariant()} {string.Join(' ', parties)}".ToLowerInvariant(), UpdatedAt(n), Utf8(row));
    }

    // Cancelled is rare, delivered is most of it and none of it new.
    private static string StatusOf(int n) => n switch
    {
        _ when n % 1_009 == 0 => "cancelled",
        < 4_000 => n % 2 == 0 ? "booked" : "none",
        < 9_000 => "cargo_ready",
        < 25_000 => "departed",
        < 33_000 => "arrived",
        < 36_000 => "customs_cleared",
        _ => "delivered",
    };

    private static string ModeOf(int n) => (n % 1_000) switch { 1 => "rail", < 60 => "truck", < 260 => "air", _ => "ocean" };

    /// <summary>The forwarder in all, two large customers, one that has left, and two thousand small ones.</summary>
    private static string[] Parties(int n) =>
    [
        "Kahu Forwarding",
        n % 5 < 2 ? "Moana Homeware Ltd" : n % 5 == 2 ? "Rata Outdoor GmbH" : $"Small Trader {n % 2_000}",
        n > 70_000 ? "Gone Traders SA" : $"Supplier {n % 300}",
    ];
}
