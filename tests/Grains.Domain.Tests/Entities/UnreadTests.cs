using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

/// <summary>What is there and cannot be read is not absent: it is shown as it is written, and nothing is invented in its place.</summary>
public sealed class UnreadTests
{
    [Theory]
    [InlineData("\"2026-11-20T24:00:00Z\"", "2026-11-21T00:00:00Z")]
    [InlineData("\"2016-12-31T23:59:60Z\"", "2016-12-31T23:59:59Z")]
    [InlineData("\"2026-11-26T00:00:00[Asia/Shanghai]\"", "2026-11-26T00:00:00+08:00")]
    [InlineData("1795219200", "2026-11-21T00:00:00Z")]
    [InlineData("1795219200.5", "2026-11-21T00:00:00.5Z")]
    [InlineData("1795219200000", "2026-11-21T00:00:00Z")]
    [InlineData("\"1795219200000\"", "2026-11-21T00:00:00Z")]
    public void ATimeOfCommonPractice_IsTheTimeOfTheDeparture(string occurredAt, string at)
    {
        var view = Stories.Shipment().Told(Bodies.Milestone("departed", occurredAt)).View;

        view.Status.ShouldBe("departed");
        view.LastMilestoneAt!.Value.EqualsExact(Say.At(at)).ShouldBeTrue();
        view.Unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"2026-11-20T25:00:00Z\"", "2026-11-20T25:00:00Z")]
    [InlineData("\"end of week 47\"", "end of week 47")]
    [InlineData("1.7e9", "1.7e9")]
    [InlineData("true", "true")]
    [InlineData("{\"day\":20}", "{\"day\":20}")]
    public void ADepartureAtATimeThatCannotBeRead_IsNoDepartureWhenItWasRecorded_AndIsShownAsItIsWritten(string occurredAt, string written)
    {
        var story = Stories.Shipment().Told(Bodies.Milestone("departed", occurredAt));

        story.View.Status.ShouldBe("none");
        story.View.Milestones.ShouldBeEmpty();
        story.Announcements.ShouldBeEmpty();
        story.View.Unread.ShouldBe([new UnreadView("data.occurred_at", "departed", written, "m1", Say.At("2026-11-27T09:00:00Z"))]);
        story.LastReport.RecordedAt.ShouldBe(Say.At("2026-11-27T09:00:00Z"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    public void ATimeThatIsNotSaid_IsThatOfTheRecord(string occurredAt)
    {
        var view = Stories.Shipment().Told(Bodies.Milestone("departed", occurredAt)).View;

        view.LastMilestoneAt.ShouldBe(Say.At("2026-11-27T09:00:00Z"));
        view.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void ARecordingTimeThatCannotBeRead_StandsForNoOccurrence()
    {
        var view = Stories.Shipment().Told(Bodies.Read("""{"id":"1","type":"departed","created_at":"lately","data":{"shipment_id":"7001"}}""")).View;

        view.Milestones.ShouldBeEmpty();
        view.Unread.ShouldHaveSingleItem().Field.ShouldBe("created_at");
    }

    [Fact]
    public void AnEventOfDialectB_IsReadByTheSameRule()
    {
        var data = Objects.Data(Objects.Leg("11", "ocean"));
        var view = Stories.Shipment().Told(Bodies.Read(
            $$"""{"_object":"/event","id":5,"type":"/shipment_leg#departed","created_at":"2026-11-27T09:00:00Z","occurred_at":"2026-11-31T00:00:00Z","data":{{data}}}""")).View;

        view.Milestones.ShouldBeEmpty();
        view.Unread.ShouldBe([new UnreadView("occurred_at", "/shipment_leg#departed 11", "2026-11-31T00:00:00Z", "5", Say.At("2026-11-27T09:00:00Z"))]);
    }

    [Fact]
    public void AFieldOfAnObjectThatCannotBeRead_LeavesWhatWasKnown_AndWithdrawsNothing()
    {
        var view = Stories.Shipment().Told(Leg("1", "2026-11-01T00:00:00+08:00"), Leg("2", "1 December or so")).View;

        view.Legs[0].Estimates.Arrival.ShouldBe(Say.At("2026-11-01T00:00:00+08:00"));
        var unread = view.Unread.ShouldHaveSingleItem();
        (unread.Field, unread.About, unread.Value, unread.EventId).ShouldBe(("estimated_arrival_date", "leg 11", "1 December or so", "2"));

        static Delivery Leg(string id, string eta) => Say.Event(
            "/shipment_leg#updated_estimated_time_of_arrival",
            Objects.Data(Objects.Leg("11", "ocean", fields: new JsonObject { ["estimated_arrival_date"] = eta })),
            recorded: $"2026-10-0{id}T00:00:00Z",
            id: id);
    }

    [Fact]
    public void TheTimeThatAnEventsOwnFieldSays_IsNotReplacedByThatOfTheEvent()
    {
        var view = Stories.Shipment().Told(
            Say.Event("container_loaded", """{"container_number":"CSQU3054383","loaded_at":"yesterday"}""", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"),
            Say.Event("actual_departure", """{"actual_departure":"at dawn"}""", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"),
            Say.Event("estimated_arrival", """{"eta":"late"}""", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")).View;

        view.Containers.ShouldHaveSingleItem().LoadedAt.ShouldBeNull();
        view.Milestones.ShouldBeEmpty();
        view.Estimates.Arrival.ShouldBeNull();
        view.Unread.Select(static unread => $"{unread.About}: {unread.Field} {unread.Value}").Order().ShouldBe(
            ["actual_departure: actual_departure at dawn", "container_loaded CSQU3054383: loaded_at yesterday", "estimated_arrival: eta late"]);
    }

    [Theory]
    [InlineData("1e-40")]
    [InlineData("\"1e-40\"")]
    [InlineData("\"about 100\"")]
    [InlineData("1.23e-28")]
    [InlineData("1e40")]
    public void AnAmountThatADecimalCannotHold_IsNoAmount(string amount)
    {
        var view = Stories.Invoice().Told(Say.Event("invoice_created", $$"""{"total":{"amount":{{amount}},"currency_code":"EUR"},"due_date":"sometime"}""")).View;

        view.Total.ShouldBeNull();
        view.DueDate.ShouldBeNull();
        view.Unread.Select(static unread => $"{unread.Field} {unread.Value}").Order().ShouldBe(["due_date sometime", $"total {amount.Trim('"')}"]);
    }

    [Theory]
    [InlineData("1e2", "100")]
    [InlineData("12.500e-3", "0.012500")]
    [InlineData("0e-40", "0")]
    [InlineData("\"12.50\"", "12.50")]
    public void AnAmountThatADecimalHolds_IsExact(string amount, string expected)
    {
        var total = Stories.Invoice().Told(Say.Event("invoice_created", $$"""{"total":{{amount}},"currency":"EUR"}""")).View.Total;

        total!.Amount.ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void AnOrdersTime_IsReadByTheSameRule()
    {
        var view = Stories.PurchaseOrder().Told(Say.Event("po_archived", """{"archived_at":"last spring"}""", "2026-11-20T00:00:00Z")).View;

        view.ArchivedAt.ShouldBeNull();
        view.Unread.ShouldHaveSingleItem().Value.ShouldBe("last spring");
    }

    [Fact]
    public void AStampThatCannotBeRead_IsShown_AndTheEventsOwnCounts()
    {
        var view = Stories.Shipment().Told(
            Say.Event("/shipment#created", Objects.Data(Objects.Shipment(updatedAt: "whenever", fields: new JsonObject { ["name"] = "Figs" })), recorded: "2026-11-20T00:00:00Z")).View;

        view.Name.ShouldBe("Figs");
        view.Unread.ShouldHaveSingleItem().Field.ShouldBe("updated_at");
    }

    [Fact]
    public void OfEachField_TheLastThatWasRecordedIsShown_WhicheverCameFirst()
    {
        Delivery[] said =
        [
            Say.Event("estimated_arrival", """{"eta":"soon"}""", recorded: "2026-11-20T00:00:00Z"),
            Say.Event("estimated_arrival", """{"eta":"sooner"}""", recorded: "2026-11-21T00:00:00Z"),
        ];
        foreach (var order in (Delivery[][])[said, [said[1], said[0]], [.. said, .. said]])
            Stories.Shipment().Told(order).View.Unread.ShouldHaveSingleItem().Value.ShouldBe("sooner");
    }

    [Fact]
    public void ALongValue_IsCutAtAWholeCharacter()
    {
        var written = new string('x', 199) + "🚢" + new string('y', 1000);
        var view = Stories.Shipment().Told(Say.Event("estimated_arrival", $$"""{"eta":"{{written}}"}""")).View;

        view.Unread.ShouldHaveSingleItem().Value.ShouldBe(written[..199]);
    }
}
