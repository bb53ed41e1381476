namespace Grains.Domain.Tests.Shipments;

/// <summary>Where Flexport says whether an exception is open, that decides.</summary>
public sealed class DisruptionStatusTests
{
    private const string Delay = "/shipment#vessel_delay_port_congestion";

    [Theory]
    [InlineData("open", true)]
    [InlineData("Open", true)]
    [InlineData("resolved", false)]
    [InlineData("canceled", false)]
    [InlineData("cancelled", false)]
    [InlineData("dreaming", false)]
    public void StatusDecides_AndOneThatNobodyKnowsLeavesItToTheMilestones(string status, bool open)
    {
        var disruption = Stories.Shipment().Told(
            Exception($$"""{"status":"{{status}}"}""", 3), Say.Event("departed", "{}", "2026-02-04T00:00:00Z", "2026-02-04T00:00:00Z")).View.Disruptions.ShouldHaveSingleItem();

        (disruption.Open, disruption.ReportedStatus).ShouldBe((open, status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ResolvedLater_IsTheSameDisruption_InBothOrders(bool inOrder)
    {
        Interfaces.Entities.Delivery[] told = [Exception("""{"status":"open"}""", 3), Exception("""{"status":"resolved"}""", 5)];
        var disruption = Stories.Shipment().Told(inOrder ? told : [.. told.Reverse()]).View.Disruptions.ShouldHaveSingleItem();

        (disruption.Since, disruption.Open).ShouldBe((Say.At("2026-02-03T00:00:00Z"), false));
    }

    [Fact]
    public void StatusOfOneBefore_SaysNothingOfTheNext() =>
        Stories.Shipment().Told(
                Exception("""{"status":"open"}""", 3), Exception("""{"status":"resolved"}""", 5), Say.Event(Delay, Objects.Data(), "2026-02-10T00:00:00Z", "2026-02-10T00:00:00Z"))
            .View.Disruptions.ShouldHaveSingleItem().Open.ShouldBeTrue();

    private static Interfaces.Entities.Delivery Exception(string exception, int day) =>
        Say.Event(Delay, $$"""{"exception":{{exception}}}""", $"2026-02-{day:D2}T00:00:00Z", $"2026-02-{day:D2}T00:00:00Z");
}
