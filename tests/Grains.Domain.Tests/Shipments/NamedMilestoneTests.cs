namespace Grains.Domain.Tests.Shipments;

public sealed class NamedMilestoneTests
{
    [Theory]
    [InlineData("cargo_ready")]
    [InlineData("departed")]
    [InlineData("arrived")]
    [InlineData("customs_cleared")]
    [InlineData("delivered")]
    public void Milestone_SetsStatusLastMilestoneAndCurrentLocation(string milestone)
    {
        var shipment = Stories.Shipment().Told(Say.Event(
            milestone,
            $$$"""{"shipment_id":"7001","milestone":"{{{milestone}}}","location":{"name":"Port of Oslo","country":"Norway"}}""",
            occurred: "2026-02-01T08:00:00+01:00",
            recorded: "2026-02-01T09:00:00Z")).View;

        shipment.Status.ShouldBe(milestone);
        shipment.LastMilestone.ShouldBe(milestone);
        shipment.LastMilestoneAt.ShouldBe(Say.At("2026-02-01T07:00:00Z"));
        shipment.CurrentLocation!.Name.ShouldBe("Port of Oslo");
        shipment.CurrentLocation.Country.ShouldBe("Norway");
        var entry = shipment.Milestones.ShouldHaveSingleItem();
        entry.Milestone.ShouldBe(milestone);
        entry.RecordedAt.ShouldBe(Say.At("2026-02-01T09:00:00Z"));
        entry.Leg.ShouldBeNull();
        entry.Late.ShouldBeFalse();
    }

    [Fact]
    public void DepartureReportedAfterArrival_DoesNotMoveTheShipmentBack()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("arrived", "{}", occurred: "2026-02-20T00:00:00Z", recorded: "2026-02-20T00:00:00Z"),
            Say.Event("departed", "{}", occurred: "2026-02-01T00:00:00Z", recorded: "2026-02-21T00:00:00Z"));

        shipment.View.Status.ShouldBe("arrived");
        shipment.View.LastMilestone.ShouldBe("arrived");
        shipment.View.Milestones.Select(m => (m.Milestone, m.Late)).ShouldBe([("departed", true), ("arrived", false)]);
        shipment.Announcements.Select(a => a.Thing).ShouldBe(["milestone:arrived"]);
    }
}
