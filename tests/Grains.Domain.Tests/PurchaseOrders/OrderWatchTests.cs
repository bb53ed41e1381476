using Grains.Domain.Tests.Relays;
using Grains.Interfaces.Entities;
using static Grains.Domain.Tests.PurchaseOrders.OrderShipmentTests;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.PurchaseOrders;

/// <summary>What is watched of an order by what its shipments tell.</summary>
public sealed class OrderWatchTests
{
    private static readonly EntityKey Order = Key(EntityKind.PurchaseOrder, "5001");

    [Theory]
    [InlineData("departed", "{}")]
    [InlineData("/shipment_leg#departed", """{"resource":{"_object":"/shipment_leg","id":11,"transportation_mode":"truck","actual_departure_date":"2026-02-11T12:00:00+08:00"}}""")]
    [InlineData("/shipment#updated_route", """{"shipment":{"_object":"/shipment","id":7001,"actual_picked_up_in_full_date":"2026-02-11T12:00:00+08:00"}}""")]
    public void CargoReady_IsClosedByAShipmentThatHasLeft(string name, string data)
    {
        var network = Linked("""{"cargo_ready_date":"2026-02-10"}""");
        network.Expire(Order, "2026-02-11T00:00:00Z");
        network.Order(Order).Attention.ShouldHaveSingleItem().Kind.ShouldBe("cargo_ready");

        network.Deliver(Stories.Shipment7001, Say.Event(name, data, "2026-02-12T00:00:00Z", "2026-02-12T00:00:00Z"));
        network.TellAll();

        network.Order(Order).Attention.ShouldBeEmpty();
        network.NextDeadline(Order).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-03-12T12:00:00+08:00", "2026-06-01T00:00:00Z", "day+2")]
    [InlineData("2026-03-11T00:00:00+08:00", "2026-06-01T00:00:00Z", "day+1")]
    [InlineData("2026-03-10T23:00:00-08:00", "2026-03-10T23:59:59Z", "")]
    [InlineData("2026-03-10T23:00:00-08:00", "2026-03-11T00:00:00Z", "passed")]
    public void MustArrive_IsWatchedAgainstTheExpectedArrival(string eta, string now, string stage)
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", eta);

        network.Expire(Order, now);

        network.Order(Order).Attention.Select(one => (one.Kind, one.Subject, one.Stage)).ShouldBe(stage == "" ? [] : [("must_arrive", "7001", stage)]);
        network.Order(Order).Shipments.Single().SlipDays.ShouldBe(stage is "" or "passed" ? 0 : int.Parse(stage[4..], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void MustArrive_IsSpokenOfAgainWhenTheExpectedArrivalMoves_AndByNothingElse()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z");
        network.Expire(Order, "2026-06-01T00:00:00Z");

        network.Now = "2026-06-02T00:00:00Z";
        network.Deliver(Stories.Shipment7001, Say.Event("departed", "{}", "2026-02-20T00:00:00Z", "2026-02-20T00:00:00Z"));
        network.TellAll();
        network.Order(Order).Shipments.Single().Status.ShouldBe("departed");
        network.NextDeadline(Order).ShouldBeNull();

        network.Now = "2026-06-03T00:00:00Z";
        network.Deliver(Stories.Shipment7001, Sent("PO-77", "2026-03-15T00:00:00Z", "2026-02-21T00:00:00Z"));
        network.TellAll();
        network.NextDeadline(Order).ShouldBe(Say.At("2026-06-03T00:00:00Z"));
        network.Expire(Order, "2026-06-03T00:00:00Z");
        network.Order(Order).Attention.ShouldHaveSingleItem().Stage.ShouldBe("day+5");
    }

    [Fact]
    public void MustArrive_IsNotDueAnew_WhenTheShipmentTellsTheSameAgain()
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z");
        network.Expire(Order, "2026-06-01T00:00:00Z");
        var since = network.Order(Order).Attention.ShouldHaveSingleItem().Since;

        // As after a kill: it owes the order what it told already, and has got further meanwhile.
        network.Now = "2026-06-02T00:00:00Z";
        network.Deliver(Stories.Shipment7001, Say.Event("document_added", """{"document_id":"d1"}""", "2026-02-20T00:00:00Z", "2026-02-20T00:00:00Z"));
        network.OweStanding(Stories.Shipment7001, Order);
        network.TellAll();

        network.NextDeadline(Order).ShouldBeNull();
        network.Order(Order).Attention.ShouldHaveSingleItem().Since.ShouldBe(since);
    }

    [Theory]
    [InlineData("arrived", "{}")]
    [InlineData("/shipment#updated_route", """{"shipment":{"_object":"/shipment","id":7001,"estimated_arrival_date":"2026-03-09T00:00:00Z"}}""")]
    [InlineData("/shipment#updated_route", """{"shipment":{"_object":"/shipment","id":7001,"archived_at":"2026-03-01T00:00:00Z"}}""")]
    public void MustArrive_IsOver_OnceItHasArrived_IsExpectedInTime_OrWasPutAway(string name, string data)
    {
        var network = Linked("""{"must_arrive_date":"2026-03-10"}""", "2026-03-12T00:00:00Z");
        network.Expire(Order, "2026-06-01T00:00:00Z");

        network.Deliver(Stories.Shipment7001, Say.Event(name, data, "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"));
        network.TellAll();

        network.Order(Order).Attention.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Closed")]
    [InlineData("CANCELLED")]
    public void AClosedOrder_IsNotWatched_InWhateverCaseThatIsWritten(string status) => Linked($$"""{"cargo_ready_date":"2026-02-10","must_arrive_date":"2026-03-10","status":"{{status}}"}""")
        .NextDeadline(Order).ShouldBeNull();
}
