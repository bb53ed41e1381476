using System.Text.Json.Nodes;

namespace Grains.Domain.Tests.Shipments;

/// <summary>Dialect B's full objects: what a value, a null and an absent field say.</summary>
public sealed class FullObjectTests
{
    private const string Noted = "/shipment_leg#updated_estimated_time_of_arrival";

    [Fact]
    public void LegArrivedWithItsShipment_BothAreRead()
    {
        var leg = Objects.Leg("801", "truck", "2026-05-11T12:00:00.000+01:00", "2026-05-11T12:00:00.000+01:00", new JsonObject
        {
            ["carrier_name"] = "Brisk Haulage",
            ["origin"] = Objects.Node("Quarry Yard", "Wales", "origin_address"),
            ["destination"] = Objects.Node("Saltmarsh Depot", "England", "deconsolidation"),
            ["estimated_arrival_date"] = "2026-05-11T13:00:00.000+01:00",
        });
        var whole = Objects.Shipment("7001", "2026-05-12T14:31:56.032Z", new JsonObject
        {
            ["name"] = "Slates // part 3",
            ["status"] = "in_transit_to_final_destination",
            ["transportation_mode"] = "truck_intl",
            ["cargo_ready_date"] = "2026-05-01",
            ["actual_arrival_date"] = null,
            ["archived_at"] = null,
        });
        var shipment = Stories.Shipment().Told(Say.Event(
            "/shipment_leg#arrived", Objects.Data(leg, whole), occurred: "2026-05-11T11:00:00Z", recorded: "2026-05-12T14:31:57.148Z")).View;

        shipment.Name.ShouldBe("Slates // part 3");
        shipment.ReportedStatus.ShouldBe("in_transit_to_final_destination");
        shipment.TransportationMode.ShouldBe("truck_intl");
        shipment.CargoReadyDate.ShouldBe("2026-05-01");
        shipment.Status.ShouldBe("arrived");
        shipment.LastMilestone.ShouldBe("arrived");
        shipment.CurrentLocation.ShouldBe(new("Saltmarsh Depot", "England"));
        var only = shipment.Legs.ShouldHaveSingleItem();
        only.Id.ShouldBe("801");
        only.CarrierName.ShouldBe("Brisk Haulage");
        only.Estimates.Arrival.ShouldBe(Say.At("2026-05-11T12:00:00Z"));
        only.Actuals.Arrival.ShouldBe(Say.At("2026-05-11T11:00:00Z"));
        only.Actuals.Arrival!.Value.Offset.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void NullInALeg_WithdrawsWhatWasSaid()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(Noted, Objects.Data(Objects.Leg("801", "ocean", "2026-01-03T00:00:00Z")), recorded: "2026-02-01T00:00:00Z"),
            Say.Event(Noted, Objects.Data(Objects.Leg("801", fields: new JsonObject { ["actual_departure_date"] = null })), recorded: "2026-02-02T00:00:00Z")).View;

