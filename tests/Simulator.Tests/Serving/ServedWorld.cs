using System.Text.Json.Nodes;
using Simulator.Serving;
using Simulator.Tests.Worlds;
using Simulator.Worlds;

namespace Simulator.Tests.Serving;

/// <summary>What the API shows of a world in which both dialects are spoken.</summary>
public sealed class ServedWorld
{
    private static readonly World World = World.Make(new WorldOptions(5, 40, 1_600, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 0.4));
    private static readonly Account Account = new(World.Events, World.Objects);

    [Fact]
    public void EachEvent_IsAnEvent_UnderTheIdThatItWasDeliveredUnder_WithBothTimes()
    {
        Account.Events.Count.ShouldBe(World.Events.Count);
        foreach (var (served, sent) in Account.Events.Zip(World.Events))
        {
            var body = JsonNode.Parse(served.Json)!;
            var (said, was) = (body.AsObject(), JsonNode.Parse(sent.Body)!.AsObject());
            ((string?)said["_object"]).ShouldBe("/event");
            said["id"]!.ToString().ShouldBe(sent.Id);
            ((string?)said["type"]).ShouldBe((string?)was["type"]);
            LargeWorld.Instant(said["created_at"]).ShouldBe(sent.CreatedAt);
            LargeWorld.Instant(said["occurred_at"]).ShouldBe(served.OccurredAt);
            said["data"]!.ToJsonString().ShouldBe(was["data"]!.ToJsonString());
            Account.Event(sent.Id).ShouldBe(served.Json);
        }
    }

    [Fact]
    public void DialectB_IsServedByteForByte() =>
        Account.Events.Zip(World.Events).Where(pair => pair.Second.Type.StartsWith('/')).ShouldAllBe(pair => ReferenceEquals(pair.First.Json, pair.Second.Body));

    [Fact]
    public void TheTimesOfDialectA_AreThoseThatItsBodyGave()
    {
        var named = Account.Events.Zip(World.Events).Where(pair => !pair.Second.Type.StartsWith('/')).Select(pair => (pair.First, Body: JsonNode.Parse(pair.Second.Body)!)).ToList();
        named.Count.ShouldBeGreaterThan(300);
        named.Count(one => one.Body["created_at"] is null).ShouldBeGreaterThan(0);
        named.Count(one => one.Body["id"] is null).ShouldBeGreaterThan(10);
        named.Count(one => one.Body["data"]!["occurred_at"] is null).ShouldBeGreaterThan(5);
        named.ShouldAllBe(one => one.First.OccurredAt == LargeWorld.Instant(one.Body["data"]!["occurred_at"] ?? one.Body["created_at"]));
    }

    [Fact]
    public void AShipmentsEvents_AreFound_HoweverItsIdIsWritten()
    {
        var spelt = World.Events.Select(one => (one, Id: JsonNode.Parse(one.Body)!["data"]!["shipment_id"])).Where(one => one.Id is not null).ToList();
        spelt.Count(one => one.Id!.ToString().StartsWith("FLEX-", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
        foreach (var path in spelt.Select(one => one.one.Path).Where(path => path.StartsWith("shipments/", StringComparison.Ordinal)).Distinct())
        {
            var id = path["shipments/".Length..];
            foreach (var written in new[] { id, $"FLEX-{id}", $"flex-{id}" })
            {
                var found = Account.Events.Where(one => one.Meets(new Filter("data.shipment.id", FilterKind.Equal, written, default))).Select(one => one.Id).ToHashSet();
                World.Events.Where(one => one.Path == path && (one.Type.StartsWith("/shipment", StringComparison.Ordinal) || !one.Type.StartsWith('/'))).Select(one => one.Id).Except(found).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void EveryShipment_HasAnObject_InEitherDialect()
    {
        foreach (var path in World.Expected.Select(one => one.Path).Where(path => path.StartsWith("shipments/", StringComparison.Ordinal)))
        {
            var shipment = JsonNode.Parse(Account.Object(path).ShouldNotBeNull(path))!;
            ((string?)shipment["_object"]).ShouldBe("/shipment");
            shipment["id"]!.ToString().ShouldBe(path["shipments/".Length..]);
        }
    }

    [Fact]
    public void AShipmentOfDialectA_ShowsTheDatesThatWereTold()
    {
        var delivered = World.Expected.Where(one => one.State["milestones"] is JsonArray reached && one.State["name"] is null && reached.Any(said => (string?)said!["milestone"] == "delivered")).ToList();
        delivered.Count.ShouldBeGreaterThan(3);
        foreach (var one in delivered)
        {
            var at = one.State["milestones"]!.AsArray().Single(said => (string?)said!["milestone"] == "delivered")!["occurredAt"];
            LargeWorld.Instant(JsonNode.Parse(Account.Object(one.Path)!)!["actual_delivered_in_full_date"]).ShouldBe(LargeWorld.Instant(at));
        }
    }

    [Fact]
    public void ContainerLegs_AreThoseThatWereSent()
    {
        var sent = World.Events.Select(one => JsonNode.Parse(one.Body)!["data"]!["resource"]).OfType<JsonObject>().Where(one => (string?)one["_object"] == "/ocean/shipment_container_leg").ToList();
        var served = Account.List("ocean/shipment_container_legs")!;
        served.Count.ShouldBeGreaterThan(10);
        served.Select(one => one.Object["id"]!.ToString()).Order().ShouldBe(sent.Select(one => one["id"]!.ToString()).Distinct().Order());
        // One for each container and leg, and in the end with all dates.
        served.Select(one => (one.Object["shipment_container"]!["id"]!.ToString(), one.Object["leg"]!["id"]!.ToString())).ShouldBeUnique();
        served.Count(one => one.Object["dates"]!["actual_discharge_date"] is not null).ShouldBeGreaterThan(5);
        var any = served[0];
        Account.Object(any.Path).ShouldBe(Account.Bytes(any));
        Account.List("ocean/shipment_container_legs")!.Count(one => Account.Meets(one, new Filter("leg.id", FilterKind.Equal, any.Object["leg"]!["id"]!.ToString(), default))).ShouldBeGreaterThan(0);
    }
}
