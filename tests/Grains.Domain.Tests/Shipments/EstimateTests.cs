using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Shipments;

/// <summary>The shipment's own estimate and that of its main leg: the later recorded one is shown.</summary>
public sealed class EstimateTests
{
    private const string Noted = "/shipment_leg#updated_estimated_time_of_arrival";

    private static Delivery Leg(string recorded, string? etd, string? eta, string leg = "11", string? id = null) => Say.Event(
        Noted,
        Objects.Data(Objects.Leg(leg, "ocean", fields: new JsonObject { ["estimated_departure_date"] = etd, ["estimated_arrival_date"] = eta })),
        recorded: recorded,
        id: id);

    private static Delivery Whole(string recorded, string? etd, string? eta, string? id = null) => Say.Event(
        "/shipment#schedule_confirmed",
        Objects.Data(null, Objects.Shipment(fields: new JsonObject { ["estimated_departure_date"] = etd, ["estimated_arrival_date"] = eta })),
        recorded: recorded,
        id: id);

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-02-02T00:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    public void LaterRecordedOne_IsShown(string wholeRecorded, string legRecorded, string departure, string arrival)
    {
        var whole = Whole(wholeRecorded, "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
        var leg = Leg(legRecorded, "2026-02-02T00:00:00Z", "2026-03-02T00:00:00Z");
        foreach (var order in (Delivery[][])[[whole, leg], [leg, whole]])
        {
            var story = Stories.Shipment().Told(order);
            story.View.Estimates.ShouldBe(new(Say.At(departure), Say.At(arrival)));
            var row = JsonNode.Parse(story.Head.Row.Span)!["estimates"]!;
            row["departure"]!.GetValue<DateTimeOffset>().ShouldBe(Say.At(departure));
            row["arrival"]!.GetValue<DateTimeOffset>().ShouldBe(Say.At(arrival));
        }
    }

    [Theory]
    [InlineData("9", "10", "2026-03-02T00:00:00Z")]
    [InlineData("10", "9", "2026-03-01T00:00:00Z")]
    public void RecordedAtTheSameInstant_TheGreaterEventIdIsShown(string wholeId, string legId, string arrival) =>
        Stories.Shipment().Told(
                Leg("2026-01-01T00:00:00Z", null, "2026-03-02T00:00:00Z", id: legId),
                Whole("2026-01-01T00:00:00Z", null, "2026-03-01T00:00:00Z", id: wholeId))
            .View.Estimates.Arrival.ShouldBe(Say.At(arrival));

    [Fact]
    public void WithdrawnLast_TheOtherOneIsShown()
    {
        Stories.Shipment().Told(
                Leg("2026-01-01T00:00:00Z", null, "2026-03-02T00:00:00Z"), Whole("2026-01-02T00:00:00Z", null, null))
            .View.Estimates.Arrival.ShouldBe(Say.At("2026-03-02T00:00:00Z"));
        Stories.Shipment().Told(
                Whole("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", null), Leg("2026-01-02T00:00:00Z", null, null))
            .View.Estimates.Departure.ShouldBe(Say.At("2026-02-01T00:00:00Z"));
    }

    [Fact]
    public void SeveralMainLegs_TheFirstOnesDepartureAndTheLastOnesArrival() =>
        Stories.Shipment().Told(
                Whole("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
                Leg("2026-01-02T00:00:00Z", "2026-02-20T00:00:00Z", "2026-03-20T00:00:00Z", "12"),
                Leg("2026-01-03T00:00:00Z", "2026-02-10T00:00:00Z", "2026-02-18T00:00:00Z", "11"))
            .View.Estimates.ShouldBe(new(Say.At("2026-02-10T00:00:00Z"), Say.At("2026-03-20T00:00:00Z")));
}
