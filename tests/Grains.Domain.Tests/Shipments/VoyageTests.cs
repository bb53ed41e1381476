using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>Contract §6, "The voyage": what is known on the way, leg by leg, as legs become known.</summary>
public sealed class VoyageTests
{
    private int day;

    /// <summary>A later event about a leg of a shipment of this mode. Each one is recorded a day after the one before.</summary>
    private Delivery Leg(
        string? mode, string id, string? legMode, string? departed = null, string? arrived = null, string[]? from = null, string[]? to = null, JsonObject? fields = null, string? status = null)
    {
        var leg = Objects.Leg(id, legMode, departed, arrived, fields);
        leg["origin"] = Objects.Node($"Origin {id}", "NO", from ?? []);
        leg["destination"] = Objects.Node($"End {id}", "NG", to ?? []);
        return Event("/shipment_leg#updated_estimated_time_of_arrival", leg, mode, status);
    }

    private Delivery Event(string type, JsonObject? resource, string? mode, string? status = null, JsonObject? shipmentFields = null)
    {
        var recorded = Say.At("2026-02-01T00:00:00Z").AddDays(day++).ToString("O");
        var fields = shipmentFields ?? [];
        if (mode is not null) fields["transportation_mode"] = mode;
        if (status is not null) fields["status"] = status;
        return Say.Event(type, Objects.Data(resource, Objects.Shipment(fields: fields)), occurred: recorded, recorded: recorded);
    }

    private static (string Status, string Phase) Where(ShipmentView view) => (view.Status, view.Phase);

