using System.Text;
using CsCheck;
using Grains.Domain.Entities;
using Grains.Domain.Invoices;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Histories;

/// <summary>What is carried over from state to state is what would be made from scratch.</summary>
public sealed class IncrementalTests
{
    private static readonly ShipmentRules Shipments = new(new());

    [Fact]
    public void AStateThatGrew_ShowsAndIsFoundByWhatOneReadBackIs() => HistoryGen.OfShipment.Sample(
        history => ShouldBeAsFromScratch(Shipments, Stories.Shipment7001, history), iter: 3_000);

    [Fact]
    public void AnInvoiceThatGrew_ShowsAndIsFoundByWhatOneReadBackIs() => HistoryGen.OfInvoice.Sample(
        history => ShouldBeAsFromScratch(new InvoiceRules(new()), new EntityKey("default", EntityKind.Invoice, "inv"), history), iter: 1_000);

    [Fact]
    public void WhatAnEventDoesNotTouch_CostsItNothing()
    {
        // The first time is the runtime's.
        BytesOfAnEstimate(1);
        var (ten, hundred) = (BytesOfAnEstimate(10), BytesOfAnEstimate(100));

        // What grows are lists of what is there, 8 bytes for each; a container made anew takes hundreds.
        hundred.ShouldBeLessThan(ten + (90 * 120));
    }

    [Fact]
    public void Words_AreTheSameText_UntilANameChanges()
    {
        var story = Stories.Shipment().Told(Named("Figs", "2026-02-01T00:00:00Z"));
        var (search, terms) = (story.Head.Search, story.Head.Terms);

        story.Told(Named("Figs", "2026-02-02T00:00:00Z"), Say.Event("cargo_ready", "{}", "2026-02-02T12:00:00Z"));
        story.Head.Search.ShouldBeSameAs(search);
        story.Head.Terms.ShouldBeSameAs(terms);

        // Where it is follows from no text.
        story.Told(Say.Event("departed", "{}", "2026-02-03T00:00:00Z"));
        story.Head.Search.ShouldBeSameAs(search);
        story.Head.Terms.ShouldBe(["archived:false", "party:heron", "phase:in_transit"]);

        story.Told(Named("Dates", "2026-02-04T00:00:00Z"));
        story.Head.Search.ShouldBe("7001 flex-7001 dates heron");
    }

    private static void ShouldBeAsFromScratch<TView>(IEntityRules<TView> rules, EntityKey key, Delivery[] history)
        where TView : class
    {
        var fold = new Fold<TView>(rules, key);
        var state = EntityState.Empty;
        foreach (var delivery in history)
        {
            state = fold.Next(state, delivery, []);
            var scratch = StateCodec.DecodeState(StateCodec.EncodeState(state));
            Told(rules.Summarize(key, state)).ShouldBe(Told(rules.Summarize(key, scratch)));
            fold.Whole(state).ShouldBe(fold.Whole(scratch));
            StateCodec.EncodeState(scratch).ShouldBe(StateCodec.EncodeState(state));
        }
    }

    private static string Told(Head head) =>
        $"{head.Status} {head.Mode} {head.DepartsAt:O} {head.ArrivesAt:O} {head.NextDeadlineAt:O}\n{string.Join('\n', head.Terms)}\n{head.Search}\n{Encoding.UTF8.GetString(head.Row.Span)}";

    private static long BytesOfAnEstimate(int containers)
    {
        var story = Stories.Shipment().Told(Enumerable.Range(0, containers).Select(i => Say.Event(
            "/ocean/shipment_container#free_time_to_expire",
            Objects.Data(new()
            {
                ["_object"] = "/ocean/shipment_container", ["id"] = 90_000 + i, ["container_number"] = $"ABCU{i:D7}",
                ["last_free_day_date"] = "2026-05-20T07:00:00Z", ["actual_departure_date"] = "2026-03-09T12:00:00Z",
            }),
            "2026-03-01T00:00:00Z")).ToArray());
        _ = story.Told(Say.Event("estimated_arrival", """{"estimated_arrival":"2026-05-10T00:00:00Z"}""", "2026-03-09T00:00:00Z")).Head;
        var delivery = Say.Event("estimated_arrival", """{"estimated_arrival":"2026-05-11T00:00:00Z"}""", "2026-03-10T00:00:00Z");
        var report = Shipments.Read(delivery);
        var accepted = new AcceptedEvent(story.State.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, report.Facts);
        Shipments.Summarize(Stories.Shipment7001, Shipments.Apply(Stories.Shipment7001, story.State, accepted).Next);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Shipments.Summarize(Stories.Shipment7001, Shipments.Apply(Stories.Shipment7001, story.State, accepted).Next);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Delivery Named(string name, string recorded) => Say.Event(
        "/shipment#created",
        Objects.Data(Objects.Shipment(fields: new() { ["name"] = name, ["status"] = recorded, ["shippers"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["name"] = "Heron" }) })),
        recorded, recorded);
}
