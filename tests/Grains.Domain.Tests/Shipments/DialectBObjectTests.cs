using System.Text.Json.Nodes;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>What else full objects say: a leg's vessel and last way, a container's dates, a shipment's pickup; and objects that do not say what they are.</summary>
public sealed class DialectBObjectTests
{
    private const string Noted = "/shipment_leg#updated_estimated_time_of_arrival";

    [Fact]
    public void Leg_ShowsItsVesselItsTagsAndItsAppointment()
    {
        var leg = Stories.Shipment().Told(Say.Event(Noted, Objects.Data(Objects.Leg("801", "ocean", fields: new()
        {
            ["ocean_leg"] = new JsonObject { ["vessel_name"] = "TIDE HERON", ["vessel_imo"] = "9000001", ["voyage_number"] = "012W", ["scac_code"] = "TIHE" },
            ["origin"] = Objects.Node("North Quay", "Norway", "port_of_loading", "consolidation"),
            ["destination"] = Objects.Node("South Quay", "Chile", "port_of_unloading"),
            ["additional_dates"] = new JsonObject
            {
                ["delivery_appointment_scheduled_for_date"] = "2026-02-11T12:00:00+01:00",
                ["estimated_out_for_delivery_date"] = "2026-02-11T08:00:00+01:00",
            },
        })))).View.Legs.ShouldHaveSingleItem();

        leg.Vessel.ShouldBe(new VesselView("TIDE HERON", "9000001", "012W", "TIHE"));
        leg.OriginTags.ShouldBe(["port_of_loading", "consolidation"]);
        leg.DestinationTags.ShouldBe(["port_of_unloading"]);
        leg.Delivery.AppointmentAt.ShouldBe(Say.At("2026-02-11T11:00:00Z"));
        leg.Delivery.OutForDelivery.Estimated.ShouldBe(Say.At("2026-02-11T07:00:00Z"));
    }

    [Fact]
    public void LegOnATruck_HasNoVessel() =>
        Stories.Shipment().Told(Say.Event(Noted, Objects.Data(Objects.Leg("801", "truck", fields: new() { ["ocean_leg"] = null }))))
            .View.Legs.ShouldHaveSingleItem().Vessel.ShouldBeNull();

    [Fact]
    public void LegsLastWay_IsTheTimesOfItsEvents()
    {
        var delivery = Stories.Shipment().Told(
            Said("/ocean/shipment_leg#loaded_on_truck", "2026-02-01T00:00:00Z"),
            Said("/shipment_leg#delivery_appointment_requested", "2026-02-02T00:00:00Z"),
            Said("/shipment_leg#delivery_appointment_scheduled", "2026-02-03T00:00:00Z"),
            Said("/shipment_leg#out_for_delivery", "2026-02-04T00:00:00Z"),
            Said("/shipment_leg#delivered", "2026-02-05T00:00:00Z"),
            Said("/shipment_leg#delivery_completed", "2026-02-06T00:00:00Z")).View.Legs.ShouldHaveSingleItem().Delivery;

        delivery.ShouldBe(new LegDeliveryView(
            Say.At("2026-02-01T00:00:00Z"),
            new PlannedView(null, Say.At("2026-02-04T00:00:00Z")),
            Say.At("2026-02-05T00:00:00Z"),
            Say.At("2026-02-06T00:00:00Z"),
            Say.At("2026-02-02T00:00:00Z"),
            Say.At("2026-02-03T00:00:00Z")));

        static Interfaces.Entities.Delivery Said(string type, string at) => Say.Event(type, Objects.Data(Objects.Leg("801", "truck")), at, at);
    }

    [Fact]
    public void Container_ShowsAllOfItsDates()
    {
        var box = Stories.Shipment().Told(Say.Event(Noted, Objects.Data(containers: [Container(new()
        {
            ["estimated_departure_date"] = "2026-02-01T00:00:00Z",
            ["actual_departure_date"] = "2026-02-02T00:00:00Z",
            ["estimated_arrival_date"] = "2026-02-03T00:00:00Z",
            ["actual_arrival_date"] = "2026-02-04T00:00:00Z",
            ["estimated_pickup_date"] = "2026-02-05T00:00:00Z",
            ["actual_pickup_date"] = "2026-02-06T00:00:00Z",
            ["estimated_delivery_date"] = "2026-02-07T00:00:00Z",
            ["actual_delivery_date"] = "2026-02-08T00:00:00Z",
            ["estimated_available_for_pickup_date"] = "2026-02-09T00:00:00Z",
            ["available_for_pickup_date"] = "2026-02-10T00:00:00Z",
            ["last_free_day_date"] = "2026-02-11T00:00:00Z",
            ["empty_returned_date"] = "2026-02-12T00:00:00Z",
        })]))).View.Containers.ShouldHaveSingleItem();

        box.ShouldBe(new ContainerView(
            "9001", "ABCU1234560", null, null, null, null, null,
            new(Say.At("2026-02-01T00:00:00Z"), Say.At("2026-02-03T00:00:00Z")),
            new(Say.At("2026-02-02T00:00:00Z"), Say.At("2026-02-04T00:00:00Z")),
            new(Say.At("2026-02-09T00:00:00Z"), Say.At("2026-02-10T00:00:00Z")),
            new(Say.At("2026-02-05T00:00:00Z"), Say.At("2026-02-06T00:00:00Z")),
            new(Say.At("2026-02-07T00:00:00Z"), Say.At("2026-02-08T00:00:00Z")),
            null, "2026-02-11", null, null, Say.At("2026-02-12T00:00:00Z"))
        {
            Stage = "empty_returned",
            GatedOutAt = Say.At("2026-02-08T00:00:00Z"),
            EstimatedAvailableOn = "2026-02-09",
            AvailableOn = "2026-02-10",
            DeliveredOn = "2026-02-08",
            EmptyReturnedOn = "2026-02-12",
        });
    }

