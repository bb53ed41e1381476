using CsCheck;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Histories;

/// <summary>Any order, any repetition, any split gives the same view, apart from version, updatedAt and late (design §2).</summary>
public sealed class OrderTests
{
    private static readonly Fold<ShipmentView> Shipments = new(new ShipmentRules(new()), Stories.Shipment7001);
    private static readonly Fold<PurchaseOrderView> Orders = new(new PurchaseOrderRules(), new("default", EntityKind.PurchaseOrder, "5001"));
    private static readonly Fold<InvoiceView> Invoices = new(new InvoiceRules(new()), new("default", EntityKind.Invoice, "inv"));

    [Fact]
    public void TenThousandShipmentHistories_ShuffledRepeatedAndSplit_GiveTheSameView() =>
        Gen.Select(HistoryGen.OfShipment, Gen.Int).Sample((history, seed) => SameView(Shipments, history, seed), iter: 10_000);

    [Fact]
    public void PurchaseOrderHistories_ShuffledRepeatedAndSplit_GiveTheSameView() =>
        Gen.Select(HistoryGen.OfPurchaseOrder, Gen.Int).Sample((history, seed) => SameView(Orders, history, seed), iter: 3_000);

    [Fact]
    public void InvoiceHistories_ShuffledRepeatedAndSplit_GiveTheSameView() =>
        Gen.Select(HistoryGen.OfInvoice, Gen.Int).Sample((history, seed) => SameView(Invoices, history, seed), iter: 3_000);

    [Fact]
    public void AllPermutationsOfSevenEvents_GiveTheSameView_AndAnnounceNothingTwice()
    {
        var history = SevenEvents();
        var expected = Shipments.OrderFree(Shipments.Of(history).State);
        var seen = 0;
        foreach (var order in Permutations(history))
        {
            var (state, announcements) = Shipments.Of(order);
            Same(Shipments.OrderFree(state), expected);
            announcements.Select(a => (a.Thing, a.Revision)).ShouldBeUnique();
            seen++;
        }

        seen.ShouldBe(5040);
    }

    [Fact]
    public void HistoryFoldedFromASnapshot_EqualsTheWholeFold_AndOwesTheSame() =>
        Gen.Select(HistoryGen.OfShipment, Gen.Int[0, 14]).Sample(
            (history, split) =>
            {
                var announced = new List<Announcement>();
                var state = EntityState.Empty;
                for (var i = 0; i < history.Length; i++)
                {
                    if (i == split) state = StateCodec.DecodeState(StateCodec.EncodeState(state));
                    state = Shipments.Next(state, history[i], announced);
                }

                var (whole, owed) = Shipments.Of(history);
                Same(Shipments.Whole(state), Shipments.Whole(whole));
                StateCodec.EncodeState(state).AsSpan().SequenceEqual(StateCodec.EncodeState(whole)).ShouldBeTrue();
                announced.Select(Spoken).ShouldBe(owed.Select(Spoken));
            },
            iter: 3_000);

    [Fact]
    public void RandomHistories_TellEachMilestoneInGaplessRevisions_NeverTheSameTwice_AndInTheEndWhatIsShown() =>
        HistoryGen.OfShipment.Sample(
            history =>
            {
                var (state, announcements) = Shipments.Of(history);
                var view = new ShipmentRules(new()).View(Stories.Shipment7001, state);
                foreach (var told in announcements.Where(IsMilestone).GroupBy(a => a.Thing))
                {
                    told.Select(a => a.Revision).ShouldBe(Enumerable.Range(0, told.Count()));
                    var said = told.Select(a => IsWithdrawal(a) ? (DateTimeOffset?)null : a.OccurredAt).ToList();
                    said[0].ShouldNotBeNull();
                    said.Zip(said.Skip(1)).ShouldAllBe(pair => pair.First != pair.Second);
                    if (told.Key == "milestone:departed") said[^1].ShouldBe(view.Actuals.Departure);
                    if (told.Key == "milestone:arrived") said[^1].ShouldBe(view.Actuals.Arrival);
                }
            },
            iter: 3_000);

