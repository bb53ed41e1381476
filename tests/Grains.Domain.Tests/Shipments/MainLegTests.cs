using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Shipments;

/// <summary>Contract §6: which legs speak for the shipment, and what they say.</summary>
public sealed class MainLegTests
{
    private static readonly JsonObject Loading = Objects.Node("Port of Bergen", "Norway", "port_of_loading");
    private static readonly JsonObject Unloading = Objects.Node("Port of Lagos", "Nigeria", "port_of_unloading");

    private static Delivery Told(JsonObject leg, string recorded = "2026-02-01T00:00:00Z") =>
        Say.Event("/shipment_leg#updated_estimated_time_of_arrival", Objects.Data(leg), occurred: recorded, recorded: recorded);

    [Fact]
    public void TruckBeforeTheVoyageArrives_TheShipmentHasNotDeparted()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("11", "truck", "2026-01-01T06:00:00Z", "2026-01-01T18:00:00Z")),
            Told(Objects.Leg("12", "ocean"))).View;

        shipment.Status.ShouldBe("none");
        shipment.Legs.Select(l => (l.Id, l.Main)).ShouldBe([("11", false), ("12", true)]);
    }

    [Fact]
    public void OceanLegBetweenTwoTrucks_ItsTimesAreTheShipments()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("11", "truck", "2026-01-01T06:00:00Z", "2026-01-01T18:00:00Z")),
            Told(Objects.Leg("12", "ocean", "2026-01-03T00:00:00+01:00", "2026-01-28T00:00:00+01:00")),
            Told(Objects.Leg("13", "truck", "2026-01-30T00:00:00Z"))).View;

        shipment.Status.ShouldBe("arrived");
        shipment.Actuals.Departure.ShouldBe(Say.At("2026-01-03T00:00:00+01:00"));
        shipment.Actuals.Departure!.Value.Offset.ShouldBe(TimeSpan.FromHours(1));
        shipment.Actuals.Arrival.ShouldBe(Say.At("2026-01-28T00:00:00+01:00"));
        shipment.LastMilestone.ShouldBe("departed");
        shipment.Milestones.Select(m => $"{m.Leg} {m.Milestone}")
            .ShouldBe(["11 departed", "11 arrived", "12 departed", "12 arrived", "13 departed"]);
    }

    [Fact]
    public void TransshippedVoyage_ArrivesWithTheLegToThePortOfUnloadingOnly()
    {
        var first = Objects.Leg("21", "ocean", "2026-01-03T00:00:00Z", "2026-01-10T00:00:00Z", new JsonObject { ["origin"] = Loading.DeepClone() });
        var second = Objects.Leg("22", "ocean", "2026-01-12T00:00:00Z", null, new JsonObject { ["destination"] = Unloading.DeepClone() });
        var story = Stories.Shipment().Told(Told(first), Told(second));
        story.View.Status.ShouldBe("departed");

        story.Told(Told(
            Objects.Leg("22", "ocean", "2026-01-12T00:00:00Z", "2026-01-25T00:00:00Z", new JsonObject { ["destination"] = Unloading.DeepClone() }),
            "2026-02-02T00:00:00Z"));
        story.View.Status.ShouldBe("arrived");
        story.View.CurrentLocation!.Name.ShouldBe("Port of Lagos");
    }

    [Fact]
    public void LegFromThePortOfLoadingHasNotDeparted_AnotherMainLegDoesNotCount()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("21", "ocean", null, null, new JsonObject { ["origin"] = Loading.DeepClone() })),
            Told(Objects.Leg("22", "ocean", "2026-01-12T00:00:00Z"))).View;

        shipment.Status.ShouldBe("none");
        shipment.Actuals.Departure.ShouldBeNull();
    }

    [Fact]
    public void UntaggedMainLegs_AllKnownOnesMustHaveArrived()
    {
        var story = Stories.Shipment().Told(
            Told(Objects.Leg("31", "air", "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z")),
            Told(Objects.Leg("32", "air", "2026-01-05T00:00:00Z")));
        story.View.Status.ShouldBe("departed");

        story.Told(Told(Objects.Leg("32", "air", "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"), "2026-02-02T00:00:00Z"));
        story.View.Status.ShouldBe("arrived");
        story.View.Actuals.Arrival.ShouldBe(Say.At("2026-01-06T00:00:00Z"));
    }

    [Fact]
    public void UntaggedMainLegs_TheEarliestMustHaveDeparted()
    {
        var expectedFirst = new JsonObject { ["estimated_departure_date"] = "2026-01-02T00:00:00Z" };
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("31", "air", null, null, expectedFirst)),
            Told(Objects.Leg("32", "air", "2026-01-05T00:00:00Z"))).View;

        shipment.Status.ShouldBe("none");
        shipment.Legs.Select(l => l.Id).ShouldBe(["31", "32"]);
        shipment.Estimates.Departure.ShouldBe(Say.At("2026-01-02T00:00:00Z"));
    }

    [Fact]
    public void EarliestLegsTieOnTime_TheLeastIdByNumberIsTheFirst()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("100", "ocean", "2026-01-05T00:00:00Z")),
            Told(Objects.Leg("99", "ocean", "2026-01-05T00:00:00Z"))).View;

        shipment.Legs.Select(l => l.Id).ShouldBe(["99", "100"]);
        shipment.LastMilestone.ShouldBe("departed");
    }

    [Fact]
    public void NoOceanOrAirLeg_ThoseAtAPortCount()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("41", "truck", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")),
            Told(Objects.Leg("42", "rail", null, null, new JsonObject { ["origin"] = Loading.DeepClone() }))).View;

        shipment.Status.ShouldBe("none");
        shipment.Legs.Single(l => l.Main).Id.ShouldBe("42");
    }

    [Fact]
    public void NoOceanAirOrPort_NoLegSpeaks_AsLongAsTheModeOfTheShipmentIsUnknown()
    {
        var shipment = Stories.Shipment().Told(Told(Objects.Leg("51", "truck", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))).View;

        shipment.Status.ShouldBe("none");
        shipment.Legs.Single().Main.ShouldBeFalse();
    }

    [Fact]
    public void DepartedLegIsDeleted_TheStatusMovesBack()
    {
        var story = Stories.Shipment().Told(
            Told(Objects.Leg("61", "ocean", "2026-01-01T00:00:00Z")),
            Told(Objects.Leg("62", "ocean", null, null, new JsonObject { ["estimated_departure_date"] = "2026-03-01T00:00:00Z" })));
        story.View.Status.ShouldBe("departed");

        story.Told(Told(Objects.Leg("61", null, null, null, new JsonObject { ["deleted_at"] = "2026-02-03T00:00:00Z" }), "2026-02-03T00:00:00Z"));
        story.View.Status.ShouldBe("none");
        story.View.Milestones.ShouldBeEmpty();
        story.View.Legs.Single(l => l.Id == "61").DeletedAt.ShouldBe(Say.At("2026-02-03T00:00:00Z"));
        story.View.Legs.Single(l => l.Id == "61").Main.ShouldBeFalse();
    }

    [Fact]
    public void DeletedOceanLegAlone_LeavesNobodyToSpeak()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("71", "ocean", null, null, new JsonObject { ["deleted_at"] = "2026-02-03T00:00:00Z" })),
            Told(Objects.Leg("72", "truck", "2026-01-01T00:00:00Z"))).View;

        shipment.Status.ShouldBe("none");
        shipment.Legs.ShouldAllBe(l => !l.Main);
    }

    [Fact]
    public void OfTheShipmentsOwnDepartureAndThatOfItsLegs_TheLaterRecordedOneStands()
    {
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("81", "ocean", "2026-01-03T00:00:00Z")),
            Say.Event("departed", "{}", occurred: "2026-01-02T00:00:00Z", recorded: "2026-01-02T00:00:00Z"));
        shipment.View.Actuals.Departure.ShouldBe(Say.At("2026-01-03T00:00:00Z"));

        shipment.Told(Say.Event("departed", "{}", occurred: "2026-01-02T06:00:00Z", recorded: "2026-02-03T00:00:00Z"));
        shipment.View.Actuals.Departure.ShouldBe(Say.At("2026-01-02T06:00:00Z"));
    }

    [Fact]
    public void EqualInstants_TheHigherRankThenTheGreaterLegIsLast()
    {
        const string Noon = "2026-01-05T12:00:00Z";
        var shipment = Stories.Shipment().Told(
            Told(Objects.Leg("100", "ocean", Noon, Noon, new JsonObject { ["destination"] = Unloading.DeepClone() })),
            Told(Objects.Leg("99", "ocean", Noon, Noon)),
            Say.Event("arrived", """{"location":{"name":"Elsewhere"}}""", occurred: Noon, recorded: Noon)).View;

        shipment.LastMilestone.ShouldBe("arrived");
        shipment.CurrentLocation!.Name.ShouldBe("Port of Lagos");
        shipment.Milestones.Select(m => $"{m.Milestone} {m.Leg}")
            .ShouldBe(["departed 99", "departed 100", "arrived ", "arrived 99", "arrived 100"]);
    }

    [Fact]
    public void LegsMilestone_IsAtTheOriginWhenDepartedAndAtTheDestinationWhenArrived()
    {
        var places = new JsonObject { ["origin"] = Loading.DeepClone(), ["destination"] = Unloading.DeepClone() };
        var story = Stories.Shipment().Told(Told(Objects.Leg("91", "ocean", "2026-01-03T00:00:00Z", null, places)));
        story.View.CurrentLocation.ShouldBe(new("Port of Bergen", "Norway"));

        story.Told(Told(Objects.Leg("91", "ocean", "2026-01-03T00:00:00Z", "2026-01-20T00:00:00Z", places), "2026-02-02T00:00:00Z"));
        story.View.CurrentLocation.ShouldBe(new("Port of Lagos", "Nigeria"));
    }

    [Theory]
    [InlineData("departed", "2026-01-03T00:00:00Z", "Port of Bergen", "Norway")]
    [InlineData("arrived", "2026-01-20T00:00:00Z", "Port of Lagos", "Nigeria")]
    public void ShipmentsMilestoneWithoutAPlace_IsWhereItsMainLegSaysTheSame(string milestone, string at, string place, string country)
    {
        var leg = Objects.Leg("91", "ocean", "2026-01-03T00:00:00Z", milestone == "arrived" ? at : null, new JsonObject { ["origin"] = Loading.DeepClone(), ["destination"] = Unloading.DeepClone() });
        var shipment = Stories.Shipment().Told(Told(leg), Say.Event(milestone, "{}", "2026-01-25T00:00:00Z", "2026-01-25T00:00:00Z")).View;

        shipment.CurrentLocation.ShouldBe(new(place, country));
        shipment.LastMilestoneAt.ShouldBe(Say.At("2026-01-25T00:00:00Z"));
        shipment.Milestones.Where(m => m.Milestone == milestone).Select(m => (m.Leg, m.Location!.Name)).ShouldBe([("91", place), (null, place)]);
    }

    [Fact]
    public void ShipmentsOwnActualDate_IsWhereItsMainLegSaysTheSame()
    {
        var leg = Objects.Leg("91", "ocean", null, "2026-01-20T00:00:00Z", new JsonObject { ["destination"] = Unloading.DeepClone() });
        Stories.Shipment().Told(Say.Event(
                "/shipment_leg#arrived", Objects.Data(leg, Objects.Shipment(fields: new() { ["actual_arrival_date"] = "2026-01-21T00:00:00Z" })), recorded: "2026-02-01T00:00:00Z"))
            .View.CurrentLocation.ShouldBe(new("Port of Lagos", "Nigeria"));
    }

    [Fact]
    public void ShipmentsMilestoneThatNoMainLegStates_IsNowhere()
    {
        var leg = Objects.Leg("91", "ocean", "2026-01-03T00:00:00Z", null, new JsonObject { ["destination"] = Unloading.DeepClone() });
        Stories.Shipment().Told(Told(leg), Say.Event("arrived", "{}", "2026-01-25T00:00:00Z", "2026-01-25T00:00:00Z")).View.CurrentLocation.ShouldBeNull();
    }

    [Fact]
    public void ShipmentsMilestoneWithAPlaceOfItsOwn_KeepsIt()
    {
        var leg = Objects.Leg("91", "ocean", "2026-01-03T00:00:00Z", "2026-01-20T00:00:00Z", new JsonObject { ["destination"] = Unloading.DeepClone() });
        Stories.Shipment().Told(Told(leg), Say.Event("arrived", """{"location":{"name":"Depot 9"}}""", "2026-01-25T00:00:00Z", "2026-01-25T00:00:00Z"))
            .View.CurrentLocation.ShouldBe(new("Depot 9", null));
    }
}
