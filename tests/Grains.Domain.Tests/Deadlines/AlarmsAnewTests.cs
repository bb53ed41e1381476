using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Tests.Relays;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using static Grains.Domain.Tests.PurchaseOrders.OrderShipmentTests;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>When an alarm is raised anew, and when it stays the one that people were told of and have acknowledged: by other names, by other tellers, by moved days.</summary>
public sealed class AlarmsAnewTests
{
    private static readonly EntityKey Order = Key(EntityKind.PurchaseOrder, "5001");

    [Fact]
    public void AShipmentLateAgainByAnEtaSaidBefore_Fires()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-09T00:00:00Z", now: "2026-02-10T00:00:00Z");
        Eta(network, "2026-03-15T00:00:00Z", "2026-02-11T00:00:00Z");
        network.Expire(Order, "2026-02-11T01:00:00Z");
        Alarm(network).ShouldStartWith("must_arrive day+5");
        Eta(network, "2026-03-09T00:00:00Z", "2026-02-12T00:00:00Z");
        Alarm(network).ShouldBe("");
        network.Expire(Order, "2026-02-12T01:00:00Z");
        Eta(network, "2026-03-15T00:00:00Z", "2026-02-13T00:00:00Z");
        network.NextDeadline(Order).ShouldNotBeNull("late again: " + Alarm(network));
    }

    [Fact]
    public void WhatIsAcknowledgedAtTwoDays_ComesBackAtTen()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z", now: "2026-02-10T00:00:00Z");
        Eta(network, "2026-03-20T00:00:00Z", "2026-02-11T00:00:00Z");
        network.Expire(Order, "2026-02-11T01:00:00Z");
        Eta(network, "2026-03-12T00:00:00Z", "2026-02-12T00:00:00Z");
        network.Expire(Order, "2026-02-12T01:00:00Z");
        Alarm(network).ShouldStartWith("must_arrive day+2");
        network.Acknowledge(Order, "2026-02-12T02:00:00Z", "must_arrive").Attention!.Stage.ShouldBe("day+2");
        Eta(network, "2026-03-20T00:00:00Z", "2026-02-13T00:00:00Z");
        network.Expire(Order, "2026-02-13T01:00:00Z");
        var open = network.Order(Order).Attention.ShouldHaveSingleItem();
        (open.Stage, open.Who).ShouldBe(("day+10", null));
    }

    [Fact]
    public void WhatIsAcknowledged_ComesBackWhenTheDayMovesEarlier()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z", now: "2026-02-10T00:00:00Z");
        network.Expire(Order, "2026-02-11T01:00:00Z");
        network.Acknowledge(Order, "2026-02-12T02:00:00Z", "must_arrive").Attention!.Stage.ShouldBe("day+2");
        MustArriveEarlier(network);
        network.Expire(Order, "2026-02-13T01:00:00Z");
        var open = network.Order(Order).Attention.ShouldHaveSingleItem();
        (open.Stage, open.Who).ShouldBe(("day+20", null));
    }

    [Fact]
    public void ADayThatMovesEarlier_Fires()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z", now: "2026-02-10T00:00:00Z");
        network.Expire(Order, "2026-02-11T01:00:00Z");
        MustArriveEarlier(network);
        network.NextDeadline(Order).ShouldNotBeNull(Alarm(network));
    }

    [Fact]
    public void TheSlip_IsByDaysOfThePlace_WhereTheEtaIsInUtc()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-09T00:00:00Z", now: "2026-02-10T00:00:00Z");
        network.Now = "2026-06-03T00:00:00Z";
        network.Deliver(Stories.Shipment7001, OceanLeg("2026-03-11T03:30:00Z", "2026-02-12T00:00:00Z"));
        network.TellAll();
        network.Order(Order).Shipments.Single().SlipDays.ShouldBe(0);
    }

    [Fact]
    public void OnTime_IsByTheDayOfThePlace_WhereTheArrivalIsInUtc()
    {
        var story = Stories.Shipment().Told(OceanLeg("2026-12-01T12:00:00-08:00", "2026-11-01T00:00:00Z"), Say.Event("arrived", "{}", "2026-12-02T05:00:00Z", "2026-12-02T06:00:00Z"));
        var arrival = story.View.Promises.Single(one => one.What == "arrival");
        arrival.OnTimeByFirst.ShouldBe(true);
    }

    private static Delivery Hold(string type, string at) => Say.Event(type, Objects.Data(), at, at);

    private static Delivery Entry(string status, string at) => Say.Event(
        null, $$$"""{"resource":{"_object":"/customs_entry","id":"CE-1","release_status":"{{{status}}}"}}""", at, at, type: "/customs_entry#updated");

    [Fact]
    public void AnExam_DoesNotPutTheAlarmOfAHeldEntryOff()
    {
        var story = Stories.Shipment().Told(Entry("customs_hold", "2026-02-03T00:00:00Z"));
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-05T00:00:00Z"));
        story.Told(Hold("/shipment#customs_undergoing_x_ray_exam", "2026-02-04T20:00:00Z"));
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-05T00:00:00Z"));
    }

    [Fact]
    public void OneHoldToldByEntryAndEvent_FiresOnce_AndStaysAcknowledged()
    {
        var story = Stories.Shipment().Told(Entry("customs_hold", "2026-02-03T00:00:00Z")).At("2026-02-05T00:00:00Z");
        story.Acknowledge("2026-02-05T01:00:00Z", "customs_hold").Outcome.ShouldBe(AcknowledgementOutcome.Accepted);
        story.Told(Hold("/shipment#customs_agriculture_hold", "2026-02-03T00:00:00Z")).At("2026-02-05T02:00:00Z");
        string.Join(",", story.Announcements.Select(one => one.Thing).Where(one => one.StartsWith("deadline", StringComparison.Ordinal))).ShouldBe("deadline:customs_hold:CE-1");
        story.View.Attention.ShouldHaveSingleItem().Who.ShouldBe("Ada");
    }

    [Fact]
    public void AnOpenHold_StaysOpen_WhenAnExamIsTold()
    {
        var story = Stories.Shipment().Told(Entry("customs_hold", "2026-02-03T00:00:00Z")).At("2026-02-05T00:00:00Z");
        story.View.Attention.ShouldHaveSingleItem();
        story.Told(Hold("/shipment#customs_undergoing_x_ray_exam", "2026-02-05T20:00:00Z")).At("2026-02-05T21:00:00Z");
        story.View.Attention.ShouldHaveSingleItem();
    }

    [Fact]
    public void AContainerEventWithoutAShipment_BreaksTheSilence()
    {
        var network = new Network();
        network.Deliver(Stories.Shipment7001, Boxes.Listed(9, """{"container_number":"ABCU1"}""", "2026-01-20T00:00:00Z"));
        network.Deliver(Stories.Shipment7001, Say.Event("departed", "{}", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"));
        network.TellAll();
        network.NextOf(Stories.Shipment7001).ShouldBe(Say.At("2026-02-08T00:00:00Z"));
        network.Deliver(Key(EntityKind.Container, "ABCU1"), Say.Event("container_unloaded", """{"container_number":"ABCU1"}""", "2026-02-07T00:00:00Z", "2026-02-07T00:00:00Z"));
        network.TellAll();
        network.Shipment(Stories.Shipment7001).Containers.Single().UnloadedAt.ShouldBe(Say.At("2026-02-07T00:00:00Z"));
        network.NextOf(Stories.Shipment7001).ShouldBe(Say.At("2026-02-14T00:00:00Z"));
    }

    [Fact]
    public void ANumberThatIsLearnt_IsNoNewAlarm()
    {
        var story = Stories.Shipment().Told(Boxes.Listed(9, """{"last_free_day_date":"2026-03-10"}""")).At("2026-03-09T00:00:00Z");
        story.Acknowledge("2026-03-09T01:00:00Z", "free_time").Attention!.Stage.ShouldBe("48h");
        story.Told(Boxes.Listed(9, """{"container_number":"CSQU3054383","last_free_day_date":"2026-03-10"}""", "2026-03-09T02:00:00Z"));
        story.Due("2026-03-09T03:00:00Z").Count.ShouldBe(0);
        story.View.Attention.ShouldHaveSingleItem().Who.ShouldBe("Ada");
    }

    [Fact]
    public void AShipmentAsSubject_IsNamedHoweverItIsSpelt()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z", now: "2026-02-10T00:00:00Z");
        network.Expire(Order, "2026-02-11T01:00:00Z");
        network.Acknowledge(Order, "2026-02-12T02:00:00Z", "must_arrive", "FLEX-7001").Outcome.ShouldBe(AcknowledgementOutcome.Accepted);
    }

    [Fact]
    public void ABookingsNameShapedAsAContainers_IsFound()
    {
        var story = Stories.Shipment().Told(Say.Event("booking_confirmed", """{"booking_id":"B1","name":"CSQU 305438-3","booking":{"id":"B1","name":"CSQU 305438-3"}}""", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"));
        story.View.Bookings.Single().Name.ShouldBe("CSQU 305438-3");
        story.Head.Search.ShouldContain("csqu3054383");
    }

    [Fact]
    public void TwoBillsInOneField_AreFound()
    {
        var story = Stories.Shipment().Told(Say.Event("/shipment#updated_route", Objects.Data(null, Objects.Shipment(fields: new JsonObject { ["ocean_shipment"] = new JsonObject { ["master_bill_number"] = "COSU 612345-6, COSU 612346-1" } })), recorded: "2026-02-01T00:00:00Z"));
        story.View.References.MasterBill.ShouldBe("COSU 612345-6, COSU 612346-1");
        story.Head.Search.ShouldContain("cosu6123456");
    }

    [Fact]
    public void WhatAnOlderProgramAcknowledgedWithoutTheStage_HidesNoWorseOne()
    {
        var due = Say.At("2026-03-09T00:00:00Z");
        var rules = new Domain.Shipments.ShipmentRules(new());
        var state = Stories.Shipment().Told(Boxes.Listed(9, """{"last_free_day_date":"2026-03-10"}""")).State;
        Apply("deadline:free_time:9:20260309T000000Z", DeadlineNames.Type, due, new Fact(new Thing(Part.Deadline, "free_time:9:20260309T000000Z", Aspect.Identity), new FactValue.Text("48h")));
        Apply(
            "deadline:acknowledged:free_time:9:3", DeadlineNames.AcknowledgedType, due.AddHours(1),
            new Fact(Said(Aspect.SeenStage), new FactValue.Instant(due)), new Fact(Said(Aspect.SeenBy), new FactValue.Text("Ada")), new Fact(Said(Aspect.SeenBecause), null), new Fact(Said(Aspect.SnoozedUntil), null));
        Open().ShouldBe(("48h", "Ada"));

        var shortened = Boxes.Listed(9, """{"last_free_day_date":"2026-03-09"}""", "2026-03-09T02:00:00Z");
        Apply(shortened.EventId.Value, shortened.Type, due.AddHours(2), [.. rules.Read(shortened).Facts]);
        var fires = rules.Due(state, due.AddHours(3)).ShouldHaveSingleItem();
        Apply(fires.EventId.Value, DeadlineNames.Type, due, [.. fires.Facts]);

        Open().ShouldBe(("24h", null));

        void Apply(string id, string type, DateTimeOffset at, params Fact[] facts) =>
            state = rules.Apply(Stories.Shipment7001, state, new AcceptedEvent(state.Version + 1, new(id), type, at, at, at, facts)).Next;

        (string, string?) Open() => rules.View(Stories.Shipment7001, state).Attention.ShouldHaveSingleItem() is var open ? (open.Stage, open.Who) : default;

        static Thing Said(Aspect aspect) => new(Part.Acknowledgement, "said:free_time:9", aspect);
    }

    private static void MustArriveEarlier(Network network)
    {
        network.Now = "2026-02-13T00:00:00Z";
        network.Deliver(Order, Say.Event("po_updated", """{"po_id":5001,"po_number":"PO-77","must_arrive_date":"2026-02-20"}""", "2026-02-13T00:00:00Z", "2026-02-13T00:00:00Z"));
        network.TellAll();
    }

    private static void Eta(Network network, string eta, string recorded)
    {
        network.Now = recorded;
        network.Deliver(Stories.Shipment7001, Sent("PO-77", eta, recorded));
        network.TellAll();
    }

    private static string Alarm(Network network) => string.Join(",", network.Order(Order).Attention.Select(one => $"{one.Kind} {one.Stage} who={one.Who} since={one.Since:O}"));

    private static Delivery OceanLeg(string eta, string recorded, string zone = "America/Los_Angeles", string? arrived = null) =>
        Say.Event("/shipment_leg#updated_estimated_time_of_arrival", Objects.Data(Objects.Leg("11", "ocean", arrived: arrived, fields: new JsonObject
        {
            ["estimated_arrival_date"] = eta, ["origin"] = Boxes.Node("Asia/Shanghai", "port_of_loading"), ["destination"] = Boxes.Node(zone, "port_of_unloading"),
        })), recorded, recorded);
}
