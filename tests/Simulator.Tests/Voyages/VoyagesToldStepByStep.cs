using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Worlds.Steps;

namespace Simulator.Tests.Voyages;

/// <summary>What the steps mode tells, and what the model makes of it.</summary>
public sealed class VoyagesToldStepByStep
{
    private static readonly StepOptions Travel = new(11, 500, Knowing.Travel, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly Lazy<IReadOnlyList<StepShipment>> InTravelOrder = new(() => StepWorld.Make(Travel));
    private static readonly Lazy<IReadOnlyList<StepShipment>> EstimatesFirst = new(() => StepWorld.Make(Travel with { Order = Knowing.EstimatesFirst }));

    [Fact]
    public void TheSameOptions_MakeTheSameSteps()
    {
        var again = StepWorld.Make(Travel with { Shipments = 60 });
        again.Count.ShouldBe(60);
        foreach (var (one, other) in again.Zip(StepWorld.Make(Travel with { Shipments = 60 })))
        {
            one.Id.ShouldBe(other.Id);
            one.Steps.Select(Line).ShouldBe(other.Steps.Select(Line));
        }
    }

    [Fact]
    public void AllKindsOfVoyages_AreInASmallWorld_AndEveryEventHasAnIdOfItsOwn()
    {
        var small = InTravelOrder.Value.Take(60).ToList();
        small.Select(one => one.Kind).Distinct().Count().ShouldBe(22);
        foreach (var mode in new[] { "ocean", "air", "truck_intl", "rail", "ocean_air", "barge", "truck", "warehouse_storage", "unknown_transportation" })
            small.Count(one => Bodies(one).Any(body => (string?)body["data"]?["shipment"]?["transportation_mode"] == mode)).ShouldBeGreaterThan(0, mode);
        InTravelOrder.Value.SelectMany(one => one.Steps).Select(step => step.Event.Id).ShouldBeUnique();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public void LegsOfOneShipment(int legs) =>
        InTravelOrder.Value.Count(one => Bodies(one).Select(body => Leg(body)).OfType<string>().Distinct().Count() == legs).ShouldBeGreaterThan(5);

    [Fact]
    public void InTravelOrder_MostLegsAreNotKnown_WhenTheFirstOneDeparts_AndEstimatesFirstAllAre()
    {
        KnownAtTheFirstDeparture(InTravelOrder.Value).ShouldBeLessThan(0.5);
        KnownAtTheFirstDeparture(EstimatesFirst.Value).ShouldBeGreaterThan(0.99);

        static double KnownAtTheFirstDeparture(IEnumerable<StepShipment> shipments)
        {
            var told = shipments.Where(one => one.Kind is not ("ocean, given up on the way" or "dialect A")).Select(one => Bodies(one).ToList())
                .Where(bodies => bodies.Any(body => (string?)body["type"] == "/shipment_leg#departed")).ToList();
            return told.Sum(bodies => Legs(bodies.TakeWhile(body => (string?)body["type"] != "/shipment_leg#departed"))) / (double)told.Sum(Legs);
        }

        static int Legs(IEnumerable<JsonObject> bodies) => bodies.Select(Leg).OfType<string>().Distinct().Count();
    }

    [Theory]
    [InlineData("status", "booked")]
    [InlineData("status", "departed")]
    [InlineData("status", "arrived")]
    [InlineData("status", "customs_cleared")]
    [InlineData("status", "delivered")]
    [InlineData("phase", "origin")]
    [InlineData("phase", "in_transit")]
    [InlineData("phase", "destination_port")]
    [InlineData("phase", "inland")]
    [InlineData("phase", "delivered")]
    [InlineData("phase", "closed")]
    public void EveryState_IsMetOnTheWay(string field, string value) =>
        Known(InTravelOrder.Value).Count(state => (string?)state[field] == value).ShouldBeGreaterThan(20);

    [Theory]
    [InlineData("departed")]
    [InlineData("arrived")]
    [InlineData("departed arrived")]
    public void EveryInference_IsMetOnTheWay(string inferred) =>
        Known(InTravelOrder.Value).Count(state => string.Join(' ', state["inferred"]!.AsArray()) == inferred).ShouldBeGreaterThan(5);

    [Fact]
    public void ObjectsLag_BehindTheTypeOfTheirEvent_AndBehindWhatWasToldBefore()
    {
        var bodies = InTravelOrder.Value.SelectMany(Bodies).ToList();
        bodies.Count(body => (string?)body["type"] == "/shipment_leg#departed" && body["data"]!["resource"]!["actual_departure_date"] is null).ShouldBeGreaterThan(50);
        bodies.Count(body => (string?)body["type"] == "/shipment_leg#arrived" && body["data"]!["resource"]!["actual_arrival_date"] is null).ShouldBeGreaterThan(50);
        bodies.Count(body => (string?)body["type"] == "/shipment#delivered_in_full" && body["data"]!["resource"]!["actual_delivered_in_full_date"] is null).ShouldBeGreaterThan(10);
        InTravelOrder.Value.Count(one => Bodies(one).Select(body => Instant(body["data"]!["shipment"]?["updated_at"])).OfType<DateTimeOffset>().ToList() is var stamps
            && stamps.Zip(stamps.Skip(1)).Any(pair => pair.Second < pair.First)).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void WhatTheModelKnewOnTheWay_IsContradictedInTheEnd_OnlyWhereFlexportCorrectedIt()
    {
        foreach (var shipment in InTravelOrder.Value.Concat(EstimatesFirst.Value))
        {
            foreach (var step in shipment.Steps)
            {
                foreach (var (milestone, field) in new[] { ("departed", "departure"), ("arrived", "arrival") })
                {
                    if (shipment.Corrected.Contains(milestone) || Instant(step.Expected["actuals"]![field]) is not { } at) continue;
                    shipment.Reached.ShouldContainKey(milestone, $"{shipment.Id} ({shipment.Kind})");
                    shipment.Reached[milestone].ShouldBe(at, $"{shipment.Id} ({shipment.Kind}) {milestone}");
                }
            }
        }

        InTravelOrder.Value.Count(one => one.Corrected.Count > 0).ShouldBeInRange(50, 250);
    }

    [Fact]
    public void Shuffled_TheSameEventsAreTold_AndTheSameIsKnownInTheEnd()
    {
        foreach (var (one, shuffled) in InTravelOrder.Value.Zip(StepWorld.Make(Travel with { Order = Knowing.Shuffled })))
        {
            shuffled.Steps.Select(step => step.Event.Id).ShouldBe(one.Steps.Select(step => step.Event.Id), ignoreOrder: true);
            shuffled.Steps[^1].Expected.ToJsonString().ShouldBe(one.Steps[^1].Expected.ToJsonString());
        }
    }

    private static IEnumerable<JsonObject> Known(IEnumerable<StepShipment> shipments) => shipments.SelectMany(one => one.Steps).Select(step => step.Expected);

    private static IEnumerable<JsonObject> Bodies(StepShipment shipment) => shipment.Steps.Select(step => JsonNode.Parse(step.Event.Body)!.AsObject());

    private static string? Leg(JsonObject body) => (string?)body["data"]!["resource"]?["_object"] == "/shipment_leg" ? body["data"]!["resource"]!["id"]!.ToString() : null;

    private static DateTimeOffset? Instant(JsonNode? at) => at is null ? null : DateTimeOffset.Parse(at.ToString(), CultureInfo.InvariantCulture);

    private static string Line(Step step) => $"{step.Event.Id} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(step.Event.Body))} {step.Expected.ToJsonString()}";
}