        shipment.Status.ShouldBe("none");
        shipment.Milestones.ShouldBeEmpty();
    }

    [Fact]
    public void WithdrawalRecordedEarlier_DoesNotTouchALaterValue()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(Noted, Objects.Data(Objects.Leg("801", "ocean", "2026-01-03T00:00:00Z")), recorded: "2026-02-02T00:00:00Z"),
            Say.Event(Noted, Objects.Data(Objects.Leg("801", fields: new JsonObject { ["actual_departure_date"] = null })), recorded: "2026-02-01T00:00:00Z")).View;

        shipment.Status.ShouldBe("departed");
    }

    [Fact]
    public void FieldAbsentInALeg_SaysNothing()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(Noted, Objects.Data(Objects.Leg("801", "ocean", "2026-01-03T00:00:00Z")), recorded: "2026-02-01T00:00:00Z"),
            Say.Event(Noted, Objects.Data(Objects.Leg("801")), recorded: "2026-02-02T00:00:00Z")).View;

        shipment.Status.ShouldBe("departed");
        shipment.Legs.Single().TransportationMode.ShouldBe("ocean");
    }

    [Theory]
    [InlineData("actual_departure_date", "departed")]
    [InlineData("actual_arrival_date", "arrived")]
    [InlineData("actual_delivered_in_full_date", "delivered")]
    public void ShipmentsOwnActualDate_CountsAndItsNullSaysNothing(string field, string status)
    {
        var story = Stories.Shipment().Told(Say.Event(
            "/shipment#created", Objects.Data(Objects.Shipment(fields: new JsonObject { [field] = "2026-01-03T00:00:00Z" })), recorded: "2026-02-01T00:00:00Z"));
        story.View.Status.ShouldBe(status);

        story.Told(Say.Event("/shipment#created", Objects.Data(Objects.Shipment(fields: new JsonObject { [field] = null })), recorded: "2026-02-02T00:00:00Z"));
        story.View.Status.ShouldBe(status);
    }

    [Fact]
    public void OtherNullInAShipment_Withdraws()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(
                "/shipment#created",
                Objects.Data(Objects.Shipment(fields: new JsonObject { ["estimated_arrival_date"] = "2026-03-03T00:00:00Z", ["name"] = "Figs" })),
                recorded: "2026-02-01T00:00:00Z"),
            Say.Event(
                "/shipment#created",
                Objects.Data(Objects.Shipment(fields: new JsonObject { ["estimated_arrival_date"] = null })),
                recorded: "2026-02-02T00:00:00Z")).View;

        shipment.Estimates.Arrival.ShouldBeNull();
        shipment.Name.ShouldBe("Figs");
    }

    [Fact]
    public void ObjectsOwnStamp_DecidesBetweenTwoObjects_NotThatOfTheEvents()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(Noted, Objects.Data(null, Objects.Shipment("7001", "2026-02-05T00:00:00Z", new() { ["name"] = "newer" })), recorded: "2026-02-06T00:00:00Z"),
            Say.Event(Noted, Objects.Data(null, Objects.Shipment("7001", "2026-02-04T00:00:00Z", new() { ["name"] = "older" })), recorded: "2026-02-07T00:00:00Z")).View;

        shipment.Name.ShouldBe("newer");
    }

    [Theory]
    [InlineData("/shipment_leg#departed", "departed")]
    [InlineData("/shipment_leg#arrived", "arrived")]
    public void LegEventWhoseObjectLacksTheDate_HappenedWhenTheEventOccurred(string type, string milestone)
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(type, Objects.Data(Objects.Leg("801", "ocean")), occurred: "2026-01-03T00:00:00Z", recorded: "2026-02-01T00:00:00Z")).View;

        var entry = shipment.Milestones.ShouldHaveSingleItem();
        (entry.Milestone, entry.Leg, entry.OccurredAt).ShouldBe((milestone, "801", Say.At("2026-01-03T00:00:00Z")));
    }

    [Fact]
    public void LegEventWhoseObjectHasANullDate_TheEventStands()
    {
        var shipment = Stories.Shipment().Told(Say.Event(
            "/shipment_leg#departed",
            Objects.Data(Objects.Leg("801", "ocean", fields: new JsonObject { ["actual_departure_date"] = null })),
            occurred: "2026-01-03T00:00:00Z",
            recorded: "2026-02-01T00:00:00Z")).View;

        shipment.Milestones.ShouldHaveSingleItem().OccurredAt.ShouldBe(Say.At("2026-01-03T00:00:00Z"));
    }

    [Fact]
    public void ShipmentObjectAlone_MeansBooked() =>
        Stories.Shipment().Told(Say.Event("/shipment#created", Objects.Data(Objects.Shipment()), recorded: "2026-02-01T00:00:00Z")).View.Status.ShouldBe("booked");

    [Fact]
    public void UnknownTypeWithFullObjects_TheyAreReadAllTheSame() =>
        Stories.Shipment().Told(Say.Event(null, Objects.Data(Objects.Leg("801", "ocean", "2026-01-03T00:00:00Z")), type: "/shipment_leg#teleported"))
            .View.Status.ShouldBe("departed");

    [Fact]
    public void UnknownTypeWithoutObjects_IsANote()
    {
        var story = Stories.Shipment().Told(Say.Event(null, """{"shipment_id":"7001","milestone":"teleported"}"""));

        story.LastReport.Facts.ShouldBeEmpty();
        story.View.Status.ShouldBe("none");
        story.View.Version.ShouldBe(1);
    }

    [Fact]
    public void ContainersOfAnEvent_AreKnownByTheirNumber()
    {
        var boxes = new JsonArray(new JsonObject
        {
            ["_object"] = "/ocean/shipment_container",
            ["id"] = 9001,
            ["container_number"] = "ABCU1234560",
            ["container_type"] = "dry",
            ["container_size"] = "forty_ft",
            ["seal_number"] = "S-1",
        });
        var shipment = Stories.Shipment().Told(
            Say.Event(Noted, Objects.Data(Objects.Leg("801"), containers: boxes), recorded: "2026-02-01T00:00:00Z"),
            Say.Event(
                "/ocean/shipment_container_leg#loaded_on_board",
                """{"resource":{"_object":"/ocean/shipment_container_leg","id":1,"shipment_container":{"ref_type":"/ocean/shipment_container","id":9001}}}""",
                occurred: "2026-01-02T00:00:00Z",
                recorded: "2026-02-02T00:00:00Z")).View;

        var box = shipment.Containers.ShouldHaveSingleItem();
        (box.Id, box.Number, box.Type, box.Size, box.SealNumber).ShouldBe(("9001", "ABCU1234560", "dry", "forty_ft", "S-1"));
        (box.LoadedAt, box.UnloadedAt).ShouldBe((Say.At("2026-01-02T00:00:00Z"), null));
        var entry = shipment.Milestones.ShouldHaveSingleItem();
        (entry.Milestone, entry.Container).ShouldBe(("container_loaded", "ABCU1234560"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CorrectedContainerNumber_IsOneContainer_WhicheverCameFirst(bool inOrder)
    {
        Interfaces.Entities.Delivery[] told =
        [
            Say.Event("container_loaded", """{"container_number":"ABCU1111111"}""", "2026-02-01T06:00:00Z", "2026-02-01T08:00:00Z"),
            Say.Event("/shipment#updated_route", Numbered("ABCU1111111"), recorded: "2026-02-01T00:00:00Z"),
            Say.Event("/shipment#updated_route", Numbered("ABCU2222222"), recorded: "2026-02-02T00:00:00Z"),
        ];
        var shipment = Stories.Shipment().Told(inOrder ? told : [.. told.Reverse()]).View;

        shipment.Containers.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            it => (it.Id, it.Number).ShouldBe(("9001", "ABCU2222222")), it => it.LoadedAt.ShouldBe(Say.At("2026-02-01T06:00:00Z")));

        static string Numbered(string number) =>
            Objects.Data(containers: [new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9001, ["container_number"] = number }]);
    }
}
