using System.Text.Json.Nodes;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>An estimate at noon or midnight of the place is that day, and a day is over when it ends there. Grace is 36 hours.</summary>
public sealed class LocalDayTests
{
    [Theory]
    // As it is written.
    [InlineData("2026-02-10T12:00:00Z", "2026-02-12T12:00:00Z")]
    [InlineData("2026-02-10T00:00:00Z", "2026-02-12T12:00:00Z")]
    [InlineData("2026-02-10", "2026-02-12T12:00:00Z")]
    [InlineData("2026-02-10T00:00:00+14:00", "2026-02-11T22:00:00Z")]
    [InlineData("2026-02-10T12:00:00+14:00", "2026-02-11T22:00:00Z")]
    [InlineData("2026-02-10T00:00:00-11:00", "2026-02-12T23:00:00Z")]
    [InlineData("2026-02-10T12:00:00-11:00", "2026-02-12T23:00:00Z")]
    // A time of the day is that time.
    [InlineData("2026-02-10T12:00:01Z", "2026-02-12T00:00:01Z")]
    [InlineData("2026-02-10T15:30:00+08:00", "2026-02-11T19:30:00Z")]
    public void WithoutAKnownZone_TheDayIsTheOneThatIsWritten(string estimate, string overdueAt) => Shipment(estimate).Head.NextDeadlineAt.ShouldBe(Say.At(overdueAt));

    [Theory]
    // Noon and midnight at the place, written in UTC.
    [InlineData("America/Los_Angeles", "2026-02-10T20:00:00Z", "2026-02-12T20:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-02-10T08:00:00Z", "2026-02-12T20:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-02-09T22:00:00Z", "2026-02-11T22:00:00Z")]
    // A day that is one only as it is written ends at the place all the same.
    [InlineData("America/Los_Angeles", "2026-02-10T12:00:00Z", "2026-02-12T20:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-02-10T00:00:00Z", "2026-02-12T04:00:00Z")]
    // The day on which the clocks go forward has 23 hours.
    [InlineData("America/Los_Angeles", "2026-03-08T12:00:00-07:00", "2026-03-10T19:00:00Z")]
    [InlineData("Nowhere/At_All", "2026-02-10T12:00:00Z", "2026-02-12T12:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-02-10T12:00:01Z", "2026-02-12T00:00:01Z")]
    public void InTheZoneOfThePlace_TheDayIsTheOneThatItIsThere(string zone, string estimate, string overdueAt)
    {
        var story = Stories.Shipment().Told(Say.Event(
            "/shipment_leg#updated_estimated_time_of_arrival",
            Objects.Data(Objects.Leg("11", "ocean", fields: new JsonObject { ["estimated_arrival_date"] = estimate, ["destination"] = Port(zone) })),
            recorded: "2026-02-01T00:00:00Z"));

        story.Head.NextDeadlineAt.ShouldBe(Say.At(overdueAt));
    }

    [Fact]
    public void BeforeAnyLegIsKnown_TheShipmentsOwnEstimatesAreWatched()
    {
        var story = Stories.Shipment().Told(Say.Event(
            "/shipment#schedule_confirmed",
            Objects.Data(shipment: Objects.Shipment(fields: new JsonObject
            {
                ["transportation_mode"] = "ocean", ["estimated_departure_date"] = "2026-02-10T12:00:00+08:00", ["estimated_arrival_date"] = "2026-03-10T12:00:00-08:00",
            })),
            recorded: "2026-02-01T00:00:00Z"));

        Kinds(story.At("2026-02-12T03:59:59Z")).ShouldBe("");
        Kinds(story.At("2026-02-12T04:00:00Z")).ShouldBe("departure_overdue");
        Kinds(story.At("2026-03-12T19:59:59Z")).ShouldBe("departure_overdue");
        Kinds(story.At("2026-03-12T20:00:00Z")).ShouldBe("departure_overdue arrival_overdue");
    }

    private static string Kinds(Story<ShipmentView> story) => string.Join(' ', story.View.Attention.Select(one => one.Kind));

    private static Story<ShipmentView> Shipment(string arrival) =>
        Stories.Shipment().Told(Say.Event("estimated_arrival", $$"""{"value":"{{arrival}}"}""", recorded: "2026-02-01T00:00:00Z"));

    private static JsonObject Port(string zone)
    {
        var node = Objects.Node("Port of Call", "Nowhere", "port_of_unloading");
        node["place"]!["address"]!["timezone"] = zone;
        return node;
    }
}
