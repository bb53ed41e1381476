using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Tests.Relays;
using Grains.Interfaces.Entities;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.PurchaseOrders;

/// <summary>Orders and the shipments that carry their goods find each other, and the order shows what its shipments are.</summary>
public sealed class OrderShipmentTests
{
    private static readonly EntityKey Order = Key(EntityKind.PurchaseOrder, "5001");
    private static readonly EntityKey Shipment = Stories.Shipment7001;

    [Theory]
    [InlineData("PO-77", "PO-77")]
    [InlineData("PO-77", " po-77 ")]
    public void AShipmentThatNamesTheNumber_IsShownAtTheOrder_WhicheverCameFirst(string ofOrder, string ofShipment)
    {
        foreach (var orderFirst in (bool[])[true, false])
        {
            var network = new Network();
            Delivery[] both = [Ordered(ofOrder), Sent(ofShipment, eta: "2026-03-09T12:00:00+08:00")];
            network.Deliver(orderFirst ? Order : Shipment, both[orderFirst ? 0 : 1]);
            network.TellAll();
            network.Deliver(orderFirst ? Shipment : Order, both[orderFirst ? 1 : 0]);
            network.TellAll();

            var shown = network.Order(Order).Shipments.ShouldHaveSingleItem();
            (shown.Id, shown.Status, shown.Estimates.Arrival, shown.PickedUpAt).ShouldBe(("7001", "booked", Say.At("2026-03-09T12:00:00+08:00"), null));
            network.Shipment(Shipment).Orders.ShouldBe([new ShipmentOrderView("5001", ofOrder, false)]);
        }
    }

    [Fact]
    public void WhatBecomesOfTheShipment_IsShownAtTheOrder()
    {
        var network = Linked();

        network.Deliver(Shipment, Say.Event("/shipment_leg#departed", Objects.Data(Objects.Leg("11", "ocean", "2026-02-20T12:00:00+08:00")), "2026-02-20T04:00:00Z", "2026-02-21T00:00:00Z"));
        network.TellAll();

        var shown = network.Order(Order).Shipments.ShouldHaveSingleItem();
        (shown.Status, shown.Actuals.Departure, shown.PickedUpAt).ShouldBe(("departed", Say.At("2026-02-20T12:00:00+08:00"), Say.At("2026-02-20T12:00:00+08:00")));
    }

    [Fact]
    public void AnOrderThatTheShipmentNamesByItsId_NeedsNoNumber()
    {
        var network = new Network();
        network.Deliver(Shipment, Say.Event("departed", """{"po_id":5001}""", "2026-02-20T00:00:00Z"));
        network.TellAll();

        network.Order(Order).Shipments.ShouldHaveSingleItem().Id.ShouldBe("7001");
        network.Shipment(Shipment).Orders.ShouldBe([new ShipmentOrderView("5001", null, true)]);
    }

    [Fact]
    public void AShipmentThatTheOrderNames_NeedsNoNumber()
    {
        var network = new Network();
        network.Deliver(Order, Say.Event("po_created", """{"po_id":"5001","shipment_ids":["FLEX-7001"]}""", "2026-02-01T00:00:00Z"));
        network.TellAll();
        // It has said nothing of itself yet.
        network.Deliver(Shipment, Sent("another", eta: "2026-03-09T00:00:00Z"));
        network.TellAll();

        network.Order(Order).Shipments.ShouldHaveSingleItem().Estimates.Arrival.ShouldBe(Say.At("2026-03-09T00:00:00Z"));
    }

    [Fact]
    public void AnOrderWhoseIdIsWhatPeopleCallIt_IsFoundByIt()
    {
        var network = new Network();
        var order = Key(EntityKind.PurchaseOrder, "PO-9");
        network.Deliver(order, Say.Event("po_created", """{"po_id":"PO-9"}""", "2026-02-01T00:00:00Z"));
        network.Deliver(Shipment, Sent("PO-9"));
        network.TellAll();

        network.Order(order).Shipments.ShouldHaveSingleItem().Id.ShouldBe("7001");
    }

