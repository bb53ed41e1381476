using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

/// <summary>What lists filter by: mode, times, exact terms.</summary>
public sealed class TermsTests
{
    [Fact]
    public void Shipment_IsFoundByItsContainersBillsOrdersPartiesAndBookings()
    {
        var head = Stories.Shipment().Told(
            Shipment(
                """
                {"transportation_mode":"OCEAN","booking":{"id":88},
                 "ocean_shipment":{"house_bill_number":"HB1, HB2;hb3 HB4","master_bill_number":"MB 5","carrier_booking_number":"CB-1"},
                 "air_shipment":{"house_airway_bill":"618-1","master_airway_bill":" 618-2 "},
                 "shippers":[{"id":11,"name":"Heron & Reed"}],"buyers":[{"name":"Wren"},{"id":11,"name":"HERON & REED"}],
                 "items":[{"purchase_order_number":"WSO-2"},{"purchase_order_number":"wso-1"}]}
                """),
            Say.Event("booking_confirmed", """{"booking_id":89,"name":"Coats"}""", "2026-02-02T00:00:00Z"),
            Say.Event("container_loaded", """{"container_number":"abcu1","container_id":9001}""", "2026-02-02T00:00:00Z")).Head;

        head.Mode.ShouldBe("ocean");
        head.Terms.ShouldBe(
        [
            "archived:false", "bill:618-1", "bill:618-2", "bill:hb1", "bill:hb2", "bill:hb3", "bill:hb4", "bill:mb 5",
            "booking:88", "booking:89", "booking:cb-1", "booking:coats",
            "container:9001", "container:abcu1",
            "party:11", "party:heron & reed", "party:wren",
            "phase:origin", "po:wso-1", "po:wso-2",
        ]);
        head.Search.ShouldBe(
            "7001 flex-7001 hb1, hb2;hb3 hb4 mb 5 618-1 618-2 cb-1 abcu1 wso-2 wso-1 wren heron & reed heron & reed 88 89 coats");
    }

    [Fact]
    public void PurchaseOrder_IsFoundByItsNumberAndParties()
    {
        var head = Stories.PurchaseOrder().Told(Say.Event(
            "po_created",
            """{"po_number":"WSO-1","buyer":{"id":8802,"name":"Wren"},"seller":"Heron","transportation_mode":"Air","must_arrive_date":"2026-04-04"}""",
            "2026-02-01T00:00:00Z")).Head;

        head.Terms.ShouldBe(["party:8802", "party:heron", "party:wren", "po:wso-1"]);
        (head.Mode, head.DepartsAt, head.ArrivesAt).ShouldBe(("air", null, Say.At("2026-04-04T00:00:00Z")));
    }

    [Fact]
    public void Invoice_IsFoundByItsShipmentsAndParties()
    {
        var head = Stories.Invoice().Told(Say.Event(
            "invoice_created", """{"shipment_ids":["FLEX-7001",20],"recipient":{"id":1,"name":"Wren"},"issuer":"Petrel","due_date":"2026-05-22"}""", "2026-02-01T00:00:00Z")).Head;

        head.Terms.ShouldBe(["party:1", "party:petrel", "party:wren", "shipment:20", "shipment:7001"]);
        head.Search.ShouldBe("inv_9 20 flex-20 7001 flex-7001 wren petrel");
        (head.Mode, head.DepartsAt, head.ArrivesAt).ShouldBe((null, null, Say.At("2026-05-22T00:00:00Z")));
    }

