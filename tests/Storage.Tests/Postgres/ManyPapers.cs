using System.Globalization;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>Invented orders and invoices of one account, as many of each, as skewed as its shipments.</summary>
internal static class ManyPapers
{
    public const int All = 30_000;

    private const int InABatch = 2_000;

    /// <summary>Writes all of them through the journal.</summary>
    public static async Task Fill(JournalWithLists journal, CancellationToken cancellation)
    {
        foreach (var head in new Func<int, (EntityKey, Head)>[] { OrderOf, InvoiceOf })
        {
            for (var first = 0; first < All; first += InABatch)
            {
                var runs = Enumerable.Range(first, InABatch).Select(head).Select(of => RunOf(of.Item1, of.Item2)).OrderBy(run => run.Key).ToList();
                (await journal.Append(runs, cancellation)).ShouldBeEmpty();
            }
        }
    }

    private static EntityRun RunOf(EntityKey key, Head head) => Run(Entry(key, 1, "evt-1", "{}") with { Head = () => head });

    private static (EntityKey Key, Head Head) OrderOf(int n)
    {
        var number = $"PO-{n:D5}";
        string status = n % 503 == 0 ? "cancelled" : n < 5_000 ? "open" : "closed";
        string[] terms = [.. Parties(n), ListTerms.Of(ListTerms.PurchaseOrder, number)!];
        return Made(EntityKind.PurchaseOrder, 800_000 + n, number, status, n % 5 == 0 ? "air" : "ocean", terms);
    }

    private static (EntityKey Key, Head Head) InvoiceOf(int n)
    {
        string status = n % 503 == 0 ? "past_due" : n < 5_000 ? "outstanding" : "paid";
        string[] terms = [.. Parties(n), ListTerms.Of(ListTerms.Shipment, ManyShipments.IdOf(n / 3 * 3))!];
        return Made(EntityKind.Invoice, 900_000 + n, $"INV-{n:D5}", status, null, terms);
    }

    private static (EntityKey Key, Head Head) Made(EntityKind kind, int number, string name, string status, string? mode, string[] terms)
    {
        var n = number % 100_000;
        var id = number.ToString(CultureInfo.InvariantCulture);
        var updated = ManyShipments.Today.AddSeconds(-2_100L * n);
        var words = string.Join(' ', terms.Select(term => term[(term.IndexOf(':', StringComparison.Ordinal) + 1)..]));
        Array.Sort(terms, StringComparer.Ordinal);
        var row = $$"""{"id":"{{id}}","name":"{{name}}","status":"{{status}}","version":1,"updatedAt":"2026-03-14T12:00:00+00:00"}""";
        return (
            new EntityKey("default", kind, id),
            new Head(status, mode, null, updated.AddDays((n % 40) - 10), terms, $"{id} {name} {words}".ToLowerInvariant(), updated, Utf8(row)));
    }

    /// <summary>One in two of a large customer; those that have left are all old.</summary>
    private static string[] Parties(int n) =>
    [
        ListTerms.Of(ListTerms.Party, n % 2 == 0 ? "Moana Homeware Ltd" : $"Small Trader {n % 2_000}")!,
        ListTerms.Of(ListTerms.Party, n > 20_000 ? "Gone Traders SA" : $"Supplier {n % 300}")!,
    ];
}
