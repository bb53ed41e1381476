using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>What is watched of a shipment: when it opens, moves, fires and is gone.</summary>
public sealed class ShipmentWatchTests
{
    private const string Hold = "/shipment#customs_agriculture_hold";

    [Theory]
    // The estimates are 10 and 20 February, noon, which are these days whole; grace is 36 hours.
    [InlineData("", "2026-02-12T11:59:59Z", "")]
    [InlineData("", "2026-02-12T12:00:00Z", "departure_overdue")]
    [InlineData("departed", "2026-02-12T12:00:00Z", "")]
    // The last word is of the 9th.
    [InlineData("departed", "2026-02-15T23:59:59Z", "")]
    [InlineData("departed", "2026-02-22T11:59:59Z", "silence")]
    [InlineData("departed", "2026-02-22T12:00:00Z", "arrival_overdue silence")]
    [InlineData("", "2026-02-22T12:00:00Z", "departure_overdue arrival_overdue")]
    [InlineData("arrived", "2026-02-22T12:00:00Z", "silence")]
    [InlineData("delivered", "2026-02-22T12:00:00Z", "")]
    [InlineData("customs_cleared", "2026-02-22T12:00:00Z", "departure_overdue arrival_overdue")]
    public void EstimateThatPassed_WithoutItsMilestone(string milestone, string now, string attention)
    {
        var story = Estimated("2026-02-10T12:00:00Z", "2026-02-20T12:00:00Z");
        if (milestone.Length > 0) story.Told(Say.Event(milestone, "{}", "2026-02-09T00:00:00Z", "2026-02-09T00:00:00Z"));

        Kinds(story.At(now)).ShouldBe(attention);
    }

    [Fact]
    public void Deadline_MovesWithTheEstimate_AndIsGoneWithTheMilestone()
    {
        var story = Estimated("2026-02-10T12:00:00Z", "2026-02-20T12:00:00Z");
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-12T12:00:00Z"));
        Kinds(story.At("2026-02-12T12:00:00Z")).ShouldBe("departure_overdue");
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-22T12:00:00Z"));

        story.Told(Say.Event("estimated_departure", """{"value":"2026-02-13T12:00:00Z"}""", recorded: "2026-02-12T18:00:00Z"));
        Kinds(story).ShouldBe("");
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-15T12:00:00Z"));

        Kinds(story.At("2026-02-15T12:00:00Z")).ShouldBe("departure_overdue");
        Kinds(story.Told(Say.Event("departed", "{}", "2026-02-15T13:00:00Z", "2026-02-15T14:00:00Z"))).ShouldBe("");
    }

    [Fact]
    public void DeadlineThatHasFired_DoesNotFireAgain_WhoeverAsks()
    {
        var story = Estimated("2026-02-10T12:00:00Z", "2026-02-20T12:00:00Z");
        var first = story.Due("2026-02-13T00:00:00Z").ShouldHaveSingleItem();
        (first.EventId.Value, first.DueAt).ShouldBe(("deadline:departure_overdue::20260212T120000Z", Say.At("2026-02-12T12:00:00Z")));

        story.At("2026-02-13T00:00:00Z").Due("2026-02-20T00:00:00Z").ShouldBeEmpty();
    }

    [Theory]
    // The last free day is 10 March in Los Angeles, which then is at -07:00: it ends at 07:00Z of the 11th.
    [InlineData("2026-03-08T06:59:59Z", "")]
    [InlineData("2026-03-08T07:00:00Z", "72h")]
    [InlineData("2026-03-09T07:00:00Z", "48h")]
    [InlineData("2026-03-10T07:00:00Z", "24h")]
    [InlineData("2026-03-11T06:59:59Z", "24h")]
    [InlineData("2026-03-11T07:00:00Z", "expired")]
    [InlineData("2026-03-12T07:00:00Z", "day+1")]
    [InlineData("2026-04-10T07:00:00Z", "day+30")]
    [InlineData("2026-12-10T07:00:00Z", "day+30")]
    public void FreeTime_IsToldInStagesOfTheTerminalsZone_OfStagesMissedOnlyTheLast(string now, string stage)
    {
        var story = Boxed(new() { ["last_free_day_date"] = "2026-03-10T07:00:00.000Z" }).At(now);

        story.View.Attention.Where(one => one.Kind == "free_time").Select(one => one.Stage).ShouldBe(stage.Length == 0 ? [] : [stage]);
        story.State.Version.ShouldBe(stage.Length == 0 ? 1 : 2);
    }

    [Fact]
    public void FreeTime_GoesOnStageByStage_AndNamesItsContainerAndTheNext()
    {
        var story = Boxed(new() { ["last_free_day_date"] = "2026-03-10T07:00:00.000Z" }).At("2026-03-08T07:00:00Z").At("2026-03-09T07:00:30Z");

        story.View.Attention.ShouldBe([new("free_time", "ABCU1", "48h", Say.At("2026-03-09T07:00:00Z"), Say.At("2026-03-10T07:00:00Z"))]);
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-03-10T07:00:00Z"));
        story.Head.Terms.ShouldContain("attention:free_time");
        JsonNode.Parse(story.Head.Row.Span)!["attention"]!.ToJsonString().ShouldBe("""["free_time"]""");
    }

