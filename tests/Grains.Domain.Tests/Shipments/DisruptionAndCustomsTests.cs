using System.Text.Json.Nodes;

namespace Grains.Domain.Tests.Shipments;

public sealed class DisruptionAndCustomsTests
{
    private const string Delay = "/shipment#vessel_delay_port_congestion";
    private const string Hold = "/shipment#customs_agriculture_hold";
    private const string Release = "/shipment#customs_entry_release_status_released";

    [Theory]
    [InlineData("2026-02-02T00:00:00Z", true)]
    [InlineData("2026-02-02T23:59:59Z", true)]
    [InlineData("2026-02-03T00:00:00Z", false)]
    [InlineData("2026-02-03T00:00:01Z", false)]
    public void Disruption_IsOpenUntilATransitMilestoneThatDidNotOccurBeforeIt(string arrived, bool open)
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("arrived", "{}", occurred: arrived, recorded: "2026-02-09T00:00:00Z"),
            Say.Event(Delay, Objects.Data(), occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-04T00:00:00Z")).View;

        shipment.Disruptions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            it => it.Type.ShouldBe(Delay), it => it.Since.ShouldBe(Say.At("2026-02-03T00:00:00Z")), it => it.Open.ShouldBe(open));
    }

    [Fact]
    public void Disruption_SaysWhatItMeans() =>
        Stories.Shipment().Told(Say.Event(Delay, Objects.Data(), "2026-02-03T00:00:00Z")).View.Disruptions.ShouldBe(
            [new(Delay, Say.At("2026-02-03T00:00:00Z"), true, "The vessel waits for a crowded port.")]);

    [Theory]
    [InlineData("""{"resolved_at":"2026-02-02T23:59:59Z"}""", true)]
    [InlineData("""{"resolved_at":"2026-02-03T00:00:00Z"}""", false)]
    [InlineData("""{"resolved_at":"2026-02-03T00:00:01Z"}""", false)]
    [InlineData("""{"closed_at":"2026-02-04T00:00:00Z"}""", false)]
    [InlineData("""{"resolved_at":null}""", true)]
    [InlineData("""{"resolved_at":"soon"}""", true)]
    [InlineData("null", true)]
    [InlineData("[]", true)]
    public void Disruption_IsOpenUntilItsOwnEnd(string exception, bool open) =>
        Stories.Shipment().Told(Say.Event(Delay, $$"""{"exception":{{exception}}}""", "2026-02-03T00:00:00Z"))
            .View.Disruptions.Single().Open.ShouldBe(open);

    [Fact]
    public void EndThatIsTakenBack_OpensTheDisruptionAgain() =>
        Stories.Shipment().Told(
                Say.Event(Delay, """{"exception":{"resolved_at":null}}""", "2026-02-03T00:00:00Z", "2026-02-06T00:00:00Z"),
                Say.Event(Delay, """{"exception":{"resolved_at":"2026-02-04T00:00:00Z"}}""", "2026-02-03T00:00:00Z", "2026-02-05T00:00:00Z"))
            .View.Disruptions.Single().Open.ShouldBeTrue();

    [Theory]
    [InlineData("customs_cleared")]
    [InlineData("cargo_ready")]
    public void MilestoneThatMovesNothing_ClosesNoDisruption(string name) =>
        Stories.Shipment().Told(
                Say.Event(Delay, Objects.Data(), occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-04T00:00:00Z"),
                Say.Event(name, """{"container_number":"ABCU1"}""", occurred: "2026-02-05T00:00:00Z", recorded: "2026-02-05T00:00:00Z"))
            .View.Disruptions.Single().Open.ShouldBeTrue();

    [Theory]
    [InlineData("container_loaded", "2026-02-02T23:59:59Z", true)]
    [InlineData("container_loaded", "2026-02-03T00:00:00Z", false)]
    [InlineData("container_unloaded", "2026-02-02T23:59:59Z", true)]
    [InlineData("container_unloaded", "2026-02-03T00:00:00Z", false)]
    public void ContainersMove_ClosesADisruptionThatWasThereBefore(string name, string occurred, bool open)
    {
        var story = Stories.Shipment().Told(
            Say.Event(Delay, Objects.Data(), occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-04T00:00:00Z"),
            Say.Event(name, """{"container_number":"ABCU1"}""", occurred, "2026-02-05T00:00:00Z"));

        story.View.Disruptions.Single().Open.ShouldBe(open);
        story.Announcements.ShouldAllBe(a => a.Thing == "disruption:vessel_delay_port_congestion");
        story.Announcements.Count.ShouldBe(open ? 1 : 2);
    }

    [Fact]
    public void AnyLegsMove_ClosesADisruption() =>
        Stories.Shipment().Told(
                Say.Event(Delay, Objects.Data(), occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-04T00:00:00Z"),
                Say.Event("/shipment_leg#departed", Objects.Data(Objects.Leg("3", "truck", "2026-02-06T00:00:00Z")), recorded: "2026-02-05T00:00:00Z"))
            .View.Disruptions.Single().Open.ShouldBeFalse();

    [Theory]
    [InlineData("/shipment_leg#out_for_delivery")]
    [InlineData("/shipment_leg#delivered")]
    [InlineData("/shipment_leg#delivery_completed")]
    [InlineData("/ocean/shipment_leg#loaded_on_truck")]
    public void LastWayByTruck_ClosesADisruption_UnlessTheLegIsDeleted(string type)
    {
        var story = Stories.Shipment().Told(
            Say.Event(Delay, Objects.Data(), occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-03T01:00:00Z"),
            Say.Event(type, Objects.Data(Objects.Leg("3", "truck")), occurred: "2026-02-04T00:00:00Z", recorded: "2026-02-04T01:00:00Z"));
        story.View.Disruptions.Single().Open.ShouldBeFalse();

        story.Told(Say.Event(
            "/shipment_leg#updated_estimated_time_of_arrival", Objects.Data(Objects.Leg("3", "truck", fields: new() { ["deleted_at"] = "2026-02-05T00:00:00Z" })),
            occurred: "2026-02-05T00:00:00Z", recorded: "2026-02-05T00:00:00Z"));
        story.View.Disruptions.Single().Open.ShouldBeTrue();
    }

    [Fact]
    public void ContainersDelivery_ClosesADisruption() =>
        Stories.Shipment().Told(
                Say.Event(Delay, Objects.Data(), occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-03T01:00:00Z"),
                Say.Event(
                    "/shipment#updated_route",
                    Objects.Data(containers: [new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9, ["container_number"] = "ABCU1", ["actual_delivery_date"] = "2026-02-04T00:00:00Z" }]),
                    occurred: "2026-02-04T00:00:00Z", recorded: "2026-02-04T01:00:00Z"))
            .View.Disruptions.Single().Open.ShouldBeFalse();

    [Fact]
    public void EarlierOneOfItsKindThatIsRecordedLater_HidesNoDisruptionThatIsOpen()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event(Delay, Objects.Data(), "2026-02-05T00:00:00Z", "2026-02-05T01:00:00Z"),
            Say.Event("arrived", "{}", "2026-02-03T00:00:00Z", "2026-02-03T01:00:00Z"),
            Say.Event(Delay, Objects.Data(), "2026-02-02T00:00:00Z", "2026-02-06T00:00:00Z")).View;

        shipment.Disruptions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            it => it.Since.ShouldBe(Say.At("2026-02-05T00:00:00Z")), it => it.Open.ShouldBeTrue());
    }

    [Fact]
    public void Release_ClearsCustomsAndReachesTheMilestone()
    {
        var shipment = Stories.Shipment().Told(Say.Event(Release, Objects.Data(), "2026-02-05T00:00:00Z", "2026-02-05T00:00:00Z")).View;

        (shipment.Customs.Status, shipment.Customs.ClearedAt).ShouldBe(("cleared", Say.At("2026-02-05T00:00:00Z")));
        shipment.Status.ShouldBe("customs_cleared");
    }

    [Theory]
    [InlineData("2026-02-04T00:00:00Z", "cleared")]
    [InlineData("2026-02-05T00:00:00Z", "cleared")]
    [InlineData("2026-02-06T00:00:00Z", "hold")]
    public void HoldAfterTheRelease_Holds(string held, string status) =>
        Stories.Shipment().Told(
                Say.Event(Hold, Objects.Data(), held, "2026-02-08T00:00:00Z"),
                Say.Event(Release, Objects.Data(), "2026-02-05T00:00:00Z", "2026-02-07T00:00:00Z"))
            .View.Customs.Status.ShouldBe(status);

    [Fact]
    public void DeliveredInFullWithoutADateInTheObject_HappenedWhenItOccurred()
    {
        var shipment = Stories.Shipment().Told(Say.Event(
            "/shipment#delivered_in_full",
            Objects.Data(Objects.Shipment(fields: new() { ["actual_delivered_in_full_date"] = null }), location: Objects.Node("Depot 9", "Chile")),
            "2026-02-05T00:00:00Z",
            "2026-02-07T00:00:00Z")).View;

        shipment.Status.ShouldBe("delivered");
        shipment.LastMilestoneAt.ShouldBe(Say.At("2026-02-05T00:00:00Z"));
        shipment.CurrentLocation.ShouldBe(new("Depot 9", "Chile"));
    }
}