    [Fact]
    public void AnOrderThatIsTakenOutOfTheShipment_DoesNotShowItAnyMore()
    {
        var network = Linked();

        network.Deliver(Shipment, Sent("PO-78", recorded: "2026-02-11T00:00:00Z"));
        network.TellAll();

        network.Order(Order).Shipments.ShouldBeEmpty();
    }

    [Fact]
    public void WhatSaysNothingNewOfTheShipment_OwesTheOrderNothing()
    {
        var network = Linked();

        network.Deliver(Shipment, Sent("PO-77", eta: "2026-03-09T00:00:00Z", recorded: "2026-02-11T00:00:00Z"));
        network.Deliver(Shipment, Say.Event("document_uploaded", """{"document_id":"d1"}""", "2026-02-12T00:00:00Z"));

        network.Owed.Where(owed => owed.Relay.To == Order).ShouldBeEmpty();
    }

    [Fact]
    public void Lines_AreShownWithWhatIsOrderedAndShipped()
    {
        var network = new Network();
        network.Deliver(Order, Say.Event("/purchase_order#created", """
            {"resource":{"_object":"/purchase_order","id":5001,"name":"PO-77","line_items":[
              {"line_item_number":1,"units":100,"unit_of_measure":"EA","product":{"sku":"MUG","name":"Mug"}},
              {"line_item_number":2,"quantity":"20.5","sku":"TEA","shipped_quantity":"3"},
              {"line_item_number":3,"item":"Lamp"}]}}
            """, "2026-02-01T00:00:00Z"));
        network.Deliver(Shipment, Sent("PO-77", items: new JsonArray(
            Item("PO-77", "MUG", "40"), Item("po-77", "MUG", "2"), Item("PO-77", "TEA", "20"), Item("PO-77", "JUG", "7"), Item("PO-1", "MUG", "500"))));
        network.TellAll();

        network.Order(Order).Lines.ShouldBe(
        [
            new OrderLineView("1", "MUG", "Mug", 100, 42, "EA"),
            new OrderLineView("2", "TEA", null, 20.5m, 3, null),
            new OrderLineView("3", null, "Lamp", null, null, null),
            new OrderLineView(null, "JUG", null, null, 7, null),
        ]);
    }

    [Theory]
    [InlineData("""{"_object":"/api/refs/collection","ref_type":"/purchase_orders/line_item","link":"https://flexport.invalid/lines"}""", 1)]
    [InlineData("[]", 0)]
    [InlineData("null", 0)]
    public void ALinkToLines_SaysNothingOfThem_AndAListAll(string lines, int left)
    {
        var story = Stories.PurchaseOrder().Told(
            Of("""[{"line_number":"1","ordered_quantity":5}]""", "2026-02-01T00:00:00Z"),
            Of(lines, "2026-02-02T00:00:00Z"));

        story.View.Lines.Count.ShouldBe(left);

        static Delivery Of(string lines, string recorded) => Say.Event("/purchase_order#updated", $$"""{"resource":{"_object":"/purchase_order","id":5001,"line_items":{{lines}} } }""", recorded, recorded);
    }

    [Fact]
    public void AnyOrder_AnyTimeOfTelling_TheOrderShowsTheSame()
    {
        var most = 0;
        Gen.Select(History, Gen.Int).Sample(
            (history, seed) =>
            {
                var random = new Random(seed);
                var expected = Run(history, new Random(0), false);
                var shuffled = history.ToArray();
                random.Shuffle(shuffled);
                var actual = Run(shuffled, random, true);

                foreach (var id in (string[])["5001", "5002"])
                {
                    Shown(actual, id).ShouldBe(Shown(expected, id));
                    Interlocked.Exchange(ref most, Math.Max(most, expected.Order(Key(EntityKind.PurchaseOrder, id)).Shipments.Count));
                }
            },
            iter: 400);
        most.ShouldBe(2);
    }