    [Fact]
    public void RandomHistories_AnnounceNoMilestoneFirstAfterALaterOneThatStands() =>
        HistoryGen.OfShipment.Sample(
            history =>
            {
                string[] ladder = ["milestone:departed", "milestone:arrived", "milestone:delivered"];
                var standing = new HashSet<int>();
                foreach (var announcement in Shipments.Of(history).Announcements.Where(IsMilestone))
                {
                    var rank = Array.IndexOf(ladder, announcement.Thing);
                    rank.ShouldNotBe(-1);
                    if (IsWithdrawal(announcement))
                    {
                        standing.Remove(rank);
                        continue;
                    }

                    if (announcement.Revision == 0) standing.ShouldAllBe(other => other < rank);
                    standing.Add(rank);
                }
            },
            iter: 3_000);

    private static bool IsMilestone(Announcement announcement) => announcement.Thing.StartsWith("milestone:", StringComparison.Ordinal);

    private static bool IsWithdrawal(Announcement announcement) =>
        System.Text.Json.Nodes.JsonNode.Parse(announcement.Message.Span)!["withdrawn"]!.GetValue<bool>();

    private static void SameView<TView>(Fold<TView> fold, Delivery[] history, int seed)
        where TView : class
    {
        var random = new Random(seed);
        var expected = fold.OrderFree(fold.Of(history).State);
        var told = history.Concat(history.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(told);
        var state = EntityState.Empty;
        foreach (var delivery in told)
        {
            if (random.Next(4) == 0) state = StateCodec.DecodeState(StateCodec.EncodeState(state)); // It moved to another silo.
            state = fold.Next(state, delivery, []);
        }

        Same(fold.OrderFree(state), expected);
    }

    /// <summary>Two long texts, shown one under the other when they differ.</summary>
    private static void Same(string actual, string expected) =>
        string.Equals(actual, expected, StringComparison.Ordinal).ShouldBeTrue($"\n{actual}\nshould be\n{expected}");

    private static string Spoken(Announcement announcement) =>
        $"{announcement.Thing} {announcement.Revision} {announcement.OccurredAt:O} {System.Text.Encoding.UTF8.GetString(announcement.Message.Span)}";

    private static Delivery[] SevenEvents() =>
    [
        Say.Event("departed", """{"location":{"name":"Port of Oslo","country":"Norway"}}""", "2026-01-02T00:00:00Z", "2026-01-02T06:00:00Z", "1"),
        Say.Event("/shipment_leg#departed", Objects.Data(Objects.Leg("11", "ocean", "2026-01-02T00:00:00+01:00"), Objects.Shipment()), "2026-01-02T00:00:00Z", "2026-01-02T07:00:00Z", "2"),
        Say.Event("/shipment_leg#arrived", Objects.Data(Objects.Leg("11", "ocean", "2026-01-02T00:00:00+01:00", "2026-01-20T12:00:00Z")), "2026-01-20T12:00:00Z", "2026-01-21T00:00:00Z", "3"),
        Say.Event("/shipment_leg#arrived", Objects.Data(Objects.Leg("11", fields: new() { ["actual_arrival_date"] = null })), "2026-01-20T12:00:00Z", "2026-01-21T00:00:00Z", "4"),
        Say.Event("arrived", "{}", "2026-01-22T00:00:00Z", "2026-01-22T00:00:00Z", "5"),
        Say.Event("/shipment#weather_delay", Objects.Data(), "2026-01-22T00:00:00Z", "2026-01-23T00:00:00Z", "6"),
        Say.Event("delivered", "{}", "2026-01-25T00:00:00Z", "2026-01-25T00:00:00Z", "7"),
    ];

    private static IEnumerable<Delivery[]> Permutations(Delivery[] items)
    {
        if (items.Length <= 1) return [items];
        return items.SelectMany((first, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(rest => (Delivery[])[first, .. rest]));
    }
}