    [Theory]
    [InlineData("actual_delivery_date", "container_return")]
    [InlineData("empty_returned_date", "")]
    public void FreeTime_IsGoneWithTheContainer_AndThenItIsToComeBack(string field, string attention)
    {
        var story = Boxed(new() { ["last_free_day_date"] = "2026-03-10T07:00:00.000Z" }).At("2026-03-08T07:00:00Z");
        story.Told(Say.Event("/shipment#updated_route", Box(new() { [field] = "2026-03-08T12:00:00Z" }), recorded: "2026-03-08T13:00:00Z"));
        Kinds(story).ShouldBe("");
        // Gone on 8 March, noon; to be back within five days.
        Kinds(story.At("2026-03-13T11:59:59Z")).ShouldBe("");

        Kinds(story.At("2026-03-13T12:00:00Z")).ShouldBe(attention);
    }

    [Theory]
    [InlineData("2026-02-07T11:59:59Z", "")]
    [InlineData("2026-02-07T12:00:00Z", Hold)]
    public void HoldThatLastsTwoDays(string now, string subject) =>
        Stories.Shipment().Told(Say.Event(Hold, Objects.Data(), "2026-02-05T12:00:00Z", "2026-02-05T13:00:00Z")).At(now)
            .View.Attention.Select(one => one.Subject ?? "").ShouldBe(subject.Length == 0 ? [] : [subject]);

    [Fact]
    public void HoldThatIsReleased_IsGone()
    {
        var story = Stories.Shipment().Told(Say.Event(Hold, Objects.Data(), "2026-02-05T12:00:00Z", "2026-02-05T13:00:00Z")).At("2026-02-08T00:00:00Z");
        Kinds(story).ShouldBe("customs_hold");

        Kinds(story.Told(Say.Event("/shipment#customs_entry_release_status_released", Objects.Data(), "2026-02-09T00:00:00Z", "2026-02-09T00:00:00Z"))).ShouldBe("");
    }

    [Fact]
    public void Silence_IsCountedFromWhatWasRecordedLast_AndEndsWithAnyWord()
    {
        var story = Stories.Shipment().Told(Say.Event("departed", "{}", "2026-02-01T00:00:00Z", "2026-02-03T00:00:00Z"));
        Kinds(story.At("2026-02-09T23:59:59Z")).ShouldBe("");
        Kinds(story.At("2026-02-10T00:00:00Z")).ShouldBe("silence");

        Kinds(story.Told(Say.Event("container_loaded", """{"container_number":"ABCU1"}""", "2026-01-31T00:00:00Z", "2026-02-11T00:00:00Z"))).ShouldBe("");
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-18T00:00:00Z"));
    }

    [Theory]
    [InlineData("archived_at")]
    [InlineData("actual_delivered_in_full_date")]
    public void ShipmentThatIsOver_IsNotWatched(string field)
    {
        var story = Estimated("2026-02-10T12:00:00Z", "2026-02-20T12:00:00Z")
            .Told(Say.Event("/shipment#updated_route", Objects.Data(shipment: Objects.Shipment(fields: new() { [field] = "2026-02-09T00:00:00Z" })), recorded: "2026-02-09T00:00:00Z"));

        story.Head.NextDeadlineAt.ShouldBeNull();
        Kinds(story.At("2027-01-01T00:00:00Z")).ShouldBe("");
    }

    [Fact]
    public void TimesAtTheEndOfAllTimes_AreNoDeadlines()
    {
        var story = Stories.Shipment().Told(
            Say.Event("estimated_arrival", """{"value":"8999-12-31T23:59:59Z"}""", recorded: "2026-02-01T00:00:00Z"),
            Say.Event("/shipment#updated_route", Box(new() { ["last_free_day_date"] = "8999-12-31" }), recorded: "2026-02-01T00:00:00Z"));

        Kinds(story.At("2026-02-02T00:00:00Z")).ShouldBe("");
    }

    private static string Kinds(Story<ShipmentView> story) => string.Join(' ', story.View.Attention.Select(one => one.Kind));

    private static Story<ShipmentView> Estimated(string departure, string arrival) => Stories.Shipment().Told(
        Say.Event("estimated_departure", $$"""{"value":"{{departure}}"}""", recorded: "2026-02-01T00:00:00Z"),
        Say.Event("estimated_arrival", $$"""{"value":"{{arrival}}"}""", recorded: "2026-02-01T00:00:00Z"));

    private static Story<ShipmentView> Boxed(JsonObject fields)
    {
        var resource = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9, ["container_number"] = "ABCU1" };
        foreach (var (name, value) in fields) resource[name] = value?.DeepClone();
        var terminal = new JsonObject { ["place"] = new JsonObject { ["name"] = "Pier 9", ["address"] = new JsonObject { ["timezone"] = "America/Los_Angeles" } } };
        return Stories.Shipment().Told(Say.Event("/ocean/shipment_container#free_time_to_expire", Objects.Data(resource, location: terminal), "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"));
    }

    private static string Box(JsonObject fields)
    {
        var box = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9, ["container_number"] = "ABCU1" };
        foreach (var (name, value) in fields) box[name] = value?.DeepClone();
        return Objects.Data(containers: [box]);
    }
}
