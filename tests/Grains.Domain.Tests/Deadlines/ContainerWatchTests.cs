using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>Free time until a container leaves the port, and its return from then on; each container for itself.</summary>
public sealed class ContainerWatchTests
{
    private const string FreeUntilTheTenth = """{"last_free_day_date":"2026-03-10"}""";

    [Fact]
    public void PickupAtTheSeller_StopsNoFreeTime_AndStartsNoReturn()
    {
        var story = Stories.Shipment().Told(Boxes.Listed(9, """{"last_free_day_date":"2026-03-10","actual_pickup_date":"2026-01-02T00:00:00Z"}"""));

        Alarms(story.At("2026-03-01T00:00:00Z")).ShouldBe("");
        Alarms(story.At("2026-03-10T00:00:00Z")).ShouldBe("free_time 9 24h");
    }

    [Fact]
    public void GateOut_EndsFreeTime_AndStartsTheReturn()
    {
        var story = Stories.Shipment().Told(Boxes.Listed(9, FreeUntilTheTenth)).At("2026-03-09T00:00:00Z");
        Alarms(story).ShouldBe("free_time 9 48h");

        story.Told(Boxes.Known(Boxes.Leg(803, "truck", "port_of_unloading", "destination_address", "2026-03-09T12:00:00Z"), "2026-03-09T13:00:00Z"));
        Alarms(story).ShouldBe("");
        Alarms(story.At("2026-03-14T11:59:59Z")).ShouldNotContain("container_return");
        Alarms(story.At("2026-03-14T12:00:00Z")).ShouldContain("container_return 9 overdue");
    }

    [Theory]
    [InlineData("""{"container_type":"lcl","actual_delivery_date":"2026-03-09T00:00:00Z"}""", null, "")]
    [InlineData("""{"container_type":"LCL","actual_delivery_date":"2026-03-09T00:00:00Z"}""", null, "")]
    [InlineData("""{"container_type":"dry","actual_delivery_date":"2026-03-09T00:00:00Z"}""", """{"ocean_shipment":{"is_lcl":true}}""", "")]
    [InlineData("""{"container_type":"dry","actual_delivery_date":"2026-03-09T00:00:00Z"}""", """{"is_lcl":true}""", "")]
    [InlineData("""{"container_type":"dry","actual_delivery_date":"2026-03-09T00:00:00Z"}""", """{"ocean_shipment":{"is_lcl":false}}""", "container_return 9 overdue")]
    [InlineData("""{"container_type":"dry","actual_delivery_date":"2026-03-09T00:00:00Z"}""", null, "container_return 9 overdue")]
    public void LessThanAContainerLoad_IsReturnedByTheForwarder(string box, string? shipment, string alarms)
    {
        var story = Stories.Shipment().Told(Boxes.Listed(9, box));
        if (shipment is not null) story.Told(Say.Event("/shipment#updated_route", Objects.Data(Objects.Shipment(fields: System.Text.Json.Nodes.JsonNode.Parse(shipment)!.AsObject())), recorded: "2026-03-09T00:00:00Z"));

        Alarms(story.At("2026-03-20T00:00:00Z")).ShouldBe(alarms);
        story.View.IsLcl.ShouldBe(shipment is null ? null : alarms.Length == 0);
    }

    [Fact]
    public void ContainerReturnedToItsShipper_SilencesItself_AndNotTheOthers()
    {
        var story = Stories.Shipment().Told(Boxes.Listed(9, FreeUntilTheTenth), Boxes.Listed(10, FreeUntilTheTenth)).At("2026-03-09T00:00:00Z");
        Alarms(story).ShouldBe("free_time 9 48h, free_time 10 48h");

        story.Told(Say.Event("/shipment#returned_to_shipper", Objects.Data(containers: [Boxes.Object(9)]), "2026-03-09T06:00:00Z", "2026-03-09T06:00:00Z"));
        Alarms(story).ShouldBe("free_time 10 48h");
        story.View.Containers.Select(box => box.ReturnedToShipperAt).ShouldBe([Say.At("2026-03-09T06:00:00Z"), null]);
        story.View.ReturnedToShipperAt.ShouldBe(Say.At("2026-03-09T06:00:00Z"));
    }

    [Fact]
    public void ShipmentReturnedToItsShipper_IsSilent() =>
        Alarms(Stories.Shipment().Told(Boxes.Listed(9, FreeUntilTheTenth), Say.Event("/shipment#returned_to_shipper", Objects.Data(), "2026-03-01T00:00:00Z")).At("2026-03-12T00:00:00Z"))
            .ShouldBe("");

    [Fact]
    public void FreeTimeThatWasExtended_TakesTheAlarmBack_AndSaysTheNewDay()
    {
        var story = Stories.Shipment().Told(Boxes.Listed(9, FreeUntilTheTenth)).At("2026-03-11T00:00:00Z");
        Alarms(story).ShouldBe("free_time 9 expired");

        story.Told(Boxes.Listed(9, """{"last_free_day_date":"2026-03-20"}""", "2026-03-11T01:00:00Z"));
        Alarms(story).ShouldBe("");
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-03-18T00:00:00Z"));
        (story.Announcements[^1].Thing, story.Announcements[^1].Revision).ShouldBe(("free_time:last_free_day:9", 1));
    }

    private static string Alarms(Story<ShipmentView> story) => string.Join(", ", story.View.Attention
        .Where(one => one.Kind is "free_time" or "container_return").Select(one => $"{one.Kind} {one.Subject} {one.Stage}"));
}
