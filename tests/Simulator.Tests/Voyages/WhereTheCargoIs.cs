namespace Simulator.Tests.Voyages;

/// <summary>Contract §6: what the reported status is evidence of, the phase, and archived shipments.</summary>
public sealed class WhereTheCargoIs
{
    [Theory]
    [InlineData("seller_location", "booked", "origin", "")]
    [InlineData("origin_stop_off", "booked", "origin", "")]
    [InlineData("in_transit_to_departure_port", "booked", "origin", "")]
    [InlineData("departure_port", "booked", "origin", "")]
    [InlineData("in_transit_to_intermediary_port", "departed", "in_transit", "departed")]
    [InlineData("intermediary_port", "departed", "in_transit", "departed")]
    [InlineData("in_transit_to_arrival_port", "departed", "in_transit", "departed")]
    [InlineData("arrival_port", "arrived", "destination_port", "departed arrived")]
    [InlineData("deconsolidation", "arrived", "destination_port", "departed arrived")]
    [InlineData("in_transit_to_final_destination", "arrived", "inland", "departed arrived")]
    [InlineData("destination_stop_off", "arrived", "inland", "departed arrived")]
    [InlineData("gated_out", "arrived", "inland", "departed arrived")]
    [InlineData("final_destination", "arrived", "inland", "departed arrived")]
    [InlineData("at_feeder_terminal", "booked", "origin", "")]
    public void TheReportedStatus_IsEvidence_WithoutATime(string reported, string status, string phase, string inferred)
    {
        var told = new Telling("ocean").Reported(reported);
        (told.Status, told.Phase, told.Inferred, told.Departed, told.Arrived).ShouldBe((status, phase, inferred, null, null));
    }

    [Fact]
    public void WhatIsDated_IsNoLongerInferred()
    {
        var told = new Telling("ocean").Reported("arrival_port");
        told.Inferred.ShouldBe("departed arrived");
        told.Leg(1, "ocean", "port_of_loading", "port_of_unloading", departed: 3);
        (told.Inferred, told.Departed, told.Status).ShouldBe(("arrived", 3, "arrived"));
        told.Leg(1, "ocean", "port_of_loading", "port_of_unloading", departed: 3, arrived: 20);
        (told.Inferred, told.Arrived, told.Status).ShouldBe(("", 20, "arrived"));
    }

    [Fact]
    public void AnObjectThatLags_DoesNotMoveTheReportedStatusBack() =>
        new Telling("ocean").Reported("arrival_port").Lagging(one => one.Status = "seller_location").Status.ShouldBe("arrived");

    [Theory]
    [InlineData("truck", "port_of_unloading", true)]
    [InlineData("rail", "port_of_unloading", true)]
    [InlineData("rail", "fmc_port_of_unloading", true)]
    [InlineData("barge", "port_of_unloading", false)]
    [InlineData("truck", "deconsolidation", false)]
    public void Inland_IsALegByRoadOrRail_ThatHasLeftThePortOfUnloading(string mode, string from, bool isInland)
    {
        var told = new Telling("ocean").Leg(1, "ocean", "port_of_loading", "port_of_unloading", departed: 3, arrived: 20).Leg(2, mode, from, "destination_address", etd: 22);
        told.Phase.ShouldBe("destination_port");
        told.Leg(2, mode, from, "destination_address", etd: 22, departed: 23);
        told.Phase.ShouldBe(isInland ? "inland" : "destination_port");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Inland_IsOnATruckOrOutForDelivery_OnceItHasArrived(bool onTruck, bool outForDelivery)
    {
        var told = new Telling("ocean").Leg(2, "truck", "", "", etd: 22, onTruck: onTruck, outForDelivery: outForDelivery);
        told.Phase.ShouldBe("origin");
        told.Leg(1, "ocean", "port_of_loading", "port_of_unloading", departed: 3).Phase.ShouldBe("in_transit");
        told.Leg(1, "ocean", "port_of_loading", "port_of_unloading", departed: 3, arrived: 20).Phase.ShouldBe("inland");
    }

    [Theory]
    [InlineData(null, "origin")]
    [InlineData("departed", "in_transit")]
    [InlineData("arrived", "destination_port")]
    [InlineData("delivered", "delivered")]
    public void CustomsMoveTheStatus_AndNotThePhase(string? milestone, string phase)
    {
        var told = new Telling("ocean").Reach("customs_cleared", 1);
        if (milestone is not null) told.Reach(milestone, 2);
        (told.Status, told.Phase).ShouldBe((milestone == "delivered" ? "delivered" : "customs_cleared", phase));
    }

    [Fact]
    public void NoReportedStatus_ImpliesDelivery() => new Telling("ocean").Reported("final_destination").Status.ShouldBe("arrived");

    [Fact]
    public void AnArchivedShipment_IsClosed_WhateverItHadReached_AndOpenAgainWhenThatIsTakenBack()
    {
        var told = new Telling("ocean").Shipment(one => (one.ActualDelivery, one.ArchivedAt) = (Telling.Day(25), Telling.Day(40)));
        (told.Archived, told.Phase, told.Status).ShouldBe((true, "closed", "delivered"));
        told.Lagging();
        told.Archived.ShouldBeTrue();
        told.Shipment(one => one.ArchivedAt = null);
        (told.Archived, told.Phase).ShouldBe((false, "delivered"));
    }
}