    /// <summary>What the sender makes of the view is what the shipment judged by, or a change would be told late or never.</summary>
    [Fact]
    public void WhatIsToldOfAView_IsWhatIsToldOfItsState() => Histories.HistoryGen.OfShipment.Sample(
        history =>
        {
            var story = Stories.Shipment().Told(history);
            var (state, view) = (ShipmentStanding.Of(story.State), ShipmentStanding.Of(story.View));
            view.Select(told => told.Aspect).ShouldBe(state.Select(told => told.Aspect));
            view.Select(told => told.Value).ShouldBe(state.Select(told => told.Value));
        },
        iter: 300);

    private static readonly Gen<(EntityKey To, Delivery Delivery)[]> History = Gen.Select(
        Gen.OneOf(
            Gen.Select(Gen.OneOf("7001", "7002"), Gen.OneOf("PO-77", "PO-78", ""), Gen.OneOf("2026-03-09T00:00:00Z", "2026-03-12T00:00:00Z")).Select((id, number, eta) =>
                (Key(EntityKind.Shipment, id), "/shipment#updated_route", Body(id, number, eta, null))),
            Gen.OneOf("7001", "7002").Select(id => (Key(EntityKind.Shipment, id), "departed", """{"po_id":5002}""")),
            Gen.OneOf("7001", "7002").Select(id => (Key(EntityKind.Shipment, id), "arrived", "{}")),
            Gen.Select(Gen.OneOf("5001", "5002"), Gen.OneOf("PO-77", "PO-78")).Select((id, number) =>
                (Key(EntityKind.PurchaseOrder, id), "po_created", $$"""{"po_id":{{id}},"po_number":"{{number}}","must_arrive_date":"2026-03-10"}""")),
            Gen.OneOf("7001", "7002").Select(id => (Key(EntityKind.PurchaseOrder, "5001"), "po_updated", $$"""{"po_id":5001,"shipment_id":"{{id}}"}"""))),
        Gen.OneOf("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")).Array[1, 10].Select(drawn => drawn.Select((one, i) =>
            (one.Item1.Item1, Say.Event(one.Item1.Item2, one.Item1.Item3, one.Item2, one.Item2, $"e{i:D2}"))).ToArray());

    private static string Shown(Network network, string id) =>
        JsonSerializer.Serialize(network.Order(Key(EntityKind.PurchaseOrder, id)) with { Version = 0, UpdatedAt = default });

    private static Network Run((EntityKey To, Delivery Delivery)[] history, Random random, bool tellBetween)
    {
        var network = new Network();
        foreach (var (to, delivery) in history)
        {
            network.Deliver(to, delivery);
            while (tellBetween && network.Owes && random.Next(2) == 0) network.Tell(random.Next(network.Owed.Count));
        }

        while (network.Owes) network.Tell(random.Next(network.Owed.Count));
        return network;
    }

    internal static Network Linked(string order = "{}", string eta = "2026-03-09T00:00:00Z", string? now = null)
    {
        var network = new Network();
        network.Now = now ?? network.Now;
        network.Deliver(Order, Ordered("PO-77", order));
        network.Deliver(Shipment, Sent("PO-77", eta));
        network.TellAll();
        return network;
    }

    internal static Delivery Sent(string number, string? eta = null, string recorded = "2026-02-10T00:00:00Z", JsonArray? items = null) =>
        Say.Event("/shipment#updated_route", Body("7001", number, eta, items), recorded, recorded);

    private static Delivery Ordered(string number, string more = "{}")
    {
        var order = JsonNode.Parse(more)!.AsObject();
        order["po_id"] = 5001;
        order["po_number"] = number;
        return Say.Event("po_created", order.ToJsonString(), "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z");
    }

    private static string Body(string id, string number, string? eta, JsonArray? items)
    {
        var fields = new JsonObject { ["items"] = items ?? (number == "" ? [] : new JsonArray(Item(number, "MUG", "1"))) };
        if (eta is not null) fields["estimated_arrival_date"] = eta;
        return Objects.Data(shipment: Objects.Shipment(id, fields: fields));
    }

    private static JsonObject Item(string number, string sku, string units) =>
        new() { ["purchase_order_number"] = number, ["total_units"] = units, ["product"] = new JsonObject { ["sku"] = sku } };
}
