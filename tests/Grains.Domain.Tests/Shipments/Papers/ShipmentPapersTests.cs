using System.Text.Json.Nodes;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments.Papers;

/// <summary>What a full shipment says beside its voyage: a value, then what a later object makes of it.</summary>
public sealed class ShipmentPapersTests
{
    private const string Heron = """{"id":11,"name":"Heron & Reed","ref":"H-1"}""";
    private const string Wren = """{"id":12,"name":"Wren Street","ref":null}""";

    private static readonly Dictionary<string, Func<ShipmentView, object?>> Fields = new()
    {
        ["incoterm"] = v => v.Incoterm,
        ["priority"] = v => v.Priority,
        ["freightType"] = v => v.FreightType,
        ["bills"] = v => $"{v.References.HouseBill}|{v.References.MasterBill}|{v.References.CarrierBooking}",
        ["waybills"] = v => $"{v.References.HouseAirWaybill}|{v.References.MasterAirWaybill}",
        ["orders"] = v => string.Join(" ", v.References.PurchaseOrders),
        ["parties"] = v => string.Join("; ", v.Parties.Select(p => $"{p.Role} {p.Id} {p.Name} {p.Ref}")),
        ["metadata"] = v => string.Join("; ", v.Metadata.Select(entry => $"{entry.Key}={string.Join("+", entry.Value)}")),
    };

    [Theory]
    [InlineData("incoterm", "\"incoterm\":\"FOB\"", "FOB")]
    [InlineData("priority", "\"priority\":\"high\"", "high")]
    [InlineData("freightType", "\"freight_type\":\"port_to_door\"", "port_to_door")]
    [InlineData("bills", """ "ocean_shipment":{"house_bill_number":"HB1, HB2","master_bill_number":"MB","carrier_booking_number":"CB"} """, "HB1, HB2|MB|CB")]
    [InlineData("bills", """ "ocean_shipment":{"master_bill_number":"MB"} """, "|MB|")]
    [InlineData("waybills", """ "air_shipment":{"house_airway_bill":"HA","master_airway_bill":"MA"} """, "HA|MA")]
    [InlineData("orders", """ "items":[{"purchase_order_number":"b"},{"purchase_order_number":"B"},{"purchase_order_number":7},{"purchase_order_number":"b"}] """, "7 B b")]
    [InlineData("orders", """ "items":[{"purchase_order_number":null},{"purchase_order_number":" "},{},null,[],{"purchase_order_number":" c "}] """, "c")]
    [InlineData("parties", $"\"buyers\":[{Wren}],\"shippers\":[{Wren},{Heron}]", "shipper 12 Wren Street ; shipper 11 Heron & Reed H-1; buyer 12 Wren Street ")]
    [InlineData("parties", """ "importers_of_record":[{"name":"A"}],"sellers":["B"],"consignees":[{"id":3}] """, "consignee 3  ; seller  B ; importer_of_record  A ")]
    [InlineData("parties", """ "shippers":[null,{},[],{"ref":"r"}] """, "shipper   r")]
    [InlineData("metadata", """ "metadata":{"b":["2","1"],"a":["x"],"B":[]} """, "B=; a=x; b=2+1")]
    [InlineData("metadata", """ "metadata":{"one":"text","number":5,"odd":{"no":1},"mixed":["y",null,{}]} """, "mixed=y; number=5; odd=; one=text")]
    public void FullShipment_SaysItsPapers(string field, string json, string expected)
    {
        Fields[field](Shipment(Told(json, "2026-02-01T00:00:00Z"))).ShouldBe(expected);
        Fields[field](Stories.Shipment().View).ShouldNotBe(expected);
    }