    [Theory]
    [InlineData("estimated_departure_date", "2026-02-01T08:00:00+08:00", "2026-02-01T08:00:00Z", null)]
    [InlineData("actual_departure_date", "2026-02-02T08:00:00+08:00", "2026-02-02T08:00:00Z", null)]
    [InlineData("estimated_arrival_date", "2026-03-01T00:00:00-05:00", null, "2026-03-01T00:00:00Z")]
    [InlineData("actual_arrival_date", "2026-03-02T00:00:00-05:00", null, "2026-03-02T00:00:00Z")]
    public void Times_AreThoseThatTheClockShowsAtThePlace(string field, string value, string? departs, string? arrives)
    {
        var head = Stories.Shipment().Told(Shipment($$"""{"{{field}}":"{{value}}"}""")).Head;

        head.DepartsAt.ShouldBe(departs is null ? null : Say.At(departs));
        head.ArrivesAt.ShouldBe(arrives is null ? null : Say.At(arrives));
        (head.DepartsAt ?? head.ArrivesAt)!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void ActualTime_StandsBeforeTheEstimate()
    {
        var head = Stories.Shipment().Told(Shipment(
            """
            {"estimated_departure_date":"2026-02-01T00:00:00Z","actual_departure_date":"2026-02-02T00:00:00Z",
             "estimated_arrival_date":"2026-03-01T00:00:00Z","actual_arrival_date":"2026-03-02T00:00:00Z"}
            """)).Head;

        (head.DepartsAt, head.ArrivesAt).ShouldBe((Say.At("2026-02-02T00:00:00Z"), Say.At("2026-03-02T00:00:00Z")));
        var row = JsonNode.Parse(head.Row.Span)!;
        row["actuals"]!["departure"]!.GetValue<string>().ShouldBe("2026-02-02T00:00:00+00:00");
        row["actuals"]!["arrival"]!.GetValue<string>().ShouldBe("2026-03-02T00:00:00+00:00");
    }

    [Fact]
    public void Row_CountsContainersAndTellsCustoms()
    {
        var row = JsonNode.Parse(Stories.Shipment().Told(
            Say.Event("container_loaded", """{"container_number":"ABCU1"}""", "2026-02-02T00:00:00Z"),
            Say.Event("container_loaded", """{"container_number":"ABCU2"}""", "2026-02-02T00:00:00Z"),
            Say.Event("customs_cleared", "{}", "2026-02-03T00:00:00Z")).Head.Row.Span)!;

        row["containers"]!.GetValue<int>().ShouldBe(2);
        row["customs"]!.GetValue<string>().ShouldBe("cleared");
    }

    [Fact]
    public void LargeShipment_IsFoundByEachContainerAndOrder()
    {
        var head = Stories.Shipment().Told(Large(containers: 120, orders: 300, companies: 100)).Head;

        for (var i = 0; i < 120; i++) head.Terms.ShouldContain($"container:abcu{i:D7}");
        for (var i = 0; i < 120; i++) head.Terms.ShouldContain($"container:{90_000 + i}");
        for (var i = 0; i < 300; i++) head.Terms.ShouldContain($"po:p{i:D4}");
        head.Search.ShouldContain("abcu0000119");
        head.Search.ShouldContain("p0299");
        head.Terms.ShouldBe(head.Terms.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LargestShipment_HasSoManyTermsOfEachKind_AndContainersIdsGiveWayToNumbers()
    {
        var told = Large(containers: 1_000, orders: 500, companies: 100, bills: string.Join(',', Enumerable.Range(0, 300).Select(i => $"B{i}")));
        var head = Stories.Shipment().Told(told).Head;

        head.Terms.CountBy(term => term[..term.IndexOf(':', StringComparison.Ordinal)]).ShouldBe(
            [new("archived", 1), new("bill", 200), new("container", 1_500), new("party", 200), new("phase", 1), new("po", 500)]);
        for (var i = 0; i < 1_000; i++) head.Terms.ShouldContain($"container:abcu{i:D7}");
        head.Terms.ShouldContain("container:90499");
        head.Terms.ShouldNotContain("container:90500");
        head.Search.ShouldContain("abcu0000999");
        head.Search.Length.ShouldBeLessThanOrEqualTo(16_000);
    }

    [Fact]
    public void ControlCharacters_AreBlanks() =>
        Stories.Shipment().Told(Shipment("""{"shippers":[{"name":"\u0000Heron\u0007Reed\n"}],"ocean_shipment":{"house_bill_number":" , ;"}}""")).Head.Terms
            .ShouldBe(["archived:false", "party:heron reed", "phase:origin"]);

    [Fact]
    public void Nothing_HasNoTerms_ButForWhereAShipmentIs()
    {
        Stories.Shipment().Head.Terms.ShouldBe(["archived:false", "phase:origin"]);
        Head[] heads = [Stories.PurchaseOrder().Head, Stories.Invoice().Head];
        foreach (var head in heads) (head.Mode, head.DepartsAt, head.ArrivesAt, head.Terms.Count).ShouldBe((null, null, null, 0));
    }

    /// <summary>Containers ABCU0000000, with ids 90000 and on; orders P0000 and on; so many companies of each of two roles.</summary>
    private static Delivery Large(int containers, int orders, int companies, string bills = "")
    {
        var shipment = JsonNode.Parse($$"""
            {"_object":"/shipment","id":"7001","ocean_shipment":{"house_bill_number":"{{bills}}"},
             "items":[{{Many(orders, i => $$"""{"purchase_order_number":"P{{i:D4}}"}""")}}],
             "buyers":[{{Many(companies, i => $$"""{"id":{{i}},"name":"Buyer {{i}}"}""")}}],
             "shippers":[{{Many(companies, i => $$"""{"id":{{500 + i}},"name":"Shipper {{i}}"}""")}}]}
            """)!.AsObject();
        var boxes = JsonNode.Parse($"[{Many(containers, i => $$"""{"_object":"/ocean/shipment_container","id":{{90_000 + i}},"container_number":"ABCU{{i:D7}}"}""")}]")!.AsArray();
        return Say.Event("/shipment#updated", Objects.Data(shipment: shipment, containers: boxes), recorded: "2026-02-01T00:00:00Z");

        static string Many(int count, Func<int, string> one) => string.Join(',', Enumerable.Range(0, count).Select(one));
    }

    private static Delivery Shipment(string fields) => Say.Event(
        "/shipment#created", Objects.Data(Objects.Shipment(fields: JsonNode.Parse(fields)!.AsObject())), recorded: "2026-02-01T00:00:00Z");
}
