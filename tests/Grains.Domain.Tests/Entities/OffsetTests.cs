using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Domain.Deadlines;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

/// <summary>The offset is part of the time, from the body to the view, the row and the words.</summary>
public sealed class OffsetTests
{
    private const string Midnight = "2026-11-26T00:00:00+08:00";

    private static readonly Delivery NamedDeparture = Bodies.Milestone("departed", $"\"{Midnight}\"");

    private static readonly Delivery LegDeparture = Bodies.Read(
        $$"""{"_object":"/event","id":5,"type":"/shipment_leg#departed","created_at":"2026-11-27T09:00:00Z","occurred_at":"{{Midnight}}","data":{{Objects.Data(Objects.Leg("11", "ocean"))}}}""");

    public static TheoryData<string> Dialects => ["A", "B"];

    [Theory, MemberData(nameof(Dialects))]
    public void AMidnightOfThePlace_IsShownAsThat(string dialect)
    {
        var story = Stories.Shipment().Told(Of(dialect));

        story.View.LastMilestoneAt!.Value.EqualsExact(Say.At(Midnight)).ShouldBeTrue();
        story.View.Milestones.ShouldHaveSingleItem().OccurredAt!.Value.EqualsExact(Say.At(Midnight)).ShouldBeTrue();
        JsonNode.Parse(story.Head.Row.Span)!["lastMilestoneAt"]!.GetValue<string>().ShouldBe(Midnight);
        JsonNode.Parse(story.Announcements.ShouldHaveSingleItem().Message.Span)!["occurredAt"]!.GetValue<string>().ShouldBe(Midnight);
    }

    [Theory, MemberData(nameof(Dialects))]
    public void FoldedAnewFromTheJournal_TheViewIsTheSame(string dialect)
    {
        var rules = new ShipmentRules(new DeadlinePolicy());
        var told = Of(dialect);

        var anew = rules.View(Stories.Shipment7001, Bodies.Refolded(rules, Stories.Shipment7001, told));

        JsonSerializer.Serialize(anew).ShouldBe(JsonSerializer.Serialize(Stories.Shipment().Told(told).View));
    }

    [Theory, MemberData(nameof(Dialects))]
    public void AParkedDelivery_OfWhichTheStoreKeptOnlyInstants_IsReadWithTheOffsetOfItsBody(string dialect)
    {
        var view = Stories.Shipment().Told(Of(dialect).WithoutOffsets()).View;

        view.LastMilestoneAt!.Value.EqualsExact(Say.At(Midnight)).ShouldBeTrue();
    }

    [Fact]
    public void AnEstimateThatMoves_IsToldWithTheOffsetsOfBoth()
    {
        var story = Stories.Shipment().Told(
            Say.Event("estimated_arrival", """{"eta":"2026-11-24T00:00:00+08:00"}""", recorded: "2026-11-01T00:00:00Z"),
            Say.Event("estimated_arrival", """{"eta":"2026-11-26T00:00:00+08:00"}""", recorded: "2026-11-02T00:00:00Z"),
            Say.Event("estimated_arrival", """{"eta":"2026-11-25T16:00:00Z"}""", recorded: "2026-11-03T00:00:00Z"));

        // The same instant under another offset is no news.
        story.Announcements.Count.ShouldBe(2);
        var moved = JsonNode.Parse(story.Announcements[1].Message.Span)!;
        (moved["from"]!.GetValue<string>(), moved["to"]!.GetValue<string>()).ShouldBe(("2026-11-24T00:00:00+08:00", "2026-11-26T00:00:00+08:00"));
    }

    private static Delivery Of(string dialect) => dialect == "A" ? NamedDeparture : LegDeparture;
}