    [Theory]
    [InlineData("ocean", "ocean")]
    [InlineData("air", "air")]
    [InlineData("ocean_air", "air")]
    [InlineData("barge", "barge")]
    public void TruckToThePort_IsNoDeparture_AndItsArrivalNoArrival(string mode, string main)
    {
        var story = Stories.Shipment().Told(Leg(mode, "1", "truck", "2026-01-01T08:00:00Z", from: ["origin_address"], to: ["port_of_loading"]));
        Where(story.View).ShouldBe(("booked", "origin"));
        story.Told(Leg(mode, "1", "truck", "2026-01-01T08:00:00Z", "2026-01-02T08:00:00Z", from: ["origin_address"], to: ["port_of_loading"]));
        Where(story.View).ShouldBe(("booked", "origin"));
        story.Announcements.ShouldNotContain(one => one.Thing.StartsWith("milestone", StringComparison.Ordinal));

        story.Told(Leg(mode, "2", main, "2026-01-04T12:00:00Z", from: ["port_of_loading"], to: ["port_of_unloading"]));
        Where(story.View).ShouldBe(("departed", "in_transit"));
        story.Told(Leg(mode, "2", main, "2026-01-04T12:00:00Z", "2026-01-25T12:00:00Z", from: ["port_of_loading"], to: ["port_of_unloading"]));
        Where(story.View).ShouldBe(("arrived", "destination_port"));
        story.Told(Leg(mode, "3", "truck", "2026-01-28T06:00:00Z", from: ["port_of_unloading"], to: ["destination_address"]));
        Where(story.View).ShouldBe(("arrived", "inland"));
        story.Announcements.Count(one => one.Thing.StartsWith("milestone", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void WhileNoOceanLegIsKnown_TheShipmentsOwnEstimatesAreWatched()
    {
        var own = new JsonObject { ["estimated_departure_date"] = "2026-01-10T12:00:00Z", ["estimated_arrival_date"] = "2026-02-10T12:00:00Z" };
        var truck = Objects.Leg("1", "truck", null, null, new JsonObject { ["estimated_departure_date"] = "2026-01-03T08:00:00Z", ["estimated_arrival_date"] = "2026-01-04T08:00:00Z" });
        var story = Stories.Shipment().Told(Event("/shipment_leg#updated_estimated_time_of_departure", truck, "ocean", shipmentFields: own));

        story.View.Estimates.ShouldBe(new VoyageDatesView(Say.At("2026-01-10T12:00:00Z"), Say.At("2026-02-10T12:00:00Z")));
        story.At("2026-01-20T00:00:00Z").View.Attention.Select(one => one.Kind).ShouldBe(["departure_overdue"]);
        story.At("2026-02-20T00:00:00Z").View.Attention.Select(one => one.Kind).ShouldBe(["departure_overdue", "arrival_overdue"]);
    }

    [Fact]
    public void TransshipmentPort_IsNoArrivalAndGivesNoEta()
    {
        var eta = new JsonObject { ["estimated_arrival_date"] = "2026-01-12T12:00:00Z" };
        var story = Stories.Shipment().Told(Leg("ocean", "1", "ocean", "2026-01-02T12:00:00Z", "2026-01-12T12:00:00Z", ["port_of_loading"], ["transshipment"], eta));
        Where(story.View).ShouldBe(("departed", "in_transit"));
        story.View.Estimates.Arrival.ShouldBeNull();

        story.Told(Leg("ocean", "2", "ocean", "2026-01-14T12:00:00Z", "2026-01-30T12:00:00Z", ["transshipment"], ["port_of_unloading"]));
        Where(story.View).ShouldBe(("arrived", "destination_port"));
        story.View.Actuals.ShouldBe(new VoyageDatesView(Say.At("2026-01-02T12:00:00Z"), Say.At("2026-01-30T12:00:00Z")));
    }

    [Theory]
    [InlineData("port_of_loading")]
    [InlineData("consolidation")]
    [InlineData("origin_address")]
    public void PlacesOnTheWay_NeverGiveArrival(string tag) =>
        Where(Stories.Shipment().Told(Leg("air", "1", "air", "2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z", ["port_of_loading"], [tag], status: "arrival_port")).View)
            .ShouldBe(("arrived", "destination_port")); // by the reported status alone

    [Fact]
    public void FmcPort_IsTheArrival_ThoughRailGoesOnToThePortOfUnloading()
    {
        var story = Stories.Shipment().Told(
            Leg("ocean", "1", "ocean", "2026-01-02T12:00:00Z", "2026-01-20T12:00:00Z", ["port_of_loading"], ["fmc_port_of_unloading"]),
            Leg("ocean", "2", "rail", "2026-01-23T12:00:00Z", null, ["fmc_port_of_unloading"], ["port_of_unloading"]));
        Where(story.View).ShouldBe(("arrived", "inland"));
        story.View.Actuals.Arrival.ShouldBe(Say.At("2026-01-20T12:00:00Z"));
    }

    [Fact]
    public void FmcPort_IsTheArrival_ThoughTheModeOfTheShipmentIsUnknown()
    {
        var story = Stories.Shipment().Told(
            Leg(null, "1", "ocean", "2026-01-02T12:00:00Z", "2026-01-20T12:00:00Z", ["port_of_loading"], ["fmc_port_of_unloading"]),
            Leg(null, "2", "rail", null, null, ["fmc_port_of_unloading"], ["port_of_unloading"]));
        story.View.Status.ShouldBe("arrived");
        story.Announcements.Where(one => one.Thing == "milestone:arrived").Select(one => one.Revision).ShouldBe([0]);
    }

    [Theory]
    [InlineData("/ocean/shipment_leg#loaded_on_truck")]
    [InlineData("/shipment_leg#out_for_delivery")]
    [InlineData("/shipment_leg#delivered")]
    public void WhatATruckDoesOnTheWayToThePort_TakesNothingAwayFromThePortOfUnloading(string type)
    {
        var truck = Objects.Leg("1", "truck", "2026-01-01T08:00:00Z");
        truck["origin"] = Objects.Node("Mill", "SE", "origin_address");
        truck["destination"] = Objects.Node("Quay", "SE", "port_of_loading");
        var story = Stories.Shipment().Told(Event(type, truck, "ocean"), Leg("ocean", "2", "ocean", "2026-01-04T12:00:00Z", "2026-01-25T12:00:00Z", ["port_of_loading"], ["port_of_unloading"]));
        Where(story.View).ShouldBe(("arrived", "destination_port"));

        var last = Objects.Leg("3", "truck");
        last["origin"] = Objects.Node("Port", "NG", "port_of_unloading");
        last["destination"] = Objects.Node("Depot", "NG", "destination_address");
        Where(story.Told(Event(type, last, "ocean")).View).ShouldBe(("arrived", "inland"));
    }

    [Fact]
    public void DeliveryToldByTheObject_ReachesTheContainers()
    {
        var box = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 41, ["container_number"] = "LKSU4100017" };
        var story = Stories.Shipment().Told(
            Event("/ocean/shipment_container#free_time_to_expire", box, "ocean"),
            Event("/shipment#delivered_in_full", null, "ocean", shipmentFields: new() { ["actual_delivered_in_full_date"] = "2026-02-02T00:00:00Z", ["updated_at"] = "2026-02-02T00:00:05Z" }));
        story.View.Containers.ShouldHaveSingleItem().Stage.ShouldBe("delivered");
    }

    [Fact]
    public void SeveralLegsToThePort_AllMustArrive_UnlessOneWasReplacedAndFlexportCallsItOver()
    {
        var story = Stories.Shipment().Told(
            Leg("ocean", "1", "ocean", null, null, ["port_of_loading"], ["port_of_unloading"], new JsonObject { ["estimated_arrival_date"] = "2026-01-18T12:00:00Z" }),
            Leg("ocean", "2", "ocean", "2026-01-04T12:00:00Z", "2026-01-22T12:00:00Z", ["port_of_loading"], ["port_of_unloading"], status: "in_transit_to_arrival_port"));
        story.View.Status.ShouldBe("departed");

        story.Told(Event("/shipment#note_added", null, "ocean", "arrival_port"));
        story.View.Status.ShouldBe("arrived");
        story.View.Actuals.ShouldBe(new VoyageDatesView(Say.At("2026-01-04T12:00:00Z"), Say.At("2026-01-22T12:00:00Z")));
        story.View.Inferred.ShouldBeEmpty();
    }

    [Fact]
    public void UntaggedLeg_IsTheWholeVoyage_UntilAnotherFollows()
    {
        var story = Stories.Shipment().Told(Leg("air", "1", "air", "2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z"));
        story.View.Status.ShouldBe("arrived");
        story.Told(Leg("air", "2", "air", "2026-01-04T12:00:00Z"));
        story.View.Status.ShouldBe("departed");
    }

    [Fact]
    public void LegToATransferAirport_TaggedAtItsOriginAlone_SaysNothingAboutArrival_ExceptWhenFlexportCallsItOver()
    {
        var story = Stories.Shipment().Told(Leg("air", "1", "air", "2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z", ["port_of_loading"], status: "in_transit_to_intermediary_port"));
        Where(story.View).ShouldBe(("departed", "in_transit"));
        story.Told(Event("/shipment#note_added", null, "air", "arrival_port"));
        story.View.Actuals.Arrival.ShouldBe(Say.At("2026-01-03T12:00:00Z"));
    }

    [Theory]
    [InlineData("truck", "truck", "destination_address")]
    [InlineData("truck_intl", "truck", "place_of_delivery")]
    [InlineData("rail", "rail", "deconsolidation")]
    public void ByRoadAndRail_TheLegToTheDestinationArrives_WhenNoLaterOneIsKnown(string mode, string legMode, string end)
    {
        var story = Stories.Shipment().Told(Leg(mode, "1", legMode, "2026-01-02T08:00:00Z", "2026-01-03T08:00:00Z", ["origin_address"], ["consolidation"]));
        story.View.Status.ShouldBe("departed");
        story.Told(Leg(mode, "2", legMode, "2026-01-04T08:00:00Z", "2026-01-05T08:00:00Z", ["consolidation"], [end]));
        story.View.Status.ShouldBe("arrived");
        story.View.Actuals.ShouldBe(new VoyageDatesView(Say.At("2026-01-02T08:00:00Z"), Say.At("2026-01-05T08:00:00Z")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown_transportation")]
    public void OfUnknownMode_LegsAtPortsSpeak_EachForItsEnd(string? mode)
    {
        var story = Stories.Shipment().Told(Leg(mode, "1", "truck", "2026-01-01T08:00:00Z", "2026-01-02T08:00:00Z", ["origin_address"], ["port_of_loading"]));
        story.View.Status.ShouldBe("booked");
        story.Told(Leg(mode, "2", null, "2026-01-04T08:00:00Z", null, ["port_of_loading"], ["transshipment"]));
        story.View.Status.ShouldBe("departed");
        story.Told(Leg(mode, "3", null, "2026-01-09T08:00:00Z", "2026-01-20T08:00:00Z", ["transshipment"], ["port_of_unloading"]));
        story.View.Status.ShouldBe("arrived");
    }

    [Fact]
    public void OfTheShipmentsWordAndTheLegs_TheLaterRecordedOneStands()
    {
        var story = Stories.Shipment().Told(Leg("ocean", "1", "ocean", "2026-01-04T12:00:00Z", null, ["port_of_loading"], ["port_of_unloading"]));
        story.Told(Event("/shipment#note_added", null, "ocean", shipmentFields: new() { ["actual_departure_date"] = "2026-01-05T12:00:00Z", ["updated_at"] = "2026-03-01T00:00:00Z" }));
        story.View.Actuals.Departure.ShouldBe(Say.At("2026-01-05T12:00:00Z"));
        day = 60;
        story.Told(Leg("ocean", "1", "ocean", "2026-01-06T12:00:00Z", null, ["port_of_loading"], ["port_of_unloading"]));
        story.View.Actuals.Departure.ShouldBe(Say.At("2026-01-06T12:00:00Z"));
    }

    [Fact]
    public void NullInTheShipment_SaysNothing_UnlessItsObjectIsLaterThanOneThatHadAValue()
    {
        var lagging = new JsonObject { ["actual_departure_date"] = null, ["updated_at"] = "2026-01-20T00:00:00Z" };
        var story = Stories.Shipment().Told(Leg("ocean", "1", "ocean", "2026-01-04T12:00:00Z", null, ["port_of_loading"]), Event("/shipment#note_added", null, "ocean", shipmentFields: lagging));
        story.View.Status.ShouldBe("departed"); // the leg's word

        var own = Stories.Shipment().Told(Event("/shipment#note_added", null, "ocean", shipmentFields: new() { ["actual_departure_date"] = "2026-01-05T12:00:00Z", ["updated_at"] = "2026-01-21T00:00:00Z" }));
        own.Told(Event("/shipment#note_added", null, "ocean", shipmentFields: (JsonObject)lagging.DeepClone()));
        own.View.Status.ShouldBe("departed"); // an older object
        own.Told(Event("/shipment#note_added", null, "ocean", shipmentFields: new() { ["actual_departure_date"] = null, ["updated_at"] = "2026-01-22T00:00:00Z" }));
        own.View.Status.ShouldBe("booked");
        own.Announcements.Where(one => one.Thing == "milestone:departed").Select(one => one.Revision).ShouldBe([0, 1]);
    }

    [Fact]
    public void NullInALaterObject_DoesNotTakeBackWhatAnEventSaid()
    {
        var story = Stories.Shipment().Told(
            Event("/shipment#delivered_in_full", null, "ocean", shipmentFields: new() { ["actual_delivered_in_full_date"] = null, ["updated_at"] = "2026-02-01T00:00:05Z" }),
            Event("/shipment#note_added", null, "ocean", shipmentFields: new() { ["actual_delivered_in_full_date"] = null, ["updated_at"] = "2026-02-09T00:00:00Z" }));
        Where(story.View).ShouldBe(("delivered", "delivered"));
    }

    [Theory]
    [InlineData("departure_port", "booked", "origin", "")]
    [InlineData("in_transit_to_intermediary_port", "departed", "in_transit", "departed")]
    [InlineData("intermediary_port", "departed", "in_transit", "departed")]
    [InlineData("in_transit_to_arrival_port", "departed", "in_transit", "departed")]
    [InlineData("arrival_port", "arrived", "destination_port", "departed arrived")]
    [InlineData("deconsolidation", "arrived", "destination_port", "departed arrived")]
    [InlineData("in_transit_to_final_destination", "arrived", "inland", "departed arrived")]
    [InlineData("destination_stop_off", "arrived", "inland", "departed arrived")]
    [InlineData("gated_out", "arrived", "inland", "departed arrived")]
    [InlineData("final_destination", "arrived", "inland", "departed arrived")]
    [InlineData("a_status_of_tomorrow", "booked", "origin", "")]
    public void ReportedStatus_IsEvidence_ShownAsInferred_NeverAnnounced(string reported, string status, string phase, string inferred)
    {
        var story = Stories.Shipment().Told(Event("/shipment#note_added", null, "ocean", reported));
        Where(story.View).ShouldBe((status, phase));
        story.View.Inferred.ShouldBe(inferred.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        story.View.Milestones.Select(one => (one.Milestone, one.OccurredAt, one.Inferred)).ShouldBe(story.View.Inferred.Select(one => (one, (DateTimeOffset?)null, true)));
        story.View.Actuals.ShouldBe(new VoyageDatesView(null, null));
        story.Announcements.ShouldNotContain(one => one.Thing.StartsWith("milestone", StringComparison.Ordinal));
    }

    [Fact]
    public void DatedMilestone_TakesThePlaceOfTheInferredOne_AndIsAnnounced()
    {
        var story = Stories.Shipment().Told(Event("/shipment#note_added", null, "ocean", "in_transit_to_arrival_port"));
        story.Told(Leg("ocean", "1", "ocean", "2026-01-04T12:00:00Z", null, ["port_of_loading"], ["port_of_unloading"]));
        story.View.Inferred.ShouldBeEmpty();
        story.View.Milestones.ShouldHaveSingleItem().OccurredAt.ShouldBe(Say.At("2026-01-04T12:00:00Z"));
        story.Announcements.Select(one => one.Thing).ShouldContain("milestone:departed");
    }

    [Fact]
    public void InferredMilestone_SilencesItsOverdueAlarm()
    {
        var own = new JsonObject { ["estimated_departure_date"] = "2026-01-10T12:00:00Z", ["estimated_arrival_date"] = "2026-02-10T12:00:00Z" };
        var story = Stories.Shipment().Told(Event("/shipment#note_added", null, "ocean", "in_transit_to_arrival_port", own));
        story.At("2026-01-25T00:00:00Z").View.Attention.ShouldNotContain(one => one.Kind == "departure_overdue");
    }

    [Fact]
    public void CustomsRelease_DoesNotMoveTheCargo()
    {
        var story = Stories.Shipment().Told(
            Leg("ocean", "1", "ocean", "2026-01-04T12:00:00Z", null, ["port_of_loading"], ["port_of_unloading"]),
            Event("/shipment#customs_entry_release_status_released", null, "ocean"));
        (story.View.Status, story.View.Phase, story.View.LastMilestone).ShouldBe(("customs_cleared", "in_transit", "customs_cleared"));
        story.View.CurrentLocation!.Name.ShouldBe("Origin 1");
    }

    [Fact]
    public void ArchivedShipment_IsClosed_AndAnnouncedOnce_AndFilteredApart()
    {
        var story = Stories.Shipment().Told(Leg("ocean", "1", "ocean", "2026-01-04T12:00:00Z", null, ["port_of_loading"], ["port_of_unloading"]));
        (story.Head.Status, story.Head.Terms.Contains("phase:in_transit"), story.Head.Terms.Contains("archived:false")).ShouldBe(("departed", true, true));
        story.Told(
            Event("/shipment#archived", null, "ocean", shipmentFields: new() { ["archived_at"] = "2026-02-03T00:00:00Z" }),
            Event("/shipment#note_added", null, "ocean", shipmentFields: new() { ["archived_at"] = "2026-02-03T00:00:00Z" }));
        (story.View.Status, story.View.Phase, story.View.Archived).ShouldBe(("departed", "closed", true));
        (story.Head.Status, story.Head.Terms.Contains("phase:closed"), story.Head.Terms.Contains("archived:true")).ShouldBe(("archived:departed", true, true));
        story.Announcements.Count(one => one.Thing == "shipment:archived").ShouldBe(1);
    }
}
