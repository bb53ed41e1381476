namespace Simulator.Tests.Voyages;

/// <summary>Contract §6: which of the speaking legs says when the voyage begins and ends.</summary>
public sealed class WhenItDepartsAndArrives
{
    [Fact]
    public void TheLegFromAPortOfLoading_IsTheDeparture_ThoughAnEarlierOneSpeaks()
    {
        var told = new Telling("ocean").Leg(1, "barge", "origin_address", "port_of_loading", etd: 1, departed: 1).Leg(2, "ocean", "port_of_loading", "transshipment", etd: 4);
        (told.Departed, told.Etd).ShouldBe((null, 4));
        told.Leg(2, "ocean", "port_of_loading", "transshipment", etd: 4, departed: 5);
        told.Departed.ShouldBe(5);
    }

    [Fact]
    public void OfSeveralLegsFromAPortOfLoading_TheFirstToTravelTellsWhen()
    {
        var told = new Telling("ocean").Leg(2, "ocean", "port_of_loading", "transshipment", etd: 6, departed: 7).Leg(1, "ocean", "port_of_loading", "transshipment", etd: 3, departed: 4);
        (told.Departed, told.Etd).ShouldBe((4, 3));
    }

    [Fact]
    public void OneOfSeveralLegsFromAPortOfLoading_IsEnough_AndTellsItsOwnEstimateToo()
    {
        var told = new Telling("ocean").Leg(1, "ocean", "port_of_loading", "port_of_unloading", etd: 3).Leg(2, "ocean", "port_of_loading", "port_of_unloading", etd: 6, departed: 7);
        (told.Departed, told.Etd).ShouldBe((7, 6));
    }

    [Fact]
    public void WithoutAPortOfLoading_TheEarliestLegDeparts_ByItsActualElseItsEstimate()
    {
        var told = new Telling("ocean").Leg(1, "ocean", "consolidation", "transshipment", etd: 5).Leg(2, "ocean", "transshipment", "transshipment", etd: 3);
        (told.Departed, told.Etd).ShouldBe((null, 3));
        told.Leg(1, "ocean", "consolidation", "transshipment", etd: 5, departed: 2);
        (told.Departed, told.Etd).ShouldBe((2, 5));
    }

    [Fact]
    public void OfTwoThatDepartTogether_TheLeastIdIsTheEarliest() =>
        new Telling("truck").Leg(8, "truck", "consolidation", "consolidation", etd: 3, departed: 4).Leg(7, "truck", "origin_address", "consolidation", etd: 2, departed: 4).Etd.ShouldBe(2);

    [Theory]
    [InlineData("port_of_unloading")]
    [InlineData("port_of_unloading+customs_entry")]
    [InlineData("fmc_port_of_unloading")]
    [InlineData("transshipment+port_of_unloading")]
    public void ALegToAPortOfUnloading_IsTheArrival(string tags)
    {
        var told = new Telling("ocean").Leg(1, "ocean", "port_of_loading", tags, departed: 1, eta: 20, arrived: 21);
        (told.Arrived, told.Eta, told.Status, told.Phase).ShouldBe((21, 20, "arrived", "destination_port"));
    }

    [Theory]
    [InlineData("ocean", "transshipment")]
    [InlineData("ocean", "port_of_loading")]
    [InlineData("ocean", "consolidation")]
    [InlineData("ocean", "origin_address")]
    [InlineData("ocean", "consolidation+deconsolidation")]
    [InlineData("truck", "transshipment")]
    [InlineData("truck", "consolidation+deconsolidation")]
    [InlineData("rail", "origin_address")]
    public void OtherStops_NeverAreTheArrival_WhateverIsReported(string mode, string tags)
    {
        var told = new Telling(mode).Leg(1, mode, "port_of_loading", tags, departed: 1, eta: 20, arrived: 21);
        (told.Arrived, told.Eta, told.Status, told.Phase).ShouldBe((null, null, "departed", "in_transit"));
        told.Reported("arrival_port");
        (told.Arrived, told.Eta, told.Inferred).ShouldBe((null, null, "arrived"));
    }

