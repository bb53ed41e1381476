namespace Simulator.Tests.Voyages;

/// <summary>Contract §6: the shipment's own dates and those of its legs, by recency.</summary>
public sealed class WhoseWordStands
{
    private const string Loading = "port_of_loading";
    private const string Unloading = "port_of_unloading";

    [Fact]
    public void OfTheShipmentsWordAndTheLegs_TheLaterRecordedStands()
    {
        var told = new Telling("ocean").Shipment(one =>
        {
            (one.EstimatedDeparture, one.EstimatedArrival) = (Telling.Day(1), Telling.Day(20));
            (one.ActualDeparture, one.ActualArrival) = (Telling.Day(2), Telling.Day(22));
        });
        Dates(told).ShouldBe((1, 20, 2, 22));
        told.Leg(1, "ocean", Loading, Unloading, etd: 3, eta: 23, departed: 4, arrived: 24);
        Dates(told).ShouldBe((3, 23, 4, 24));
        told.Shipment();
        Dates(told).ShouldBe((1, 20, 2, 22));
    }

    [Fact]
    public void ANullOfALeg_LeavesTheShipmentsWord()
    {
        var told = new Telling("ocean").Shipment(one => one.ActualDeparture = Telling.Day(2)).Leg(1, "ocean", Loading, Unloading, etd: 3);
        (told.Departed, told.Status).ShouldBe((2, "departed"));
    }

    [Fact]
    public void ANullInAnOlderObject_OrBesideTheSameStamp_SaysNothing()
    {
        var told = new Telling("ocean").Shipment(one => (one.ActualDeparture, one.ActualArrival, one.ActualDelivery) = (Telling.Day(2), Telling.Day(22), Telling.Day(25)));
        told.Lagging();
        (told.Departed, told.Arrived, told.Status).ShouldBe((2, 22, "delivered"));
        told.Again(one => (one.ActualDeparture, one.ActualArrival, one.ActualDelivery) = (null, null, null));
        (told.Departed, told.Arrived, told.Status).ShouldBe((2, 22, "delivered"));
    }

    [Fact]
    public void ANullInALaterObject_TakesTheShipmentsWordBack_AndNotTheLegs()
    {
        var told = new Telling("ocean").Shipment(one => (one.ActualDeparture, one.ActualArrival) = (Telling.Day(2), Telling.Day(22)))
            .Shipment(one => (one.ActualDeparture, one.ActualArrival) = (null, null));
        (told.Departed, told.Arrived, told.Status).ShouldBe((null, null, "booked"));
        told.Leg(1, "ocean", Loading, Unloading, departed: 3).Shipment();
        told.Departed.ShouldBe(3);
    }

    [Fact]
    public void MilestonesOfDialectA_CountAsTheyAre()
    {
        var told = new Telling(null).Reach("cargo_ready", 0);
        (told.Status, told.Phase).ShouldBe(("cargo_ready", "origin"));
        told.Reach("departed", 2);
        (told.Status, told.Phase, told.Departed).ShouldBe(("departed", "in_transit", 2));
        told.Reach("arrived", 9);
        (told.Status, told.Phase, told.Arrived).ShouldBe(("arrived", "destination_port", 9));
        told.Reach("delivered", 12);
        (told.Status, told.Phase).ShouldBe(("delivered", "delivered"));
    }

    [Fact]
    public void ALeg_ThatTakesItsArrivalBack_MovesTheStatusBack()
    {
        var told = new Telling("ocean").Leg(1, "ocean", Loading, Unloading, departed: 3, arrived: 20);
        (told.Status, told.Phase).ShouldBe(("arrived", "destination_port"));
        told.Leg(1, "ocean", Loading, Unloading, departed: 3);
        (told.Status, told.Phase).ShouldBe(("departed", "in_transit"));
    }

    private static (double?, double?, double?, double?) Dates(Telling told) => (told.Etd, told.Eta, told.Departed, told.Arrived);
}
