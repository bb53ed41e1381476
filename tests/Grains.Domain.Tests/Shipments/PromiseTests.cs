using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Domain.Deadlines;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>What was promised of departure, arrival and delivery, how it moved, and what became of it.</summary>
public sealed class PromiseTests
{
    private static readonly Delivery[] Moved =
    [
        Eta("1", "2026-11-10T00:00:00Z", "2026-12-01T00:00:00+01:00"),
        Eta("2", "2026-11-12T00:00:00Z", "2026-12-03T12:00:00+01:00"),
        Eta("3", "2026-11-14T00:00:00Z", "2026-12-03T12:00:00+01:00"),
        Eta("4", "2026-11-16T00:00:00Z", "2026-12-02T12:00:00+01:00"),
    ];

    [Fact]
    public void EachChange_IsShownWithWhenItWasSaidAndByWhichEvent()
    {
        var arrival = Arrival(Moved);

        arrival.Changes.ShouldBe(
        [
            new EstimateView(Say.At("2026-12-01T00:00:00+01:00"), null, Say.At("2026-11-10T00:00:00Z"), "1", false),
            new EstimateView(Say.At("2026-12-03T12:00:00+01:00"), null, Say.At("2026-11-12T00:00:00Z"), "2", false),
            new EstimateView(Say.At("2026-12-02T12:00:00+01:00"), null, Say.At("2026-11-16T00:00:00Z"), "4", true),
        ]);
        arrival.First.ShouldBe(arrival.Changes[0]);
        arrival.Last.ShouldBe(Say.At("2026-12-02T12:00:00+01:00"));
        arrival.SlipDays.ShouldBe(1);
        arrival.OnTimeByFirst.ShouldBeNull();
        arrival.OnTimeByLast.ShouldBeNull();
    }

    [Fact]
    public void InWhateverOrderTheyCome_TheHistoryIsTheSame()
    {
        var expected = JsonSerializer.Serialize(Arrival(Moved));
        foreach (var order in Permutations(Moved)) JsonSerializer.Serialize(Arrival([.. order, order[0]])).ShouldBe(expected);
    }

    [Theory]
    [InlineData("2026-12-01T23:00:00+01:00", true, true)]
    [InlineData("2026-12-02T09:00:00+01:00", false, true)]
    [InlineData("2026-12-03T00:00:00+01:00", false, false)]
    public void OnceArrived_ItIsOnTimeOrNot_AgainstTheFirstAndTheLastPromise(string arrived, bool first, bool last)
    {
        var arrival = Arrival([.. Moved, Say.Event("arrived", "{}", arrived, "2026-12-04T00:00:00Z", id: "5"), Eta("6", "2026-12-05T00:00:00Z", arrived)]);

        arrival.Actual.ShouldBe(Say.At(arrived));
        arrival.Last.ShouldBe(Say.At("2026-12-02T12:00:00+01:00"));
        (arrival.OnTimeByFirst, arrival.OnTimeByLast).ShouldBe((first, last));
    }

    [Fact]
    public void AnExactTime_IsHeldToTheMinute()
    {
        var arrival = Arrival([Eta("1", "2026-11-10T00:00:00Z", "2026-12-01T08:15:00Z"), Eta("2", "2026-11-11T00:00:00Z", "2026-12-01T14:15:00Z"), Say.Event("arrived", "{}", "2026-12-01T14:16:00Z", id: "3")]);

        arrival.SlipDays.ShouldBe(0.25m);
        (arrival.OnTimeByFirst, arrival.OnTimeByLast).ShouldBe((false, false));
    }

