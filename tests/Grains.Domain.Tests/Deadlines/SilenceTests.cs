using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>A shipment under way of which nothing is heard: how long that may last, and what ends it.</summary>
public sealed class SilenceTests
{
    private static readonly DateTimeOffset Departed = Say.At("2026-02-03T00:00:00Z");

    [Theory]
    [InlineData("ocean", 14)]
    [InlineData("OCEAN", 14)]
    [InlineData("ocean_air", 14)]
    [InlineData("barge", 14)]
    [InlineData("air", 3)]
    [InlineData("truck", 4)]
    [InlineData("truck_intl", 4)]
    [InlineData("rail", 4)]
    [InlineData("warehouse_storage", 7)]
    [InlineData("unknown_transportation", 7)]
    public void HowLongItMayLast_DependsOnTheMode(string mode, int days) => UnderWay(mode).Head.NextDeadlineAt.ShouldBe(Departed.AddDays(days));

    [Fact]
    public void WithoutAModeOfItsOwn_ItIsThatOfTheSlowestLeg()
    {
        var story = UnderWay(null);
        story.Told(Leg("11", "truck", "2026-02-03T00:00:00Z")).Head.NextDeadlineAt.ShouldBe(Departed.AddDays(4));
        story.Told(Leg("12", "ocean", "2026-02-03T00:00:00Z")).Head.NextDeadlineAt.ShouldBe(Departed.AddDays(14));
        story.Told(Leg("13", "air", "2026-02-03T00:00:00Z")).Head.NextDeadlineAt.ShouldBe(Departed.AddDays(14));
    }

    [Theory]
    [InlineData("container_loaded", """{"container_number":"ABCU1"}""", true)]
    [InlineData("/shipment#vessel_delay_port_congestion", """{"_object":"/shipment_event_data"}""", true)]
    [InlineData("/shipment#customs_agriculture_hold", """{"_object":"/shipment_event_data"}""", true)]
    [InlineData("estimated_arrival", """{"value":"2027-03-01T08:00:00Z"}""", true)]
    [InlineData("document_uploaded", """{"document_id":"d7"}""", false)]
    [InlineData("bill_of_lading_ready", """{"document_id":"d7"}""", false)]
    [InlineData("booking_amended", """{"booking_id":"31"}""", false)]
    public void WhatIsSaidOfTheCargo_EndsIt_AndPapersDoNot(string name, string data, bool ends)
    {
        var story = UnderWay("air").At("2026-02-06T00:00:00Z");
        Kinds(story).ShouldBe("silence");

        story.Told(Say.Event(name, data, "2026-02-05T00:00:00Z", "2026-02-06T01:00:00Z"));

        Kinds(story).ShouldBe(ends ? "" : "silence");
    }

    [Fact]
    public void AnInvoiceThatTheShipmentIsToldOf_DoesNotEndIt()
    {
        var rules = new Domain.Shipments.ShipmentRules(new());
        var facts = new Domain.Invoices.InvoiceRules(new()).Read(Say.Event("invoice_created", """{"invoice":{"id":"inv_9","status":"paid"}}""", recorded: "2026-02-06T01:00:00Z")).Facts;
        var relayed = new Relayed(
            new EntityKey("default", EntityKind.Invoice, "inv_9"), new EventId("i1"), "invoice_created", Say.At("2026-02-06T01:00:00Z"), Say.At("2026-02-06T01:00:00Z"), 0, "", StateCodec.EncodeFacts(facts), []);
        var story = UnderWay("air").At("2026-02-06T00:00:00Z");

        var heard = rules.Hear(Stories.Shipment7001, relayed);
        heard.ShouldNotBeEmpty();
        var state = rules.Apply(Stories.Shipment7001, story.State, new(story.State.Version + 1, relayed.EventId, relayed.Type, relayed.OccurredAt, relayed.RecordedAt, relayed.RecordedAt, heard)).Next;

        rules.View(Stories.Shipment7001, state).Attention.Select(one => one.Kind).ShouldBe(["silence"]);
    }

    private static string Kinds(Story<ShipmentView> story) => string.Join(' ', story.View.Attention.Select(one => one.Kind));

    private static Story<ShipmentView> UnderWay(string? mode)
    {
        var fields = new JsonObject { ["actual_departure_date"] = "2026-02-02T08:00:00Z" };
        if (mode is not null) fields["transportation_mode"] = mode;
        return Stories.Shipment().Told(Say.Event("/shipment#updated_route", Objects.Data(shipment: Objects.Shipment(fields: fields)), "2026-02-02T08:00:00Z", "2026-02-03T00:00:00Z"));
    }

    private static Interfaces.Entities.Delivery Leg(string id, string mode, string recorded) =>
        Say.Event("/shipment#updated_route", Objects.Data(Objects.Leg(id, mode)), "2026-02-02T08:00:00Z", recorded);
}