    [Theory]
    [InlineData("incoterm", "\"incoterm\":\"FOB\"", "\"incoterm\":null", null)]
    [InlineData("incoterm", "\"incoterm\":\"FOB\"", "\"priority\":\"high\"", "FOB")]
    [InlineData("priority", "\"priority\":\"high\"", "\"priority\":null", null)]
    [InlineData("freightType", "\"freight_type\":\"port_to_door\"", "\"freight_type\":null", null)]
    [InlineData("bills", """ "ocean_shipment":{"house_bill_number":"HB","master_bill_number":"MB"} """, """ "ocean_shipment":{"house_bill_number":null} """, "|MB|")]
    [InlineData("bills", """ "ocean_shipment":{"house_bill_number":"HB","master_bill_number":"MB"} """, """ "ocean_shipment":null """, "||")]
    [InlineData("bills", """ "ocean_shipment":{"house_bill_number":"HB","master_bill_number":"MB"} """, """ "ocean_shipment":{} """, "HB|MB|")]
    [InlineData("waybills", """ "air_shipment":{"house_airway_bill":"HA","master_airway_bill":"MA"} """, """ "air_shipment":{"house_airway_bill":""} """, "|MA")]
    [InlineData("waybills", """ "air_shipment":{"house_airway_bill":"HA"} """, """ "name":"x" """, "HA|")]
    [InlineData("orders", """ "items":[{"purchase_order_number":"a"},{"purchase_order_number":"b"}] """, """ "items":[{"purchase_order_number":"b"}] """, "b")]
    [InlineData("orders", """ "items":[{"purchase_order_number":"a"}] """, """ "items":[] """, "")]
    [InlineData("orders", """ "items":[{"purchase_order_number":"a"}] """, """ "items":null """, "")]
    [InlineData("orders", """ "items":[{"purchase_order_number":"a"}] """, """ "items":"?" """, "a")]
    [InlineData("parties", $"\"shippers\":[{Wren},{Heron}]", $"\"shippers\":[{Heron}]", "shipper 11 Heron & Reed H-1")]
    [InlineData("parties", $"\"shippers\":[{Wren}]", "\"shippers\":[]", "")]
    [InlineData("parties", $"\"shippers\":[{Wren}],\"buyers\":[{Wren}]", "\"shippers\":null", "buyer 12 Wren Street ")]
    [InlineData("parties", $"\"shippers\":[{Wren}]", $"\"sellers\":[{Heron}]", "shipper 12 Wren Street ; seller 11 Heron & Reed H-1")]
    [InlineData("metadata", """ "metadata":{"a":["1"],"b":["2"]} """, """ "metadata":{"b":["3"]} """, "b=3")]
    [InlineData("metadata", """ "metadata":{"a":["1"]} """, """ "metadata":{} """, "")]
    [InlineData("metadata", """ "metadata":{"a":["1"]} """, """ "metadata":null """, "")]
    [InlineData("metadata", """ "metadata":{"a":["1"]} """, """ "name":"x" """, "a=1")]
    public void LaterObject_WithdrawsByNullAndByShorterList_NotByAbsence(string field, string first, string second, string? expected)
    {
        var before = Told(first, "2026-02-01T00:00:00Z");
        var after = Told(second, "2026-02-02T00:00:00Z");

        Fields[field](Shipment(before, after)).ShouldBe(expected);
        Fields[field](Shipment(after, before)).ShouldBe(expected);
    }

    [Fact]
    public void ObjectsOwnStamp_Decides_NotWhenTheEventWasRecorded()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("/shipment#created", Objects.Data(null, Parsed("""{"updated_at":"2026-02-05T00:00:00Z","metadata":{"new":["1"]},"incoterm":"EXW"}""")), recorded: "2026-02-06T00:00:00Z"),
            Say.Event("/shipment#created", Objects.Data(null, Parsed("""{"updated_at":"2026-02-04T00:00:00Z","metadata":{"old":["1"]},"incoterm":"FOB"}""")), recorded: "2026-02-07T00:00:00Z")).View;

        shipment.Metadata.Keys.ShouldBe(["new"]);
        shipment.Incoterm.ShouldBe("EXW");
    }

    [Fact]
    public void ListsBeyondReason_AreCut()
    {
        var companies = string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""{"id":{{i}}}"""));
        var items = string.Join(',', Enumerable.Range(0, 900).Select(i => $$"""{"purchase_order_number":"P{{i}}"}"""));
        var keys = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"k{i}\":[{string.Join(',', Enumerable.Repeat("1", 90))}]"));
        var shipment = Shipment(Told($"\"shippers\":[{companies}],\"items\":[{items}],\"metadata\":{{{keys}}}", "2026-02-01T00:00:00Z"));

        shipment.Parties.Count.ShouldBe(100);
        shipment.References.PurchaseOrders.Count.ShouldBe(500);
        shipment.Metadata.Count.ShouldBe(100);
        shipment.Metadata["k0"].Count.ShouldBe(50);
    }

    private static Grains.Interfaces.Entities.Delivery Told(string fields, string recorded) =>
        Say.Event("/shipment#created", Objects.Data(Parsed($"{{{fields}}}")), recorded: recorded);

    private static JsonObject Parsed(string fields) => Objects.Shipment(fields: JsonNode.Parse(fields)!.AsObject());

    private static ShipmentView Shipment(params Grains.Interfaces.Entities.Delivery[] deliveries) => Stories.Shipment().Told(deliveries).View;
}
