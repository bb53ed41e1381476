using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>A container on several legs: which loading and unloading are its own, when it leaves the port, how far it has come.</summary>
public sealed class ContainerJourneyTests
{
    private static System.Text.Json.Nodes.JsonObject First => Boxes.Leg(801, "ocean", "port_of_loading", "transshipment", "2026-01-02T00:00:00Z");
    private static System.Text.Json.Nodes.JsonObject Second => Boxes.Leg(802, "ocean", "transshipment", "port_of_unloading", "2026-01-12T00:00:00Z");

    [Fact]
    public void LoadedAt_IsThatOfTheFirstLeg_AndUnloadedAtThatOfTheLegToThePortOfUnloading()
    {
        var box = OnlyBox(
            Boxes.Known(First), Boxes.Known(Second),
            Boxes.OnLeg("loaded_on_board", 9, 802, "2026-01-11T00:00:00Z"),
            Boxes.OnLeg("unloaded_off_board", 9, 802, "2026-01-21T00:00:00Z"),
            Boxes.OnLeg("unloaded_off_board", 9, 801, "2026-01-10T00:00:00Z", recorded: "2026-01-30T00:00:00Z"),
            Boxes.OnLeg("loaded_on_board", 9, 801, "2026-01-01T00:00:00Z", recorded: "2026-01-29T00:00:00Z"));

        (box.LoadedAt, box.UnloadedAt).ShouldBe((Say.At("2026-01-01T00:00:00Z"), Say.At("2026-01-21T00:00:00Z")));
        box.Legs.ShouldBe(
        [
            new ContainerLegView("801", Say.At("2026-01-01T00:00:00Z"), Say.At("2026-01-10T00:00:00Z")),
            new ContainerLegView("802", Say.At("2026-01-11T00:00:00Z"), Say.At("2026-01-21T00:00:00Z")),
        ]);
    }

    [Fact]
    public void DischargeAtAPortOfTransshipment_IsNotTheDischarge()
    {
        var story = Stories.Shipment().Told(Boxes.Known(First), Boxes.OnLeg("unloaded_off_board", 9, 801, "2026-01-10T00:00:00Z"));
        var box = story.View.Containers.ShouldHaveSingleItem();

        (box.UnloadedAt, box.Stage).ShouldBe((null, null));
        story.View.Milestones.ShouldNotContain(milestone => milestone.Milestone == "container_unloaded");
    }

    [Fact]
    public void DischargeAtAPortOfTransshipment_MovesTheCargoAllTheSame() =>
        Stories.Shipment().Told(
                Boxes.Known(Boxes.Leg(801, "ocean", "port_of_loading", "transshipment")),
                Say.Event("/shipment#transshipment_delay", Objects.Data(), "2026-01-09T00:00:00Z", "2026-01-09T00:00:00Z"),
                Boxes.OnLeg("unloaded_off_board", 9, 801, "2026-01-10T00:00:00Z"))
            .View.Disruptions.ShouldHaveSingleItem().Open.ShouldBeFalse();

    [Theory]
    [InlineData("transshipment", null)]
    [InlineData("port_of_unloading", "2026-01-10T00:00:00Z")]
    [InlineData("fmc_port_of_unloading", "2026-01-10T00:00:00Z")]
    [InlineData("", "2026-01-10T00:00:00Z")]
    public void DischargeOffALegThatIsNotKnown_IsTheDischarge_UnlessItsPlaceIsOnTheWay(string tag, string? unloaded) =>
        OnlyBox(Boxes.OnLeg("unloaded_off_board", 9, 801, "2026-01-10T00:00:00Z", location: Boxes.Node("Europe/Oslo", tag)))
            .UnloadedAt.ShouldBe(unloaded is null ? null : Say.At(unloaded));

