using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.Relays;

/// <summary>Events that name a container and no shipment reach only voyages that are not over.</summary>
public sealed class PassingContainerTests
{
    private static readonly EntityKey Shipment = Stories.Shipment7001;
    private static readonly EntityKey Container = Key(EntityKind.Container, "ABCU1");

    [Fact]
    public void AVoyageUnderWay_IsReached()
    {
        var box = Told([Box()], [Loaded("2026-02-01"), Unloaded("2026-03-01")]);
        (Day(box.LoadedAt), Day(box.UnloadedAt)).ShouldBe(("2026-02-01", "2026-03-01"));
    }

    [Theory]
    [InlineData("""{"empty_returned_date":"2026-03-10T00:00:00Z"}""")]
    [InlineData("""{"actual_delivery_date":"2026-03-08T00:00:00Z"}""")]
    public void AContainerThatWasReturnedOrDelivered_IsNotReachedAnyMore(string over)
    {
        var box = Told([Box(over)], [Loaded("2026-02-01"), Unloaded("2026-03-01"), Loaded("2026-06-01"), Unloaded("2026-07-01")]);
        (Day(box.LoadedAt), Day(box.UnloadedAt)).ShouldBe(("2026-02-01", "2026-03-01"));
    }

    [Fact]
    public void AShipmentThatWasDelivered_IsNotReachedAnyMore()
    {
        var box = Told([Box(), Say.Event("delivered", "{}", "2026-03-08T00:00:00Z")], [Loaded("2026-02-01"), Loaded("2026-06-01")]);
        Day(box.LoadedAt).ShouldBe("2026-02-01");
    }

    [Fact]
    public void AContainerThatWasDischargedWhereTheVoyageEnds_AndIsLoadedAgain_IsLoadedForAnother()
    {
        var box = Told(
            [Box(), Say.Event("arrived", "{}", "2026-02-28T00:00:00Z")],
            [Loaded("2026-02-01"), Unloaded("2026-03-01"), Loaded("2026-06-01"), Unloaded("2026-07-01")]);
        (Day(box.LoadedAt), Day(box.UnloadedAt)).ShouldBe(("2026-02-01", "2026-03-01"));
    }

    [Fact]
    public void ALoadingAfterATransshipment_IsStillThisVoyage()
    {
        var box = Told([Box()], [Loaded("2026-02-01"), Unloaded("2026-02-10"), Loaded("2026-02-12"), Unloaded("2026-03-01")]);
        Day(box.UnloadedAt).ShouldBe("2026-03-01");
    }

    [Fact]
    public void WhatHappenedBeforeTheShipmentWasMade_WasAnotherVoyage()
    {
        var box = Told([Box(), Say.Event("/shipment#created", """{"resource":{"_object":"/shipment","id":7001}}""", "2026-05-20T00:00:00Z")], [Loaded("2026-02-01"), Unloaded("2026-03-01")]);
        (box.LoadedAt, box.UnloadedAt).ShouldBe((null, null));
    }

    /// <summary>In both orders: what is said of the voyage first, and last.</summary>
    private static ContainerView Told(Delivery[] ofShipment, Delivery[] ofContainer)
    {
        ContainerView? first = null;
        foreach (var shipmentFirst in (bool[])[true, false])
        {
            var network = new Network();
            foreach (var (to, deliveries) in shipmentFirst ? [(Shipment, ofShipment), (Container, ofContainer)] : ((EntityKey, Delivery[])[])[(Container, ofContainer.Reverse().ToArray()), (Shipment, ofShipment)])
            {
                foreach (var delivery in deliveries) network.Deliver(to, delivery);
                network.TellAll();
            }

            var box = network.Shipment(Shipment).Containers.ShouldHaveSingleItem();
            first ??= box;
            (box.LoadedAt, box.UnloadedAt).ShouldBe((first.LoadedAt, first.UnloadedAt));
        }

        return first!;
    }

    private static Delivery Box(string more = "{}")
    {
        var box = JsonNode.Parse(more)!.AsObject();
        (box["_object"], box["id"], box["container_number"]) = ("/ocean/shipment_container", 9, "ABCU1");
        return Say.Event("/shipment#updated_route", Objects.Data(containers: new JsonArray(box)), "2026-01-20T00:00:00Z", "2026-01-20T00:00:00Z");
    }

    private static Delivery Loaded(string day) => Event("container_loaded", day);

    private static Delivery Unloaded(string day) => Event("container_unloaded", day);

    private static Delivery Event(string name, string day) => Say.Event(name, """{"container_number":"abcu1"}""", $"{day}T00:00:00Z", $"{day}T06:00:00Z");

    private static string? Day(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
