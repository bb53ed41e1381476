namespace Grains.Domain.Tests.Shipments;

/// <summary>Of two reports about the same thing the later recorded one stands, whichever came first.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public void LaterRecordedDeparture_StandsThoughItOccurredEarlier()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("departed", "{}", occurred: "2026-02-03T00:00:00Z", recorded: "2026-02-03T00:00:00Z"),
            Say.Event("departed", "{}", occurred: "2026-02-02T00:00:00Z", recorded: "2026-02-04T00:00:00Z")).View;

        shipment.Actuals.Departure.ShouldBe(Say.At("2026-02-02T00:00:00Z"));
        shipment.Milestones.Count.ShouldBe(1);
    }

    [Fact]
    public void EarlierRecordedReportThatComesLast_ChangesNothing()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("estimated_arrival", """{"eta":"2026-03-09"}""", recorded: "2026-02-04T00:00:00Z"),
            Say.Event("estimated_arrival", """{"eta":"2026-03-01"}""", recorded: "2026-02-03T00:00:00Z")).View;

        shipment.Estimates.Arrival.ShouldBe(Say.At("2026-03-09T00:00:00Z"));
    }

    [Theory]
    [InlineData("9", "10")]
    [InlineData("10", "9")]
    public void RecordedAtTheSameInstant_TheGreaterEventIdStands(string first, string second)
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("estimated_arrival", $$"""{"eta":"2026-03-{{first.PadLeft(2, '0')}}"}""", recorded: "2026-02-04T00:00:00Z", id: first),
            Say.Event("estimated_arrival", $$"""{"eta":"2026-03-{{second.PadLeft(2, '0')}}"}""", recorded: "2026-02-04T00:00:00Z", id: second)).View;

        shipment.Estimates.Arrival.ShouldBe(Say.At("2026-03-10T00:00:00Z"));
    }

    [Fact]
    public void CorrectionWithoutAPlace_KeepsThePlace()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("arrived", """{"location":{"name":"Port of Oslo","country":"Norway"}}""", "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z"),
            Say.Event("arrived", """{"location":null}""", "2026-02-04T00:00:00Z", "2026-02-04T00:00:00Z")).View;

        shipment.LastMilestoneAt.ShouldBe(Say.At("2026-02-04T00:00:00Z"));
        shipment.CurrentLocation.ShouldBe(new("Port of Oslo", "Norway"));
    }

    [Fact]
    public void BookingAmendedThenItsConfirmationHeardOf_StaysAmended()
    {
        var booking = Stories.Shipment().Told(
            Say.Event("booking_amended", """{"booking_id":1}""", "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z"),
            Say.Event("booking_confirmed", """{"booking_id":1}""", "2026-02-01T00:00:00Z", "2026-02-05T00:00:00Z")).View.Bookings.Single();

        booking.Status.ShouldBe("amended");
    }

    [Fact]
    public void BookingConfirmedAgainAfterTheAmendment_IsConfirmed()
    {
        var booking = Stories.Shipment().Told(
            Say.Event("booking_confirmed", """{"booking_id":1}""", "2026-02-04T00:00:00Z", "2026-02-04T00:00:00Z"),
            Say.Event("booking_amended", """{"booking_id":1}""", "2026-02-03T00:00:00Z", "2026-02-05T00:00:00Z")).View.Bookings.Single();

        booking.Status.ShouldBe("confirmed");
    }

    [Fact]
    public void NothingSentButTheTimeOfReceipt_StandsInForBothTimes()
    {
        var story = Stories.Shipment().Told(Say.Event("departed", "{}"));

        story.LastReport.RecordedAt.ShouldBe(Say.At("2026-03-01T00:00:00Z"));
        story.LastReport.OccurredAt.ShouldBe(Say.At("2026-03-01T00:00:00Z"));
        story.View.Actuals.Departure.ShouldBe(Say.At("2026-03-01T00:00:00Z"));
    }

    [Fact]
    public void NotRecordedButOccurred_TheOccurrenceIsTheStamp() =>
        Stories.Shipment().Told(Say.Event("departed", "{}", occurred: "2026-02-01T00:00:00Z")).LastReport.RecordedAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));

    [Fact]
    public void TimesFinerThanAMicrosecond_AreCut()
    {
        var story = Stories.Shipment().Told(Say.Event("departed", "{}", "2026-02-01T00:00:00.1234567Z", "2026-02-01T00:00:00.7654321Z"));

        story.LastReport.OccurredAt.Ticks.ShouldBe(Say.At("2026-02-01T00:00:00.1234560Z").Ticks);
        story.LastReport.RecordedAt.Ticks.ShouldBe(Say.At("2026-02-01T00:00:00.7654320Z").Ticks);
    }
}
