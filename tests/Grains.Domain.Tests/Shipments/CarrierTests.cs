using System.Text;
using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>What was dropped once: flights and trucks, codes of places, who else carries the goods, and shipments of shipments.</summary>
public sealed class CarrierTests
{
    [Fact]
    public void TheFlightOfALeg_IsShown_AndGoesWithIt()
    {
        var story = Stories.Shipment().Told(Leg("""{"air_leg":{"_object":"/air/shipment_leg","flight_number":"LH 8402","iata_code":"LH"}}"""));
        story.View.Legs.Single().Flight.ShouldBe(new FlightView("LH 8402", "LH"));

        story.Told(Leg("""{"air_leg":null}""", "2026-02-03T00:00:00Z"));
        story.View.Legs.Single().Flight.ShouldBeNull();
    }

    [Theory]
    [InlineData("trucking_leg", """{"tracking_number":"T-88","service_type":"ltl","driver_name":"A. Moss","license_plate":"XK-214"}""")]
    [InlineData("truck_leg", """{"pro_number":"T-88","service_type":"ltl","driver":"A. Moss","truck_number":"XK-214"}""")]
    public void TheTruckOfALeg_IsShown(string name, string truck) =>
        Stories.Shipment().Told(Leg($$"""{"{{name}}":{{truck}} }""")).View.Legs.Single().Truck.ShouldBe(new TruckView("T-88", "ltl", "A. Moss", "XK-214"));

    [Fact]
    public void CodesOfPlaces_AreShown()
    {
        var leg = Stories.Shipment().Told(Leg("""
            {"origin":{"tags":["port_of_loading"],"place":{"name":"Rotterdam","address":{"country":"Netherlands","unlocode":"NLRTM"}},"terminal":{"name":"Maasvlakte II"}},
             "destination":{"place":{"name":"Oslo"},"terminal":null}}
            """)).View.Legs.Single();

        leg.Origin.ShouldBe(new LocationView("Rotterdam", "Netherlands") { Unlocode = "NLRTM", Terminal = "Maasvlakte II" });
        leg.OriginTags.ShouldBe(["port_of_loading"]);
        leg.Destination.ShouldBe(new LocationView("Oslo", null));
    }

    [Fact]
    public void CodesOfPlaces_AreStoredBehindTheTags_AndOlderFormsAreReadAsTheyWere()
    {
        var thing = new Thing(Part.Leg, "7", Aspect.Origin);
        FactValue.Place[] places =
        [
            new("Oslo", "Norway", "Europe/Oslo", ["port_of_loading", "customs_entry"]) { Unlocode = "NOOSL" },
            new("Oslo", null, null, []) { Terminal = "Sjursøya" },
            new("Oslo", "Norway", null, ["port_of_loading"]),
        ];
        foreach (var place in places) StateCodec.DecodeFacts(StateCodec.EncodeFacts([new Fact(thing, place)])).Single().Value.ShouldBe(place);

        const string Older = """[1,[2,"7",29,["p","Oslo","Norway",null,"port_of_loading"],null]]""";
        StateCodec.DecodeFacts(Encoding.UTF8.GetBytes(Older)).Single().Value.ShouldBe(places[2]);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", null)]
    [InlineData("\"yes\"", null)]
    public void VisibilityOnly_IsShown(string flag, bool? shown) =>
        Stories.Shipment().Told(Whole($$"""{"visibility_only":{{flag}} }""")).View.VisibilityOnly.ShouldBe(shown);

    [Fact]
    public void ParentsAndChildren_AreShown_AndAShorterListTakesTheOthersAway()
    {
        var story = Stories.Shipment().Told(Whole("""{"parent_shipment":{"ref_type":"/shipment","id":1},"child_shipments":[{"ref_type":"/shipment","id":2},"3",{"id":null},{"id":2}]}"""));
        (string.Join(' ', story.View.ParentShipments), string.Join(' ', story.View.ChildShipments)).ShouldBe(("1", "2 3"));

        story.Told(Whole("""{"child_shipments":[{"id":3}]}""", "2026-02-03T00:00:00Z"));
        (string.Join(' ', story.View.ParentShipments), string.Join(' ', story.View.ChildShipments)).ShouldBe(("1", "3"));
    }

    [Theory]
    [InlineData("""{"_object":"/shipments","id":2983}""", 0)]
    [InlineData("""{"_object":"/shipment","id":7001}""", 0)]
    [InlineData("""{"_object":"/api/refs/object","ref_type":"/shipment","id":7001}""", 0)]
    [InlineData("""{"_object":"/api/refs/object","ref_type":"/shipment_leg","id":11}""", 1)]
    [InlineData("""{"_object":"/ocean/shipment_leg","id":11}""", 1)]
    [InlineData("""{"id":11}""", 1)]
    public void ALegsEventWhoseResourceIsAShipment_MakesNoLegOfIt(string resource, int legs)
    {
        foreach (var name in (string[])["departed", "arrived", "delivered", "out_for_delivery"])
        {
            Stories.Shipment().Told(Say.Event($"/shipment_leg#{name}", $$"""{"resource":{{resource}},"shipment":{"_object":"/shipment","id":7001} }""", "2026-02-01T00:00:00Z"))
                .View.Legs.Count.ShouldBe(legs, name);
        }
    }

    private static Delivery Leg(string fields, string recorded = "2026-02-02T00:00:00Z") => Say.Event(
        "/shipment_leg#updated_estimated_time_of_arrival", Objects.Data(Objects.Leg("11", fields: JsonNode.Parse(fields)!.AsObject())), recorded, recorded);

    private static Delivery Whole(string fields, string recorded = "2026-02-02T00:00:00Z") => Say.Event(
        "/shipment#updated_route", Objects.Data(Objects.Shipment(fields: JsonNode.Parse(fields)!.AsObject())), recorded, recorded);
}
