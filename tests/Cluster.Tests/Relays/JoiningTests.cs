using Cluster.Tests.Kit;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Cluster.Tests.Relays;

/// <summary>Bookings, documents, containers and invoices, before, without and with several shipments.</summary>
public abstract class JoiningTests(Engine engine)
{
    [Fact]
    public async Task InAHundredOrders_TheShipmentHearsOfEverythingOnce_AndShowsTheSame()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        // Every seventh of 720: each step comes at each place.
        var orders = Orders(6).Where(static (_, number) => number % 7 == 0).ToList();

        await Task.WhenAll(orders.Select(async (order, number) =>
        {
            var freight = new Freight($"{number}");
            (EntityKey, Delivery)[] steps =
            [
                freight.Named(), freight.BookingConfirmed(), freight.DocumentUploaded(), freight.LoadedOnBoard(), freight.Unloaded(),
                freight.Invoiced("invoiced", freight.ShipmentId),
            ];
            await cluster.Deliver([.. order.Select(step => steps[step])]);
        }));
        await store.Settled();

        orders.Count.ShouldBe(103);
        orders.SelectMany(static order => order.Select(static (step, place) => (step, place))).Distinct().Count().ShouldBe(36);
        for (var number = 0; number < orders.Count; number++)
        {
            var freight = new Freight($"{number}");
            (await cluster.History(freight.Shipment)).ShouldBe(["booked", "invoiced", "loaded", "named", "unloaded", "uploaded"]);
            var view = (await cluster.Shipment(freight.ShipmentId).Get()).ShouldNotBeNull();
            Shown(view).ShouldBe($"booked 03/01/2026 08:02:00 packing_list NRDU-{number} 08:04 08:05");
            await cluster.Deactivate(freight.ShipmentId);
            (await cluster.Shipment(freight.ShipmentId).Get()).ShouldBeEquivalentTo(view);
        }
    }

    [Fact]
    public async Task AHeldBooking_TellsWhatItHolds_AndWhatComesLater_ToEveryShipmentThatNamesIt()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("many");
        var (_, naming) = freight.Named("also");
        var second = Deliveries.Shipment("second");

        await cluster.Deliver(freight.BookingConfirmed("first"), freight.Named(), freight.BookingConfirmed("later"), (second, naming), freight.BookingConfirmed("last"));
        await store.Settled();

        (await cluster.History(freight.Shipment)).ShouldBe(["first", "last", "later", "named"]);
        (await cluster.History(second)).ShouldBe(["also", "first", "last", "later"]);
        (await cluster.History(freight.Booking)).ShouldBe(["first", "last", "later", "link:s-many", "link:second"]);
        (await cluster.Grains.GetGrain<IUnlinkedGrain>(freight.Booking.ToString()).Get())!.Shipments.ShouldBe(["s-many", "second"]);
    }

    [Fact]
    public async Task WhatIsTold_KeepsItsTimesAndItsBody()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("whole");
        var (_, sent) = freight.Unloaded();

        await cluster.Deliver(freight.Unloaded(), freight.Named());
        await store.Settled();

        var told = (await cluster.Shipment(freight.ShipmentId).Events(10, null))!.Items.Single(static item => item.EventId == "unloaded");
        (told.Type, told.OccurredAt, told.RecordedAt, told.Outcome).ShouldBe(("container_unloaded", sent.OccurredAt!.Value, sent.CreatedAt!.Value, "applied"));
        (await cluster.Shipment(freight.ShipmentId).Body(new EventId("unloaded"))).ShouldBe(sent.Body);
    }

    [Fact]
    public async Task MoreThanAPageOfBytes_IsToldToTheLastEvent()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("heavy");
        var note = new string('x', 700_000);
        var held = Enumerable.Range(1, 5).Select(number => freight.BookingConfirmed($"held-{number}", note)).ToArray();

        await cluster.Deliver([.. held, freight.Named()]);
        await store.Settled();

        (await cluster.History(freight.Shipment)).ShouldBe(["held-1", "held-2", "held-3", "held-4", "held-5", "named"]);
        (await cluster.Shipment(freight.ShipmentId).Body(new EventId("held-5"))).ShouldBe(held[4].Delivery.Body);
    }

    [Fact]
    public async Task AnInvoice_TellsEachShipmentFromWhereItNamesIt_AndNobodyBefore()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("bill");

        await cluster.Deliver(freight.Invoiced("alone"));
        (await store.Relays.AnyOwed()).ShouldBeFalse();
        await cluster.Deliver(freight.Invoiced("one", "s-1"), freight.Invoiced("both", "s-1", "s-2"), freight.Invoiced("none"));
        await store.Settled();

        (await cluster.History(Deliveries.Shipment("s-1"))).ShouldBe(["alone", "both", "none", "one"]);
        (await cluster.History(Deliveries.Shipment("s-2"))).ShouldBe(["alone", "both", "none", "one"]);
    }

    [Fact]
    public async Task AnOrder_ShowsTheShipmentThatNamesItsNumber_AndWhatBecomesOfIt()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("goods");

        await cluster.Deliver(freight.Ordered());
        await cluster.Deliver(freight.Packed());
        await store.Settled();
        await cluster.Deliver((freight.Shipment, Deliveries.Milestone(freight.ShipmentId, "sailed", "departed", 9)));
        await store.Settled();

        var order = (await cluster.Grains.GetGrain<IPurchaseOrderGrain>(freight.Order.ToString()).Get()).ShouldNotBeNull();
        var shown = order.Shipments.ShouldHaveSingleItem();
        (shown.Id, shown.Status, shown.Actuals.Departure).ShouldBe((freight.ShipmentId, "departed", (await cluster.Shipment(freight.ShipmentId).Get())!.Actuals.Departure));
        (await Letters(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TheSameEventDirectlyAndByRelay_IsOneVersion()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("twice");
        var (_, booked) = freight.BookingConfirmed();

        await cluster.Deliver((freight.Shipment, booked), freight.BookingConfirmed(), freight.Named());
        await store.Settled();

        (await cluster.History(freight.Shipment)).ShouldBe(["booked", "named"]);
        (await Letters(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnEventToldUnderAnIdThatAnotherHas_IsADeadLetter_AndNothingStaysOwed()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("clash");

        await cluster.Deliver((freight.Shipment, Deliveries.Milestone("x", "booked", "departed", 9)), freight.BookingConfirmed(), freight.Named());
        await store.Settled();

        (await cluster.History(freight.Shipment)).ShouldBe(["booked", "named"]);
        var letter = (await Letters(store)).ShouldHaveSingleItem();
        (letter.Reason, letter.EventId, letter.Key).ShouldBe((DeadLetterReason.Conflict, "booked", freight.Shipment));
    }

    [Fact]
    public async Task AnEventOfFlexportUnderALinksId_IsADeadLetter_AndLinksNothing()
    {
        await using var store = await SharedStore.Create(engine);
        await using var cluster = await ClusterUnderTest.Start(store);
        var freight = new Freight("forged");
        var (to, delivery) = freight.BookingConfirmed("link:s-1");

        (await cluster.Deliver(to, delivery)).Kind.ShouldBe(ReceiptKind.DeadLettered);

        (await cluster.History(freight.Booking)).ShouldBeEmpty();
        (await Letters(store)).ShouldHaveSingleItem().Reason.ShouldBe(DeadLetterReason.UnusableId);
    }

    private static async Task<IReadOnlyList<DeadLetter>> Letters(SharedStore store) =>
        (await store.DeadLetters.List("default", open: true, 10, null, TestContext.Current.CancellationToken)).Items;

    private static string Shown(ShipmentView view)
    {
        var (booking, document, container) = (view.Bookings.Single(), view.Documents.Single(), view.Containers.Single());
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{view.Status} {booking.ConfirmedAt:MM/dd/yyyy HH:mm:ss} {document.Type} {container.Number} {container.LoadedAt:HH:mm} {container.UnloadedAt:HH:mm}");
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}

public sealed class JoiningOnSqlite() : JoiningTests(Engine.Sqlite);

public sealed class JoiningOnPostgres() : JoiningTests(Engine.Postgres);