    [Fact]
    public void ToAFirstPortAndOnByRail_TheVesselsArrivalCounts()
    {
        var told = new Telling("ocean").Leg(1, "ocean", "port_of_loading", "fmc_port_of_unloading", departed: 1, eta: 20, arrived: 21)
            .Leg(2, "rail", "fmc_port_of_unloading", "port_of_unloading", etd: 22, eta: 27);
        (told.Arrived, told.Eta, told.Phase).ShouldBe((21, 20, "destination_port"));
        told.Leg(2, "rail", "fmc_port_of_unloading", "port_of_unloading", etd: 22, departed: 23, eta: 27, arrived: 28);
        (told.Arrived, told.Eta, told.Phase).ShouldBe((21, 20, "inland"));
    }

    [Theory]
    [InlineData("destination_address")]
    [InlineData("place_of_delivery")]
    [InlineData("deconsolidation")]
    public void ByRoadAndRail_TheLegToTheDoorIsTheArrival_AsLongAsNoLaterOneIsKnown(string tags)
    {
        var told = new Telling("truck_intl").Leg(1, "truck", "origin_address", tags, departed: 1, eta: 3, arrived: 4);
        (told.Arrived, told.Eta).ShouldBe((4, 3));
        told.Leg(2, "truck", tags, "destination_address", etd: 5, eta: 7);
        (told.Status, told.Arrived, told.Eta).ShouldBe(("departed", null, 7));
    }

    [Fact]
    public void AtSea_ADoorIsNoArrival() =>
        new Telling("ocean").Leg(1, "ocean", "port_of_loading", "destination_address", departed: 1, arrived: 9).Arrived.ShouldBeNull();

    [Fact]
    public void ALegWithoutTags_IsTheWholeVoyage_UnlessAnotherSpeakingOneFollows()
    {
        var told = new Telling("ocean").Leg(1, "ocean", "", "", departed: 1, arrived: 9);
        told.Leg(2, "truck", "", "", etd: 10, eta: 11);
        (told.Departed, told.Arrived).ShouldBe((1, 9));
        told.Leg(3, "ocean", "", "", etd: 12, eta: 20);
        (told.Departed, told.Arrived, told.Eta).ShouldBe((1, null, 20));
    }

    [Theory]
    [InlineData("in_transit_to_arrival_port", false)]
    [InlineData("intermediary_port", false)]
    [InlineData("arrival_port", true)]
    [InlineData("deconsolidation", true)]
    [InlineData("gated_out", true)]
    [InlineData("final_destination", true)]
    public void ALegWithTagsAtItsOriginAlone_IsTheArrival_OnlyOnceTheReportedStatusIsThere(string reported, bool isArrival)
    {
        var told = new Telling("air").Reported(reported).Leg(1, "air", "port_of_loading", "", departed: 1, eta: 2, arrived: 3);
        (told.Arrived, told.Eta).ShouldBe(isArrival ? (3d, 2d) : ((double?)null, (double?)null));
    }

    [Fact]
    public void AReplacedLeg_BlocksTheArrival_OnlyUntilTheReportedStatusIsThere()
    {
        var told = new Telling("ocean").Leg(1, "ocean", "port_of_loading", "port_of_unloading", etd: 1, eta: 17)
            .Leg(2, "ocean", "port_of_loading", "port_of_unloading", etd: 4, departed: 4, eta: 20, arrived: 21);
        (told.Status, told.Arrived).ShouldBe(("departed", null));
        told.Reported("arrival_port");
        (told.Status, told.Arrived, told.Eta, told.Inferred).ShouldBe(("arrived", 21, 20, ""));
    }

    [Fact]
    public void ALegThatIsUnderWay_IsNotReplaced()
    {
        var told = new Telling("ocean").Reported("arrival_port").Leg(1, "ocean", "port_of_loading", "port_of_unloading", etd: 1, departed: 1, eta: 27)
            .Leg(2, "ocean", "port_of_loading", "port_of_unloading", etd: 4, departed: 4, eta: 20, arrived: 21);
        (told.Arrived, told.Eta, told.Inferred).ShouldBe((null, 27, "arrived"));
    }

    [Fact]
    public void OfSeveralLegsToAPortOfUnloading_TheLastArrivalCounts() => new Telling("ocean")
        .Leg(1, "ocean", "port_of_loading", "port_of_unloading", departed: 1, arrived: 27)
        .Leg(2, "ocean", "port_of_loading", "port_of_unloading", departed: 4, arrived: 21).Arrived.ShouldBe(27);
}