    [Fact]
    public void AnEstimateOfALeg_IsShownWithItsLeg_AndOnlyTheLegThatSpeaksPromises()
    {
        var arrival = Arrival(
        [
            Leg("1", "11", "2026-11-20T00:00:00+08:00", "port_of_loading", "transshipment"),
            Leg("2", "12", "2026-12-01T00:00:00+01:00", "transshipment", "port_of_unloading"),
            Leg("3", "12", "2026-12-04T00:00:00+01:00", "transshipment", "port_of_unloading"),
        ]);

        arrival.Changes.Select(static change => (change.Leg, change.EventId, change.Stands)).ShouldBe([("11", "1", true), ("12", "2", false), ("12", "3", true)]);
        arrival.First!.EventId.ShouldBe("2");
        arrival.SlipDays.ShouldBe(3);
    }

    [Fact]
    public void DepartureAndDelivery_AreKeptLikewise()
    {
        var view = Stories.Shipment().Told(
            Whole("1", new JsonObject { ["estimated_departure_date"] = "2026-11-02T00:00:00Z", ["estimated_delivered_in_full_date"] = "2026-12-10T00:00:00Z" }),
            Whole("2", new JsonObject { ["estimated_departure_date"] = "2026-11-01T00:00:00Z", ["estimated_delivered_in_full_date"] = "2026-12-12T00:00:00Z" })).View;

        view.Promises.Select(static promise => (promise.What, promise.SlipDays)).ShouldBe([("departure", -1), ("delivery", 2)]);
    }

    [Fact]
    public void WhatIsOnlyRepeated_IsNoChange()
    {
        var story = Stories.Shipment().Told(Moved);
        for (var i = 0; i < 50; i++) story.Told(Eta($"9{i}", $"2026-11-20T00:00:{i:D2}Z", "2026-12-02T12:00:00+01:00"));

        story.View.Promises.Single().Changes.Select(static change => change.EventId).ShouldBe(["1", "2", "4"]);
    }

    [Fact]
    public void AnEstimateThatComesBack_IsAChangeAgain_AndTheLastPromise()
    {
        var arrival = Arrival(
        [
            Eta("1", "2026-11-10T00:00:00Z", "2026-12-01T12:00:00+01:00"),
            Eta("2", "2026-11-12T00:00:00Z", "2026-12-03T12:00:00+01:00"),
            Eta("3", "2026-11-14T00:00:00Z", "2026-12-01T12:00:00+01:00"),
            Say.Event("arrived", "{}", "2026-12-02T09:00:00+01:00", "2026-12-04T00:00:00Z", id: "4"),
        ]);

        arrival.Changes.Select(static change => (change.EventId, change.At.Day, change.Stands)).ShouldBe([("1", 1, false), ("2", 3, false), ("3", 1, true)]);
        (arrival.Last, arrival.SlipDays, arrival.OnTimeByLast).ShouldBe((Say.At("2026-12-01T12:00:00+01:00"), 0, false));
    }

    [Fact]
    public void AnEstimateThatComesBackAfterTheArrival_PromisesNothing()
    {
        var arrival = Arrival(
        [
            Eta("1", "2026-11-10T00:00:00Z", "2026-12-01T12:00:00+01:00"),
            Eta("2", "2026-11-12T00:00:00Z", "2026-12-03T12:00:00+01:00"),
            Say.Event("arrived", "{}", "2026-12-02T09:00:00+01:00", "2026-12-04T00:00:00Z", id: "3"),
            Eta("4", "2026-12-05T00:00:00Z", "2026-12-01T12:00:00+01:00"),
        ]);

        arrival.Changes.Select(static change => (change.EventId, change.Stands)).ShouldBe([("1", false), ("2", false), ("4", true)]);
        (arrival.Last, arrival.SlipDays, arrival.OnTimeByLast).ShouldBe((Say.At("2026-12-03T12:00:00+01:00"), 2, true));
    }

