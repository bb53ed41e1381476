using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Tests.Worlds;

/// <summary>Whatever a service can get wrong occurs in the large world.</summary>
public sealed class WhatTheWorldHas(LargeWorld large) : IClassFixture<LargeWorld>
{
    [Theory]
    [InlineData("ocean")]
    [InlineData("air")]
    [InlineData("truck_intl")]
    public void Modes(string mode) => Shipments(one => Text(one["transportationMode"]) == mode).ShouldBeGreaterThan(20);

    [Fact]
    public void FullContainers() => Shipments(one => Count(one["containers"]) > 1).ShouldBeGreaterThan(20);

    [Fact]
    public void SmallLoads() => Shipments(one => Legs(one).Any(leg => Has(leg["destinationTags"], "consolidation")) && Text(one["transportationMode"]) == "ocean").ShouldBeGreaterThan(20);

    [Fact]
    public void Transshipments() => Shipments(one => Legs(one).Any(leg => Has(leg["destinationTags"], "transshipment"))).ShouldBeGreaterThan(20);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Legs_UpToSix(int legs) =>
        large.World.Objects.Where(one => one.Path.StartsWith("shipment_legs/", StringComparison.Ordinal) && one.Object["deleted_at"] is null)
            .GroupBy(one => one.Object["shipment"]!["id"]!.ToString()).Count(shipment => shipment.Count() == legs).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("paid")]
    [InlineData("void")]
    [InlineData("past_due")]
    [InlineData("outstanding")]
    public void Invoices(string status) => large.States("invoices").Count(one => Text(one["status"]) == status).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Invoices_ForNoShipmentOrSeveral(int shipments) => large.States("invoices").Count(one => Count(one["shipments"]) == shipments).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("amendedAt")]
    [InlineData("confirmedAt")]
    public void Bookings(string field) => Shipments(one => Each(one["bookings"]).Any(booking => booking[field] is not null)).ShouldBeGreaterThan(20);

    [Fact]
    public void Bookings_AmendedInDialectB() =>
        large.Resources("/booking").GroupBy(one => one["id"]!.ToString()).Count(said => said.Select(one => one["cargo_ready_date"]?.ToString()).Distinct().Count() > 1).ShouldBeGreaterThan(10);

    [Fact]
    public void Bookings_WithdrawingADay() => large.Resources("/booking").Count(one => one["cargo_ready_date"] is null).ShouldBeGreaterThan(3);

    [Theory]
    [InlineData("uploadedAt")]
    [InlineData("readyAt")]
    [InlineData("archivedAt")]
    public void Documents(string field) => Shipments(one => Each(one["documents"]).Any(document => document[field] is not null)).ShouldBeGreaterThan(5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Holds_OpenAndReleased(bool open) => Shipments(one => Each(one["customs"]!["holds"]).Any(hold => (bool?)hold["open"] == open)).ShouldBeGreaterThan(5);

    [Theory]
    [InlineData("hold")]
    [InlineData("pending")]
    [InlineData("cleared")]
    public void Customs(string status) => Shipments(one => Text(one["customs"]!["status"]) == status).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disruptions_OpenAndEnded(bool open) => Shipments(one => Each(one["disruptions"]).Any(disruption => (bool?)disruption["open"] == open)).ShouldBeGreaterThan(5);

    [Fact]
    public void Disruptions_WithAnEndOfTheirOwn()
    {
        var said = large.Told.Where(one => one.Body["data"]!["exception"] is not null).Select(one => (Resolved: LargeWorld.Instant(one.Body["data"]!["exception"]!["resolved_at"]), one.Event.OccurredAt)).ToList();
        said.Count(one => one.Resolved > one.OccurredAt).ShouldBeGreaterThan(20);
        said.Count(one => one.Resolved == one.OccurredAt).ShouldBeGreaterThan(3);
        said.Count(one => one.Resolved is null).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Disruptions_OfOneTypeMoreThanOnce() =>
        large.Told.Where(one => one.Body["data"]!["exception"] is null && one.Event.Type.StartsWith("/shipment#", StringComparison.Ordinal) && one.Event.Type.Contains("delay", StringComparison.Ordinal))
            .GroupBy(one => (one.Event.Path, one.Event.Type)).Count(of => of.Count() > 1).ShouldBeGreaterThan(5);

    [Fact]
    public void Corrections_OfActualDates_AndWithdrawals()
    {
        var said = large.Resources("/shipment_leg").GroupBy(one => one["id"]!.ToString()).Select(leg => leg.Select(one => LargeWorld.Instant(one["actual_arrival_date"])).ToList()).ToList();
        said.Count(arrivals => arrivals.OfType<DateTimeOffset>().Distinct().Count() > 1).ShouldBeGreaterThan(20);
        said.Count(arrivals => arrivals.SkipWhile(at => at is null).Any(at => at is null)).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Legs_PlannedAnew() => Shipments(one => Legs(one).Any(leg => leg["deletedAt"] is not null)).ShouldBeGreaterThan(20);

    [Theory]
    [InlineData(1, 24)]
    [InlineData(24, 48)]
    [InlineData(48, 200)]
    public void LateRecording_ByHoursAndDays(int from, int to) =>
        large.World.Events.Count(one => (one.CreatedAt - one.OccurredAt).TotalHours is var hours && hours >= from && hours < to).ShouldBeGreaterThan(100);

    [Fact]
    public void EqualInstants_OfMilestonesNextToEachOther() =>
        Shipments(one => Each(one["milestones"]).Zip(Each(one["milestones"]).Skip(1)).Any(pair => LargeWorld.Instant(pair.First["occurredAt"]) == LargeWorld.Instant(pair.Second["occurredAt"]))).ShouldBeGreaterThan(100);

    [Fact]
    public void EqualTimesOfRecording_WhereNumbersAndTextsAreOrderedOtherwise()
    {
        var together = large.World.Events.GroupBy(one => (one.Path, one.CreatedAt)).Where(of => of.Count() > 1).ToList();
        together.Count.ShouldBeGreaterThan(500);
        together.Count(of => of.Count() > 2).ShouldBeGreaterThan(20);
        // The last one told has the greatest number, and not the greatest text.
        together.Count(of => of.All(one => long.TryParse(one.Id, out var _))
            && of.MaxBy(one => long.Parse(one.Id, null)) == of.Last() && of.MaxBy(one => one.Id, StringComparer.Ordinal) != of.Last()).ShouldBeGreaterThan(300);
        // Where two say something else of the same leg, the id decides.
        large.Told.Where(one => Text(one.Body["data"]!["resource"]?["_object"]) == "/shipment_leg")
            .GroupBy(one => (Leg: one.Body["data"]!["resource"]!["id"]!.ToString(), one.Event.CreatedAt))
            .Count(of => of.Select(one => one.Body["data"]!["resource"]!.ToJsonString()).Distinct().Count() > 1).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void LocalTimes_AreMostlyNoonOrMidnight()
    {
        var times = large.Resources("/shipment_leg").Select(one => LargeWorld.Instant(one["actual_departure_date"])).OfType<DateTimeOffset>().ToList();
        (times.Count(at => at.TimeOfDay == TimeSpan.FromHours(12) || at.TimeOfDay == TimeSpan.Zero) / (double)times.Count).ShouldBeInRange(0.6, 0.95);
        times.Select(at => at.Offset).Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("lastFreeDay")]
    [InlineData("freeTimeNoticeAt")]
    [InlineData("freeTimeExpiredAt")]
    [InlineData("emptyReturnedAt")]
    [InlineData("appointmentAt")]
    public void FreeTime(string field) => Shipments(one => Each(one["containers"]).Any(box => box[field] is not null)).ShouldBeGreaterThan(5);

    [Theory]
    [InlineData("appointmentAt")]
    [InlineData("appointmentRequestedAt")]
    [InlineData("loadedOnTruckAt")]
    [InlineData("deliveredAt")]
    [InlineData("completedAt")]
    public void LastWay(string field) => Shipments(one => Legs(one).Any(leg => leg["delivery"]![field] is not null)).ShouldBeGreaterThan(5);

    [Fact]
    public void LastWay_AsExpected() => Shipments(one => Legs(one).Any(leg => leg["delivery"]!["outForDelivery"]!["estimated"] is not null)).ShouldBeGreaterThan(5);

    [Fact]
    public void BothDialects_AndShipmentsThatGetBoth()
    {
        var paths = large.World.Events.Where(one => one.Path.StartsWith("shipments/", StringComparison.Ordinal)).ToLookup(one => one.Path, one => one.Type.StartsWith('/'));
        paths.Count(types => types.All(isPath => isPath)).ShouldBeGreaterThan(500);
        paths.Count(types => types.All(isPath => !isPath)).ShouldBeGreaterThan(300);
        paths.Count(types => types.Distinct().Count() == 2).ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData("containers")]
    [InlineData("bookings")]
    [InlineData("documents")]
    public void WhatSeveralShipmentsHave(string kind)
    {
        // A container is known by its number and by its id; of the others, only what was told without a shipment is meant.
        var shared = large.World.Expected.Where(one => one.Path.StartsWith(kind + "/", StringComparison.Ordinal) && Count(one.State["shipments"]) > 1).ToList();
        shared.Count.ShouldBeGreaterThan(10);
        if (kind != "documents") shared.Count(one => Count(one.State["shipments"]) == 3).ShouldBeGreaterThan(2);
        if (kind != "containers") shared.Count(one => one.Events!.Any(said => said.Type != "relay:link")).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void EveryDocumentedType()
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Worlds", "documented-types.json")));
        var documented = list.RootElement.EnumerateArray().Select(type => type.GetString()!).ToList();
        documented.Count.ShouldBe(90);
        documented.Except(large.World.Events.Select(one => one.Type)).ShouldBeEmpty();
    }

    [Fact]
    public void TypesThatNobodyDocumented() => large.World.Events.Count(one => one.Type is "/shipment#note_added" or "shipment.note_added").ShouldBeGreaterThan(20);

    [Fact]
    public void ExactlyAsManyShipmentsAndEvents_AsWereAskedFor()
    {
        large.World.Events.Count.ShouldBe(LargeWorld.Options.Events);
        large.States("shipments").Count().ShouldBe(LargeWorld.Options.Shipments);
        large.World.Events.Select(one => one.Id).Distinct().Count().ShouldBe(LargeWorld.Options.Events);
    }

    private int Shipments(Func<JsonObject, bool> have) => large.States("shipments").Count(have);

    private static IEnumerable<JsonObject> Legs(JsonObject shipment) => Each(shipment["legs"]);

    private static IEnumerable<JsonObject> Each(JsonNode? list) => list!.AsArray().Select(one => one!.AsObject());

    private static int Count(JsonNode? list) => list!.AsArray().Count;

    private static bool Has(JsonNode? list, string text) => list!.AsArray().Any(one => (string?)one == text);

    private static string? Text(JsonNode? node) => node?.ToString();
}