    [Fact]
    public void NullInAContainer_WithdrawsWhatWasSaid() =>
        Stories.Shipment().Told(
                Say.Event(Noted, Objects.Data(containers: [Container(new() { ["last_free_day_date"] = "2026-02-11T00:00:00Z" })]), recorded: "2026-02-01T00:00:00Z"),
                Say.Event(Noted, Objects.Data(containers: [Container(new() { ["last_free_day_date"] = null })]), recorded: "2026-02-02T00:00:00Z"))
            .View.Containers.ShouldHaveSingleItem().LastFreeDay.ShouldBeNull();

    [Fact]
    public void ShipmentsPickupAndCreation_AreShown_AndANullActualOrCreationSaysNothing()
    {
        var story = Stories.Shipment().Told(Say.Event("/shipment#schedule_confirmed", Objects.Data(null, Objects.Shipment(fields: new()
        {
            ["created_date"] = "2026-01-05T10:00:00Z",
            ["estimated_picked_up_in_full_date"] = "2026-01-08T00:00:00Z",
            ["actual_picked_up_in_full_date"] = "2026-01-09T00:00:00Z",
        })), recorded: "2026-02-01T00:00:00Z"));
        story.View.CreatedAt.ShouldBe(Say.At("2026-01-05T10:00:00Z"));
        story.View.Pickup.ShouldBe(new PlannedView(Say.At("2026-01-08T00:00:00Z"), Say.At("2026-01-09T00:00:00Z")));

        story.Told(Say.Event("/shipment#schedule_confirmed", Objects.Data(null, Objects.Shipment(fields: new()
        {
            ["created_date"] = null,
            ["estimated_picked_up_in_full_date"] = null,
            ["actual_picked_up_in_full_date"] = null,
        })), recorded: "2026-02-02T00:00:00Z"));
        story.View.CreatedAt.ShouldBe(Say.At("2026-01-05T10:00:00Z"));
        story.View.Pickup.ShouldBe(new PlannedView(null, Say.At("2026-01-09T00:00:00Z")));
    }

    [Theory]
    [InlineData("""{"id":7001,"name":"Figs"}""", "Figs", "booked")]
    [InlineData("""{"_object":null,"id":7001,"name":"Figs"}""", "Figs", "booked")]
    [InlineData("""{"id":7001}""", null, "none")]
    [InlineData("""{"id":7001,"link":"x"}""", null, "none")]
    [InlineData("""{"_object":"/api/refs/object","ref_type":"/shipment","id":7001,"name":"Figs"}""", null, "none")]
    [InlineData("""{"ref_type":"/shipment","id":7001,"link":"x"}""", null, "none")]
    [InlineData("""{"_object":"/invoice","id":7001,"name":"Figs"}""", null, "none")]
    [InlineData("[7001]", null, "none")]
    public void ShipmentThatDoesNotSayWhatItIs_IsReadWhenItSaysMoreThanItsId(string shipment, string? name, string status)
    {
        var view = Stories.Shipment().Told(Say.Event("/shipment#updated_route", $$"""{"shipment":{{shipment}}}""", recorded: "2026-02-01T00:00:00Z")).View;

        (view.Name, view.Status).ShouldBe((name, status));
    }

    [Fact]
    public void ShipmentInDialectAsData_IsNoObjectOfDialectB() =>
        Stories.Shipment().Told(Say.Event("cargo_ready", """{"shipment":{"id":7001,"name":"Figs","archived_at":null}}""")).View.Name.ShouldBeNull();

    [Theory]
    [InlineData("""{"id":9001,"container_number":"abcu1234560"}""", "9001", "ABCU1234560")]
    [InlineData("""{"_object":"/api/refs/object","ref_type":"/ocean/shipment_container","id":9001}""", "9001", null)]
    [InlineData("""{"ref_type":"/ocean/shipment_container","id":9001,"link":"x"}""", "9001", null)]
    [InlineData("""{"id":9001}""", "9001", null)]
    [InlineData("""{"container_number":" abcu1234560 "}""", "ABCU1234560", "ABCU1234560")]
    public void ContainerInAList_IsKnownByWhatItSays(string container, string id, string? number)
    {
        var box = Stories.Shipment().Told(Say.Event(Noted, $$"""{"containers":[{{container}}]}""")).View.Containers.ShouldHaveSingleItem();

        (box.Id, box.Number).ShouldBe((id, number));
    }

    [Theory]
    [InlineData("""{"_object":"/api/refs/object","ref_type":"/shipment_leg","id":9001}""")]
    [InlineData("""{"_object":"/invoice","id":9001}""")]
    [InlineData("9001")]
    [InlineData("null")]
    public void SomethingElseInAListOfContainers_IsNone(string other) =>
        Stories.Shipment().Told(Say.Event(Noted, $$"""{"containers":[{{other}}]}""")).View.Containers.ShouldBeEmpty();

    private static JsonObject Container(JsonObject fields)
    {
        var container = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9001, ["container_number"] = "ABCU1234560" };
        foreach (var (name, value) in fields) container[name] = value?.DeepClone();
        return container;
    }
}