    [Fact]
    public void AnotherEstimateThatComesLate_MakesARestatementAChange()
    {
        var told = Stories.Shipment().Told(Eta("1", "2026-11-10T00:00:00Z", "2026-12-01T12:00:00Z"), Eta("3", "2026-11-14T00:00:00Z", "2026-12-01T12:00:00Z"));
        told.View.Promises.Single().Changes.Select(static change => change.EventId).ShouldBe(["1"]);

        told.Told(Eta("2", "2026-11-12T00:00:00Z", "2026-12-03T12:00:00Z"));

        told.View.Promises.Single().Changes.Select(static change => change.EventId).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void AnEstimateThatIsTakenBack_StandsNoMore_AndIsAChangeWhenItIsSaidAgain()
    {
        var told = Stories.Shipment().Told(Delivered("1", "2026-12-10T00:00:00Z"), Delivered("2", null));
        told.View.Promises.Single().Changes.Select(static change => (change.EventId, change.Stands)).ShouldBe([("1", false)]);
        told.View.Promises.Single().Last.ShouldBeNull();

        told.Told(Delivered("3", "2026-12-10T00:00:00Z"));

        told.View.Promises.Single().Changes.Select(static change => (change.EventId, change.Stands)).ShouldBe([("1", false), ("3", true)]);
    }

    [Fact]
    public void TheShipmentsOwnWord_AndThatOfALeg_AreRowsOfTheirOwn()
    {
        var arrival = Arrival(
        [
            Leg("1", "12", "2026-12-01T12:00:00Z", "port_of_loading", "port_of_unloading"),
            Eta("2", "2026-10-02T00:00:00Z", "2026-12-02T12:00:00Z"),
            Leg("3", "12", "2026-12-01T12:00:00Z", "port_of_loading", "port_of_unloading"),
        ]);

        arrival.Changes.Select(static change => (change.Leg, change.EventId)).ShouldBe([("12", "1"), (null, "2")]);
        // The leg says it again after the shipment: that stands.
        (arrival.Last, arrival.SlipDays).ShouldBe((Say.At("2026-12-01T12:00:00Z"), 0));
    }

    [Fact]
    public void FactsOfFormerPrograms_HaveTheirHistoryToo()
    {
        var rules = new ShipmentRules(new DeadlinePolicy());
        var anew = rules.View(Stories.Shipment7001, Bodies.Refolded(rules, Stories.Shipment7001, Moved));

        JsonSerializer.Serialize(anew.Promises).ShouldBe(JsonSerializer.Serialize(Stories.Shipment().Told(Moved).View.Promises));
    }

    private static PromiseView Arrival(Delivery[] told) => Stories.Shipment().Told(told).View.Promises.Single(static promise => promise.What == "arrival");

    private static Delivery Eta(string id, string recorded, string eta) => Say.Event("estimated_arrival", $$"""{"eta":"{{eta}}"}""", recorded: recorded, id: id);

    private static Delivery Delivered(string id, string? at) => Whole(id, new JsonObject { ["estimated_delivered_in_full_date"] = at });

    private static Delivery Whole(string id, JsonObject fields) =>
        Say.Event("/shipment#schedule_confirmed", Objects.Data(null, Objects.Shipment(fields: fields)), recorded: $"2026-10-0{id}T00:00:00Z", id: id);

    private static Delivery Leg(string id, string leg, string eta, string origin, string destination) => Say.Event(
        "/shipment_leg#updated_estimated_time_of_arrival",
        Objects.Data(Objects.Leg(leg, "ocean", fields: new JsonObject
        {
            ["estimated_departure_date"] = $"2026-11-{leg}T00:00:00Z",
            ["estimated_arrival_date"] = eta,
            ["origin"] = Objects.Node("Here", "XX", origin),
            ["destination"] = Objects.Node("There", "XX", destination),
        })),
        recorded: $"2026-10-0{id}T00:00:00Z",
        id: id);

    private static IEnumerable<Delivery[]> Permutations(Delivery[] of)
    {
        if (of.Length <= 1) return [of];
        return of.SelectMany((first, at) => Permutations([.. of[..at], .. of[(at + 1)..]]).Select(rest => (Delivery[])[first, .. rest]));
    }
}
