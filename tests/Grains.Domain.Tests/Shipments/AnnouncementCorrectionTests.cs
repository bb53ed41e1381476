using System.Text;
using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;
using Rank = Grains.Domain.Entities.Milestone;

namespace Grains.Domain.Tests.Shipments;

/// <summary>What has been announced is corrected when it turns out otherwise; what never was, is not.</summary>
public sealed class AnnouncementCorrectionTests
{
    private const string Noted = "/shipment_leg#updated_estimated_time_of_arrival";

    private static Delivery Milestone(string name, string occurred, int recordedDay) =>
        Say.Event(name, "{}", occurred, $"2026-02-{recordedDay:D2}T00:00:00Z");

    private static Delivery Leg(int recordedDay, JsonObject leg, string? id = null) =>
        Say.Event(Noted, Objects.Data(leg), recorded: $"2026-02-{recordedDay:D2}T00:00:00Z", id: id);

    private static Delivery Deleted(int recordedDay, string leg) =>
        Leg(recordedDay, Objects.Leg(leg, fields: new JsonObject { ["deleted_at"] = "2026-02-20T00:00:00Z" }));

    /// <summary>Such as <c>departed 0 2026-01-01T06:00</c>, times in UTC.</summary>
    private static string[] Told(Story<ShipmentView> story) => [.. story.Announcements.Where(a => a.Thing.StartsWith("milestone:", StringComparison.Ordinal)).Select(a =>
    {
        var message = JsonNode.Parse(a.Message.Span)!;
        message["revision"]!.GetValue<int>().ShouldBe(a.Revision);
        message["occurredAt"]!.GetValue<DateTimeOffset>().ShouldBe(a.OccurredAt);
        return $"{message["milestone"]} {a.Revision} {a.OccurredAt.UtcDateTime:yyyy-MM-ddTHH:mm}{(message["withdrawn"]!.GetValue<bool>() ? " withdrawn" : "")}";
    })];

    [Fact]
    public void TruckFirstThenTheOceanLeg_TheTruckSaysNothing()
    {
        var story = Stories.Shipment().Told(
            Leg(1, Objects.Leg("11", "truck", "2026-01-01T06:00:00Z", "2026-01-01T18:00:00Z")),
            Leg(2, Objects.Leg("12", "ocean")),
            Leg(3, Objects.Leg("12", "ocean", "2026-01-03T00:00:00Z")),
            Leg(4, Objects.Leg("12", "ocean", "2026-01-03T00:00:00Z", "2026-01-28T00:00:00Z")));

        Told(story).ShouldBe(
        [
            "departed 0 2026-01-03T00:00",
            "arrived 0 2026-01-28T00:00",
        ]);
    }

    [Fact]
    public void EarlierOceanLegKnownWithItsTimes_CorrectsAtOnce() =>
        Told(Stories.Shipment().Told(
                Leg(1, Objects.Leg("12", "ocean", "2026-01-03T00:00:00Z")),
                Leg(2, Objects.Leg("11", "ocean", "2026-01-01T06:00:00Z"))))
            .ShouldBe(["departed 0 2026-01-03T00:00", "departed 1 2026-01-01T06:00"]);

    [Fact]
    public void DepartedLegDeleted_ItsDepartureIsWithdrawn() =>
        Told(Stories.Shipment().Told(
                Leg(1, Objects.Leg("61", "ocean", "2026-01-01T00:00:00Z")), Leg(2, Objects.Leg("62", "ocean")), Deleted(3, "61"), Deleted(4, "62")))
            .ShouldBe(["departed 0 2026-01-01T00:00", "departed 1 2026-01-01T00:00 withdrawn"]);

    [Fact]
    public void ArrivalTakenBackAndSaidAgain_IsToldBothTimes() =>
        Told(Stories.Shipment().Told(
                Leg(1, Objects.Leg("11", "ocean", "2026-02-01T00:00:00Z", "2026-02-05T00:00:00Z")),
                Leg(2, Objects.Leg("11", fields: new JsonObject { ["actual_arrival_date"] = null })),
                Leg(3, Objects.Leg("11", "ocean", "2026-02-01T00:00:00Z", "2026-02-05T00:00:00Z"))))
            .ShouldBe(["departed 0 2026-02-01T00:00", "arrived 0 2026-02-05T00:00", "arrived 1 2026-02-05T00:00 withdrawn", "arrived 2 2026-02-05T00:00"]);

    [Fact]
    public void AnotherInstant_IsACorrection() =>
        Told(Stories.Shipment().Told(
                Milestone("departed", "2026-02-02T00:00:00Z", 2), Milestone("departed", "2026-02-03T00:00:00Z", 3), Milestone("actual_departure", "2026-02-04T00:00:00Z", 4)))
            .ShouldBe(["departed 0 2026-02-02T00:00", "departed 1 2026-02-03T00:00", "departed 2 2026-02-04T00:00"]);

