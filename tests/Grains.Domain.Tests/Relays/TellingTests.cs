using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.Relays;

/// <summary>What held things and invoices owe their shipments, and what each makes of what it hears.</summary>
public sealed class TellingTests
{
    private static readonly EntityKey Shipment = Stories.Shipment7001;
    private static readonly EntityKey Booking = Key(EntityKind.Booking, "31");
    private static readonly EntityKey Invoice = Key(EntityKind.Invoice, "inv");

    [Fact]
    public void SomethingHeld_OwesNobodyAnything_UntilItIsLinked()
    {
        var network = new Network();
        network.Deliver(Booking, Confirmed());
        network.Deliver(Booking, Confirmed());
        network.Owes.ShouldBeFalse();

        Link(network, "7001");

        network.Owed.ShouldBe([(Booking, new Relay(Shipment, RelayKind.Events, 1, 2))]);
    }

    [Fact]
    public void ALinkBeforeAnyEvent_OwesNothing_AndLaterEventsAreOwedToEachShipment()
    {
        var network = new Network();
        Link(network, "7001");
        Link(network, "7002");
        network.Owes.ShouldBeFalse();

        network.Deliver(Booking, Confirmed());

        network.Owed.Select(owed => owed.Relay).ShouldBe(
            [new Relay(Shipment, RelayKind.Events, 3, 3), new Relay(Key(EntityKind.Shipment, "7002"), RelayKind.Events, 3, 3)]);
    }

    [Fact]
    public void AnInvoiceThatNamesNoShipment_OwesNothing()
    {
        var network = new Network();
        network.Deliver(Invoice, Invoiced("[]"));
        network.Owes.ShouldBeFalse();
    }

    [Fact]
    public void AnInvoice_OwesANewlyNamedShipmentAllEvents_AndTheOthersThisOne()
    {
        var network = new Network();
        network.Deliver(Invoice, Invoiced("[]"));
        network.Deliver(Invoice, Invoiced("""["7001"]"""));
        network.Deliver(Invoice, Invoiced("""["FLEX-7002","7001","7002"]"""));
        network.Deliver(Invoice, Invoiced("[]"));

        network.Owed.Select(owed => (owed.Relay.To.Id, owed.Relay.What, owed.Relay.First, owed.Relay.Last)).ShouldBe(
        [
            ("7001", RelayKind.Events, 1, 2),
            ("7002", RelayKind.Events, 1, 3),
            ("7001", RelayKind.Events, 3, 3),
            ("7001", RelayKind.Events, 4, 4),
            ("7002", RelayKind.Events, 4, 4),
        ]);
    }

    [Fact]
    public void AShipment_HearsOfItsPartsAndItsInvoices_NotOfWhoseTheyAre()
    {
        Fact[] said = [Of(Part.Booking, "31", Aspect.Status), Of(Part.Shipment, "7001", Aspect.Identity), Of(Part.Whole, "", Aspect.Number)];

        HeardByShipment(Told(Booking, "e1", said)).Select(fact => fact.About).ShouldBe([new(Part.Booking, "31", Aspect.Status), new(Part.Whole, "", Aspect.Number)]);
        HeardByShipment(Told(Invoice, "e1", said)).Select(fact => fact.About).ShouldContain(new Thing(Part.Invoice, "inv", Aspect.Number));
        HeardByShipment(Told(Invoice, "e1", said)).ShouldAllBe(fact => fact.About.Part != Part.Shipment && fact.About.Part != Part.Whole);
        HeardByShipment(Told(Key(EntityKind.PurchaseOrder, "5"), "e1", said)).Select(fact => fact.About).ShouldBe([new(Part.Order, "5", Aspect.Reference), new(Part.Order, "5", Aspect.Number)]);
        HeardByShipment(Told(Booking, "link:7001", said)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("5", "PO 4500", "PO 4500")]
    [InlineData("PO-77", "4500", "4500")]
    [InlineData("PO-77", null, "PO-77")]
    public void AnOrdersEvent_SaysTheSame_WhetherItComesFromTheOrderOrByANumber(string order, string? number, string shown)
    {
        Fact[] said = number is null ? [] : [new(new Thing(Part.Whole, "", Aspect.Number), new FactValue.Text(number))];
        var fromTheOrder = Told(Key(EntityKind.PurchaseOrder, order), "e1", said);
        var direct = HeardByShipment(fromTheOrder);
        foreach (var key in (string[])["4500", "PO-77"])
        {
            var byNumber = Key(EntityKind.OrderNumber, key);
            var kept = new UnlinkedRules().Hear(byNumber, fromTheOrder);
            HeardByShipment(Told(byNumber, "e1", [.. kept])).ShouldBe(direct);
        }

        direct.ShouldContain(new Fact(new Thing(Part.Order, order, Aspect.Number), new FactValue.Text(shown)));
    }

    [Fact]
    public void WhatIsPassedOnOfOrdersAndOfAContainersOtherVoyages_SaysNothingOfTheShipmentItself()
    {
        HeardByShipment(Told(Key(EntityKind.PurchaseOrder, "5"), "e1", Of(Part.Whole, "", Aspect.Number))).ShouldAllBe(fact => fact.About.Part != Part.Whole);
        HeardByShipment(Told(Key(EntityKind.Container, "ABCU1"), "e2", Of(Part.Container, "ABCU1", Aspect.LoadedAt))).ShouldAllBe(fact => fact.About.Part != Part.Whole);
    }

    [Fact]
    public void SomethingHeld_HearsTheLinksOfShipments_AndNothingElse()
    {
        HeardByBooking(Told(Shipment, "link:7001")).ShouldHaveSingleItem().ShouldBe(Of(Part.Shipment, "7001", Aspect.Identity) with { Value = new FactValue.Text("7001") });
        HeardByBooking(Told(Shipment, "e1", Of(Part.Booking, "31", Aspect.Status))).ShouldBeEmpty();
        HeardByBooking(Told(Invoice, "link:7001")).ShouldBeEmpty();
    }

    private static IReadOnlyList<Fact> HeardByShipment(Relayed relayed) => new ShipmentRules(new()).Hear(Shipment, relayed);

    private static IReadOnlyList<Fact> HeardByBooking(Relayed relayed) => new UnlinkedRules().Hear(Booking, relayed);

    private static Fact Of(Part part, string id, Aspect aspect) => new(new Thing(part, id, aspect), new FactValue.Text("value"));

    private static Relayed Told(EntityKey from, string eventId, params Fact[] facts) =>
        new(from, new EventId(eventId), "x", default, default, 0, "", StateCodec.EncodeFacts(facts), []);

    private static Delivery Confirmed() => Say.Event("booking_confirmed", """{"booking_id":"31"}""", "2026-02-01T00:00:00Z");

    private static Delivery Invoiced(string shipments) => Say.Event("invoice_created", $$"""{"shipment_ids":{{shipments}}}""", "2026-02-01T00:00:00Z");

    /// <summary>A shipment names the booking, and the booking is told so.</summary>
    private static void Link(Network network, string shipment)
    {
        var from = Key(EntityKind.Shipment, shipment);
        network.Deliver(from, Say.Event("/shipment#updated_route", Objects.Data(
            shipment: Objects.Shipment(shipment, fields: new() { ["booking"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "31" } })), "2026-01-01T00:00:00Z"));
        network.Tell(network.Owed.Count - 1);
    }
}
