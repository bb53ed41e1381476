namespace Simulator.Tests.Voyages;

/// <summary>Contract §6: whose word counts for departure and arrival, by the shipment's mode.</summary>
public sealed class WhichLegsSpeak
{
    [Theory]
    [InlineData("ocean", "ocean", true)]
    [InlineData("ocean", "air", true)]
    [InlineData("ocean", "barge", true)]
    [InlineData("ocean", "truck", false)]
    [InlineData("ocean", "rail", false)]
    [InlineData("air", "air", true)]
    [InlineData("air", "truck", false)]
    [InlineData("ocean_air", "ocean", true)]
    [InlineData("barge", "barge", true)]
    [InlineData("barge", "truck", false)]
    [InlineData("truck", "truck", true)]
    [InlineData("truck_intl", "truck", true)]
    [InlineData("rail", "rail", true)]
    [InlineData("rail", "truck", true)]
    [InlineData("warehouse_storage", "truck", true)]
    [InlineData("unknown_transportation", "ocean", true)]
    [InlineData("unknown_transportation", "air", true)]
    [InlineData("unknown_transportation", "truck", false)]
    [InlineData(null, "ocean", true)]
    [InlineData(null, "truck", false)]
    public void ALegWithoutTags(string? shipment, string leg, bool speaks)
    {
        var told = new Telling(shipment).Leg(1, leg, "", "", etd: 1, departed: 2, eta: 8, arrived: 9);
        told.Departed.ShouldBe(speaks ? 2 : null);
        told.Arrived.ShouldBe(speaks ? 9 : null);
        told.Etd.ShouldBe(speaks ? 1 : null);
        told.Eta.ShouldBe(speaks ? 8 : null);
    }

    [Fact]
    public void TheFirstTruckOfAnOceanShipment_IsNoDepartureAndNoArrival()
    {
        var told = new Telling("ocean").Leg(1, "truck", "origin_address", "port_of_loading", etd: 1, departed: 1, eta: 2, arrived: 2);
        (told.Status, told.Phase, told.Departed, told.Arrived, told.Etd, told.Eta).ShouldBe(("booked", "origin", null, null, null, null));
    }

    [Fact]
    public void WhileNoLegSpeaks_TheShipmentsOwnEstimatesDo()
    {
        var told = new Telling("ocean").Shipment(one => (one.EstimatedDeparture, one.EstimatedArrival) = (Telling.Day(5), Telling.Day(25)))
            .Leg(1, "truck", "origin_address", "port_of_loading", etd: 1, eta: 2);
        (told.Etd, told.Eta).ShouldBe((5, 25));
    }

    [Fact]
    public void WhereNoModeIsKnown_ALegSpeaksByItsPorts()
    {
        var told = new Telling("unknown_transportation")
            .Leg(1, "truck", "origin_address", "port_of_loading", departed: 1, arrived: 2)
            .Leg(2, "rail", "port_of_loading", "consolidation", departed: 3, arrived: 5);
        (told.Departed, told.Arrived).ShouldBe((3, null));
        told.Leg(3, "rail", "consolidation", "port_of_unloading", departed: 6, arrived: 9);
        (told.Departed, told.Arrived).ShouldBe((3, 9));
    }

    [Fact]
    public void WhereNoModeIsKnown_AFirstPortOfUnloadingCountsToo() =>
        new Telling(null).Leg(1, "rail", "consolidation", "fmc_port_of_unloading", departed: 6, arrived: 9).Arrived.ShouldBe(9);

    [Fact]
    public void ADeletedLeg_NeverSpeaks()
    {
        var told = new Telling("ocean").Leg(1, "ocean", "port_of_loading", "port_of_unloading", etd: 1, departed: 2, eta: 20, arrived: 21);
        told.Status.ShouldBe("arrived");
        told.Leg(1, "ocean", "port_of_loading", "port_of_unloading", etd: 1, departed: 2, eta: 20, arrived: 21, deleted: true);
        (told.Status, told.Phase, told.Departed, told.Arrived, told.Etd, told.Eta).ShouldBe(("booked", "origin", null, null, null, null));
    }
}