    [Theory]
    [InlineData("2026-02-02T00:00:00Z")]
    [InlineData("2026-02-02T08:00:00+08:00")]
    public void SameInstantInWhateverOffset_IsNone(string again) =>
        Told(Stories.Shipment().Told(Milestone("departed", "2026-02-02T00:00:00Z", 2), Milestone("departed", again, 3)))
            .ShouldBe(["departed 0 2026-02-02T00:00"]);

    [Fact]
    public void ReportRecordedEarlier_CorrectsNothing() =>
        Told(Stories.Shipment().Told(Milestone("departed", "2026-02-02T00:00:00Z", 3), Milestone("departed", "2026-02-01T00:00:00Z", 2)))
            .ShouldBe(["departed 0 2026-02-02T00:00"]);

    [Fact]
    public void LateDepartureThatIsCorrected_StaysUntold()
    {
        var story = Stories.Shipment().Told(
            Milestone("arrived", "2026-02-09T00:00:00Z", 9), Milestone("departed", "2026-02-02T00:00:00Z", 10), Milestone("departed", "2026-02-03T00:00:00Z", 11));

        Told(story).ShouldBe(["arrived 0 2026-02-09T00:00"]);
        story.View.Milestones.Select(m => (m.Milestone, m.Late)).ShouldBe([("departed", true), ("arrived", false)]);
    }

    [Fact]
    public void MilestoneThatIsNeverAnnounced_IsNeverCorrected() =>
        Stories.Shipment().Told(Milestone("cargo_ready", "2026-02-02T00:00:00Z", 2), Milestone("cargo_ready", "2026-02-03T00:00:00Z", 3)).Announcements.ShouldBeEmpty();

    [Fact]
    public void DepartureWithdrawnBeforeTheCargoWasReady_DoesNotMakeItLate()
    {
        var story = Stories.Shipment().Told(
            Leg(1, Objects.Leg("11", "truck", "2026-01-01T06:00:00Z")),
            Leg(2, Objects.Leg("12", "ocean")),
            Milestone("cargo_ready", "2026-01-02T00:00:00Z", 3));

        story.View.Milestones.Select(m => (m.Milestone, m.Late)).ShouldBe([("departed", false), ("cargo_ready", false)]);
    }

    [Fact]
    public void LegsArrivalWithdrawn_DoesNotMakeItsDepartureLate() =>
        Stories.Shipment().Told(
                Leg(1, Objects.Leg("12", "ocean")),
                Leg(2, Objects.Leg("11", "truck", null, "2026-02-02T00:00:00Z")),
                Leg(3, Objects.Leg("11", fields: new JsonObject { ["actual_arrival_date"] = null })),
                Leg(4, Objects.Leg("11", "truck", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z")))
            .View.Milestones.Select(m => (m.Milestone, m.Late)).ShouldBe([("departed", false), ("arrived", false)]);

    [Fact]
    public void MessageOfAWithdrawal_SaysWhatWasToldAndWhichEventTookItBack()
    {
        var withdrawal = Stories.Shipment().Told(
            Leg(1, Objects.Leg("11", "ocean", "2026-01-01T07:00:00+01:00", fields: new JsonObject { ["origin"] = Objects.Node("Port of Bergen", "Norway") })),
            Leg(2, Objects.Leg("11", fields: new JsonObject { ["actual_departure_date"] = null }), id: "evt-2")).Announcements[^1];

        withdrawal.OccurredAt.ShouldBe(Say.At("2026-01-01T06:00:00Z"));
        JsonNode.DeepEquals(JsonNode.Parse(withdrawal.Message.Span), JsonNode.Parse(
            """
            {"source":"default","kind":"shipment","id":"7001","name":null,"thing":"milestone:departed","class":"milestone","milestone":"departed","revision":1,"withdrawn":true,
             "occurredAt":"2026-01-01T07:00:00+01:00","recordedAt":"2026-02-02T00:00:00+00:00","location":null,"place":{"name":"Port of Bergen","country":"Norway","timeZone":"Europe/Oslo"},"eventId":"evt-2","status":"none",
             "about":{"mode":null,"origin":{"name":"Port of Bergen","country":"Norway"},"destination":null,"bills":[],"purchaseOrders":[],"parties":[],"containers":[],
              "shipments":["7001"],"metadata":{}},
               "summary":{"status":"none","phase":"origin","estimatedDeparture":null,"estimatedArrival":null,"lastFreeDay":null}}
            """)).ShouldBeTrue(Encoding.UTF8.GetString(withdrawal.Message.Span));
    }

    [Fact]
    public void WhatWasTold_OutlivesASnapshot()
    {
        var state = Stories.Shipment().Told(
            Leg(1, Objects.Leg("11", "ocean", "2026-01-01T06:00:00Z", "2026-01-01T18:00:00+02:00")), Deleted(2, "11")).State;

        var back = StateCodec.DecodeState(StateCodec.EncodeState(state)).Known;

        back[new(Rank.Departed, Grains.Domain.Facts.Part.Whole, "")].ShouldBe(new FirstKnown(1, false, new Told(1, null)));
        back[new(Rank.Departed, Grains.Domain.Facts.Part.Leg, "11")].ShouldBe(new FirstKnown(1, false));
    }
}
