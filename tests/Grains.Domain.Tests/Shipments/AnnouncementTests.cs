using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Shipments;

public sealed class AnnouncementTests
{
    private static Delivery Milestone(string name, int day, string? data = null, int? recordedDay = null) => Say.Event(
        name, data ?? "{}", occurred: $"2026-02-{day:D2}T00:00:00Z", recorded: $"2026-02-{recordedDay ?? day:D2}T00:00:00Z");

    private static Delivery Leg(int recordedDay, JsonObject leg) => Say.Event(
        "/shipment_leg#updated_estimated_time_of_arrival", Objects.Data(leg), recorded: $"2026-02-{recordedDay:D2}T00:00:00Z");

    [Fact]
    public void DepartedArrivedDelivered_AreAnnounced_AndThatCustomsAreCleared() =>
        Stories.Shipment().Told(
                Milestone("cargo_ready", 1), Milestone("departed", 2), Milestone("customs_cleared", 3), Milestone("arrived", 4), Milestone("delivered", 5))
            .Announcements.Select(a => (a.Thing, a.Revision))
            .ShouldBe([("milestone:departed", 0), ("customs:cleared", 0), ("milestone:arrived", 0), ("milestone:delivered", 0)]);

    [Fact]
    public void MilestoneAfterALaterOne_IsLateAndNotAnnounced()
    {
        var story = Stories.Shipment().Told(Milestone("delivered", 9), Milestone("arrived", 4, recordedDay: 10), Milestone("departed", 2, recordedDay: 11));

        story.Announcements.Select(a => a.Thing).ShouldBe(["milestone:delivered"]);
        story.View.Milestones.Select(m => (m.Milestone, m.Late)).ShouldBe([("departed", true), ("arrived", true), ("delivered", false)]);
    }

    [Fact]
    public void CustomsClearedBeforeArrival_MakesNothingLate()
    {
        var story = Stories.Shipment().Told(Milestone("customs_cleared", 3), Milestone("departed", 1), Milestone("arrived", 5));

        story.Announcements.Select(a => a.Thing).ShouldBe(["customs:cleared", "milestone:departed", "milestone:arrived"]);
        story.View.Milestones.ShouldAllBe(m => !m.Late);
        story.View.Status.ShouldBe("customs_cleared");
    }

    [Fact]
    public void CargoReadyAfterDeparture_IsShownAsLate() =>
        Stories.Shipment().Told(Milestone("departed", 2), Milestone("cargo_ready", 1, recordedDay: 3))
            .View.Milestones.Select(m => (m.Milestone, m.Late)).ShouldBe([("cargo_ready", true), ("departed", false)]);

    [Fact]
    public void DepartureAndArrivalInOneEvent_BothAreAnnouncedAndNeitherIsLate()
    {
        var story = Stories.Shipment().Told(Leg(6, Objects.Leg("11", "ocean", "2026-02-01T00:00:00Z", "2026-02-05T00:00:00Z")));

        story.Announcements.Select(a => a.Thing).ShouldBe(["milestone:departed", "milestone:arrived"]);
        story.View.Milestones.ShouldAllBe(m => !m.Late);
    }

    [Fact]
    public void LegThatIsNotAMainLeg_IsNotAnnounced_AndItsOwnArrivalMakesItsDepartureLate()
    {
        var story = Stories.Shipment().Told(
            Leg(1, Objects.Leg("12", "ocean")),
            Leg(2, Objects.Leg("11", "truck", null, "2026-02-02T00:00:00Z")),
            Leg(3, Objects.Leg("11", "truck", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z")));

        story.Announcements.ShouldBeEmpty();
        story.View.Milestones.Select(m => (m.Leg, m.Milestone, m.Late)).ShouldBe([("11", "departed", true), ("11", "arrived", false)]);
    }

    [Fact]
    public void Message_SaysWhatAChannelNeeds()
    {
        var announcement = Stories.Shipment().Told(
            Say.Event("/shipment#created", Objects.Data(Objects.Shipment(fields: new JsonObject { ["name"] = "Pêches d'été <2>" })), recorded: "2026-01-01T00:00:00Z"),
            Say.Event("departed", """{"location":{"name":"Port of Oslo","country":"Norway"}}""", "2026-02-02T01:00:00+01:00", "2026-02-03T00:00:00Z", id: "evt-1"))
            .Announcements.ShouldHaveSingleItem();

        announcement.OccurredAt.ShouldBe(Say.At("2026-02-02T00:00:00Z"));
        JsonNode.DeepEquals(JsonNode.Parse(announcement.Message.Span), JsonNode.Parse(
            """
            {"source":"default","kind":"shipment","id":"7001","name":"Pêches d'été <2>","thing":"milestone:departed","class":"milestone","milestone":"departed","revision":0,"withdrawn":false,
             "occurredAt":"2026-02-02T01:00:00+01:00","recordedAt":"2026-02-03T00:00:00+00:00","location":{"name":"Port of Oslo","country":"Norway"},"place":{"name":"Port of Oslo","country":"Norway","timeZone":null},
             "eventId":"evt-1","status":"departed",
             "about":{"mode":null,"origin":{"name":"Port of Oslo","country":"Norway"},"destination":null,"bills":[],"purchaseOrders":[],"parties":[],"containers":[],
              "shipments":["7001"],"metadata":{}},
               "summary":{"status":"departed","phase":"in_transit","estimatedDeparture":null,"estimatedArrival":null,"lastFreeDay":null}}
            """)).ShouldBeTrue(System.Text.Encoding.UTF8.GetString(announcement.Message.Span));
    }

    [Fact]
    public void Message_WithoutNameAndLocation_WritesNulls()
    {
        using var message = JsonDocument.Parse(Stories.Shipment().Told(Milestone("delivered", 2)).Announcements.Single().Message);

        message.RootElement.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        message.RootElement.GetProperty("location").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