    [Fact]
    public void LegThatIsDeleted_SaysNothingOfTheContainer()
    {
        var deleted = Boxes.Leg(801, "ocean", "port_of_loading", "port_of_unloading");
        deleted["deleted_at"] = "2026-01-11T00:00:00Z";

        OnlyBox(Boxes.OnLeg("unloaded_off_board", 9, 801, "2026-01-10T00:00:00Z"), Boxes.Known(deleted)).UnloadedAt.ShouldBeNull();
    }

    [Fact]
    public void WhatAProgramOfBeforeStoredAtTheContainer_IsStillRead()
    {
        // As dialect A says it to this day: of the container, without a leg.
        var old = Say.Event("container_loaded", """{"container_id":9}""", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
        var off = Say.Event("container_unloaded", """{"container_id":9}""", "2026-01-20T00:00:00Z", "2026-01-20T00:00:00Z");
        var box = OnlyBox(Boxes.Known(First), Boxes.Known(Second), old, off, Boxes.OnLeg("loaded_on_board", 9, 802, "2026-01-11T00:00:00Z"));

        (box.LoadedAt, box.UnloadedAt).ShouldBe((Say.At("2026-01-01T00:00:00Z"), Say.At("2026-01-20T00:00:00Z")));
        OnlyBox(Boxes.Known(First), old, Boxes.OnLeg("loaded_on_board", 9, 801, "2026-01-01T06:00:00Z", recorded: "2026-01-02T00:00:00Z")).LoadedAt.ShouldBe(Say.At("2026-01-01T06:00:00Z"));
    }

    [Fact]
    public void FactsStoredBeforeLegsWereTold_AreFoldedByTheNewRules()
    {
        // As the program before wrote a container leg's unloading on 20 January: at the container.
        var stored = System.Text.Encoding.UTF8.GetBytes("""[1,[3,"9",20,["t","9"],null],[3,"9",52,["i",[639044640000000000,0]],null]]""");
        var accepted = new Domain.Entities.AcceptedEvent(
            1, new("1"), "/ocean/shipment_container_leg#unloaded_off_board", Say.At("2026-01-20T00:00:00Z"), Say.At("2026-01-20T00:00:00Z"), Say.At("2026-01-20T00:00:00Z"),
            Domain.Entities.StateCodec.DecodeFacts(stored));
        var rules = new Domain.Shipments.ShipmentRules(new());
        var state = rules.Apply(Stories.Shipment7001, Domain.Entities.EntityState.Empty, accepted).Next;

        var box = rules.View(Stories.Shipment7001, state).Containers.ShouldHaveSingleItem();
        (box.UnloadedAt, box.Stage).ShouldBe((Say.At("2026-01-20T00:00:00Z"), "discharged"));
    }

    [Fact]
    public void NumberAndId_OnDifferentLegs_AreOneContainer()
    {
        var box = OnlyBox(
            Boxes.Known(First), Boxes.Known(Second),
            Boxes.OnLeg("loaded_on_board", 9, 801, "2026-01-01T00:00:00Z"),
            Boxes.Listed(9, """{"container_number":"ABCU1"}"""),
            Boxes.OnLeg("unloaded_off_board", 9, 802, "2026-01-21T00:00:00Z"));

        (box.Number, box.LoadedAt, box.UnloadedAt).ShouldBe(("ABCU1", Say.At("2026-01-01T00:00:00Z"), Say.At("2026-01-21T00:00:00Z")));
    }

    [Theory]
    [InlineData("truck", "port_of_unloading", "destination_address", "2026-02-01T00:00:00Z")]
    [InlineData("rail", "port_of_unloading", "place_of_delivery", "2026-02-01T00:00:00Z")]
    [InlineData("truck", "fmc_port_of_unloading", "destination_address", "2026-02-01T00:00:00Z")]
    // The train to the inland port takes the free time along.
    [InlineData("rail", "fmc_port_of_unloading", "port_of_unloading", null)]
    [InlineData("truck", "origin_address", "port_of_loading", null)]
    [InlineData("ocean", "port_of_unloading", "place_of_delivery", null)]
    public void GateOut_IsTheDepartureOfTheTruckOrTrainFromThePortOfUnloading(string mode, string from, string to, string? at) =>
        OnlyBox(Boxes.Listed(9, "{}"), Boxes.Known(Boxes.Leg(803, mode, from, to, "2026-02-01T00:00:00Z")))
            .GatedOutAt.ShouldBe(at is null ? null : Say.At(at));

    [Theory]
    [InlineData("/ocean/shipment_leg#loaded_on_truck", "port_of_unloading", "destination_address", true)]
    [InlineData("/ocean/shipment_leg#loaded_on_truck", "origin_address", "port_of_loading", false)]
    [InlineData("/ocean/shipment_leg#loaded_on_truck", "origin_address", "destination_address", false)]
    [InlineData("/shipment_leg#out_for_delivery", "", "", true)]
    public void GateOut_IsAlsoBeingLoadedOnATruckOrOutForDelivery(string type, string from, string to, bool gone) =>
        OnlyBox(Boxes.Listed(9, "{}"), Boxes.LegEvent(type, Boxes.Leg(803, "truck", from, to), "2026-02-01T00:00:00Z"))
            .GatedOutAt.ShouldBe(gone ? Say.At("2026-02-01T00:00:00Z") : null);

    [Fact]
    public void PickupAtTheSeller_IsNoGateOut()
    {
        var box = OnlyBox(Boxes.Listed(9, """{"actual_pickup_date":"2026-01-01T12:00:00+08:00"}"""));

        (box.GatedOutAt, box.Stage).ShouldBe((null, "empty_picked_up"));
    }

    [Fact]
    public void TruckThatContainerLegsName_TakesOnlyThoseContainers_AndOneThatNoneNamesTakesAll()
    {
        var truck = Boxes.Known(Boxes.Leg(803, "truck", "port_of_unloading", "destination_address", "2026-02-01T00:00:00Z"));
        var boxes = new[] { Boxes.Listed(9, "{}"), Boxes.Listed(10, "{}"), truck };

        Stories.Shipment().Told(boxes).View.Containers.ShouldAllBe(box => box.Stage == "gated_out");
        Stories.Shipment().Told([.. boxes, Boxes.OnLeg("updated_estimated_available_for_pickup", 10, 803, "2026-02-01T00:00:00Z")])
            .View.Containers.Select(box => (box.Id, box.Stage)).ShouldBe([("9", null), ("10", "gated_out")]);
    }

    [Fact]
    public void Stage_IsTheFurthestThatIsReached()
    {
        var story = Stories.Shipment().Told(Boxes.Known(First), Boxes.Known(Second));

        Stage(Boxes.Listed(9, """{"actual_pickup_date":"2026-01-01T00:00:00Z"}""")).ShouldBe("empty_picked_up");
        Stage(Boxes.OnLeg("loaded_on_board", 9, 801, "2026-01-02T00:00:00Z")).ShouldBe("loaded");
        Stage(Boxes.OnLeg("unloaded_off_board", 9, 802, "2026-01-21T00:00:00Z")).ShouldBe("discharged");
        Stage(Boxes.OnLeg("available_for_pickup", 9, 802, "2026-01-22T00:00:00Z")).ShouldBe("available");
        Stage(Boxes.Known(Boxes.Leg(803, "truck", "port_of_unloading", "destination_address", "2026-01-23T00:00:00Z"))).ShouldBe("gated_out");
        Stage(Boxes.Listed(9, """{"actual_delivery_date":"2026-01-24T00:00:00Z"}""", "2026-01-24T00:00:00Z")).ShouldBe("delivered");
        Stage(Boxes.Listed(9, """{"empty_returned_date":"2026-01-26"}""", "2026-01-26T00:00:00Z")).ShouldBe("empty_returned");

        string? Stage(Interfaces.Entities.Delivery delivery) => story.Told(delivery).View.Containers.ShouldHaveSingleItem().Stage;
    }

    [Fact]
    public void Shipment_SaysHowManyContainersHaveComeHowFar()
    {
        var story = Stories.Shipment();
        story.View.ContainerStages.ShouldBeNull();
        story.Told([.. Enumerable.Range(1, 5).Select(id => Boxes.Listed(id, "{}"))]);
        story.View.ContainerStages!.Summary.ShouldBeNull();

        story.Told([.. Enumerable.Range(1, 3).Select(id => Boxes.Listed(id, """{"actual_delivery_date":"2026-01-24T00:00:00Z"}""", "2026-01-24T00:00:00Z"))]);
        story.Told(Boxes.OnLeg("loaded_on_board", 4, 801, "2026-01-02T00:00:00Z"));
        var stages = story.View.ContainerStages!;
        (stages.Total, stages.Summary).ShouldBe((5, "3 of 5 delivered"));
        stages.Stages.ShouldBe([new ContainerStageView("loaded", 1, 4), new ContainerStageView("delivered", 3, 3)]);
        System.Text.Encoding.UTF8.GetString(story.Head.Row.Span).ShouldContain("\"containerSummary\":\"3 of 5 delivered\"");
    }

    [Fact]
    public void ShipmentThatIsDelivered_HasItsContainersDelivered() =>
        OnlyBox(Boxes.Listed(9, "{}"), Say.Event("delivered", "{}", "2026-02-01T00:00:00Z")).Stage.ShouldBe("delivered");

    [Theory]
    [InlineData("empty_returned_date", "2026-01-26")]
    [InlineData("available_for_pickup_date", "2026-01-26")]
    [InlineData("actual_delivery_date", "2026-01-26")]
    [InlineData("estimated_available_for_pickup_date", "2026-01-26")]
    public void BareDay_IsThatDay_AndNoMidnight(string field, string said)
    {
        var box = OnlyBox(Boxes.Listed(9, $$"""{"{{field}}":"{{said}}"}"""));

        new[] { box.EmptyReturnedOn, box.AvailableOn, box.DeliveredOn, box.EstimatedAvailableOn }.OfType<string>().ShouldBe([said]);
        new[] { box.EmptyReturnedAt, box.Available.Actual, box.Available.Estimated, box.Delivery.Actual }.ShouldAllBe(at => at == null);
    }

    [Fact]
    public void EmptyReturned_IsTheDayInTheTerminalsZone()
    {
        var box = OnlyBox(
            Boxes.Known(Boxes.Leg(802, "ocean", "port_of_loading", "port_of_unloading", zone: "America/Los_Angeles")),
            Boxes.Listed(9, """{"empty_returned_date":"2026-03-11T06:59:00Z","last_free_day_date":"2026-03-10T07:00:00Z"}"""));

        (box.EmptyReturnedOn, box.EmptyReturnedAt, box.LastFreeDay).ShouldBe(("2026-03-10", Say.At("2026-03-11T06:59:00Z"), "2026-03-10"));
    }

    [Fact]
    public void WithoutAFreeTimeEvent_TheTerminalIsWhereTheContainersOwnLegArrives()
    {
        Interfaces.Entities.Delivery[] told =
        [
            Boxes.Known(Boxes.Leg(802, "ocean", "port_of_loading", "fmc_port_of_unloading", zone: "America/Los_Angeles")),
            Boxes.Known(Boxes.Leg(803, "rail", "fmc_port_of_unloading", "port_of_unloading", zone: "America/Chicago")),
            Boxes.Listed(9, """{"last_free_day_date":"2026-01-10T06:00:00Z"}"""),
            Boxes.OnLeg("loaded_on_board", 9, 802, "2026-01-01T00:00:00Z"),
        ];
        OnlyBox(told).LastFreeDay.ShouldBe("2026-01-09");

        OnlyBox([.. told, Boxes.OnLeg("loaded_on_board", 9, 803, "2026-01-04T00:00:00Z")]).LastFreeDay.ShouldBe("2026-01-10");
    }

    private static ContainerView OnlyBox(params Interfaces.Entities.Delivery[] told) => Stories.Shipment().Told(told).View.Containers.ShouldHaveSingleItem();
}
