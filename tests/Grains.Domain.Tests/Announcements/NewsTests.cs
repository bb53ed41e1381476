using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Announcements;

/// <summary>What is announced beside departure, arrival and delivery, each as an example.</summary>
public sealed class NewsTests
{
    private const string Delay = "/shipment#vessel_delay_port_congestion";
    private const string Hold = "/shipment#customs_agriculture_hold";
    private const string Released = "/shipment#customs_entry_release_status_released";

    [Fact]
    public void EveryChangeOfAnEstimate_UntilItHasComeTrue() => News(
        Estimate("2026-03-09T00:00:00Z", 1), Estimate("2026-03-09T00:00:00Z", 2), Estimate("2026-03-11T08:00:00+08:00", 3), Event("arrived", 10), Estimate("2026-03-20T00:00:00Z", 11))
        .ShouldBe(
        [
            """estimate:arrival 0 {"from":null,"to":"2026-03-09T00:00:00+00:00"}""",
            """estimate:arrival 1 {"from":"2026-03-09T00:00:00+00:00","to":"2026-03-11T08:00:00+08:00"}""",
        ]);

    [Fact]
    public void AnEstimateTakenBack_IsAWithdrawal()
    {
        var story = Stories.Shipment().Told(
            Leg(1, Objects.Leg("11", "ocean", fields: new JsonObject { ["estimated_arrival_date"] = "2026-03-09T00:00:00Z" })),
            Leg(2, Objects.Leg("11", "ocean", fields: new JsonObject { ["estimated_arrival_date"] = null })));
        var message = JsonNode.Parse(story.Announcements[^1].Message.Span)!;
        (story.Announcements[^1].Thing, message["withdrawn"]!.GetValue<bool>(), message["to"]).ShouldBe(("estimate:arrival", true, null));
        message["from"]!.GetValue<string>().ShouldBe("2026-03-09T00:00:00+00:00");
    }

    [Fact]
    public void AnEstimatedDelivery_UntilTheCargoIsDelivered() => News(
        ExpectDelivery("2026-03-20T12:00:00+09:00", 1), ExpectDelivery("2026-03-22T12:00:00+09:00", 2), Event("arrived", 3), ExpectDelivery(null, 4), ExpectDelivery("2026-03-25T12:00:00+09:00", 5),
        Event("delivered", 6), ExpectDelivery("2026-03-28T12:00:00+09:00", 7))
        .Where(static told => told.StartsWith("estimate:", StringComparison.Ordinal)).ShouldBe(
        [
            """estimate:delivery 0 {"from":null,"to":"2026-03-20T12:00:00+09:00"}""",
            """estimate:delivery 1 {"from":"2026-03-20T12:00:00+09:00","to":"2026-03-22T12:00:00+09:00"}""",
            """estimate:delivery 2 {"from":"2026-03-22T12:00:00+09:00","to":null}""",
            """estimate:delivery 3 {"from":null,"to":"2026-03-25T12:00:00+09:00"}""",
        ]);

    [Fact]
    public void AHold_WhenItBegins_AndWhenItEnds() => News(Event(Hold, 3), Event(Hold, 3, id: "again"), Event(Released, 5)).ShouldBe(
    [
        """customs:customs_agriculture_hold 0 {"state":"hold","title":"Agriculture hold","since":"2026-02-03T00:00:00+00:00"}""",
        """customs:cleared 0 {"state":"cleared","since":"2026-02-05T00:00:00+00:00"}""",
        """customs:customs_agriculture_hold 1 {"state":"released","title":"Agriculture hold","since":null}""",
    ]);

    [Fact]
    public void AHoldThatWasOverWhenItBecameKnown_IsNotAnnounced() =>
        News(Event(Released, 5), Event(Hold, 3, recorded: 6)).ShouldHaveSingleItem().ShouldStartWith("customs:cleared 0");

    [Fact]
    public void ADisruption_WhenItBegins_AndWhenTheCargoMovesAgain() => News(Event(Delay, 3), Event("departed", 4)).ShouldBe(
    [
        """disruption:vessel_delay_port_congestion 0 {"state":"open","title":"Vessel delay: port congestion","since":"2026-02-03T00:00:00+00:00"}""",
        """disruption:vessel_delay_port_congestion 1 {"state":"ended","title":"Vessel delay: port congestion","since":"2026-02-03T00:00:00+00:00"}""",
    ]);

    [Fact]
    public void ADocument_WhenItIsThere_WhenItIsReady_AndWithItsType() => News(
        Event("document_uploaded", 1, """{"document":{"id":"d7","document_type":"packing_list","file_name":"list.pdf"}}"""),
        Event("document_uploaded", 2, """{"document":{"id":"d7","document_type":"packing_list","file_name":"renamed.pdf"}}"""),
        Event("bill_of_lading_ready", 3, """{"document":{"id":"d8","file_name":"bill.pdf"}}"""))
        .ShouldBe(
        [
            """document:d7 0 {"state":"added","documentType":"packing_list","title":"list.pdf"}""",
            """document:d8 0 {"state":"ready","documentType":"bill_of_lading","title":"bill.pdf"}""",
        ]);

    [Fact]
    public void ADeadline_EachTimeThatItFires()
    {
        var story = Stories.Shipment().Told(Estimate("2026-03-09T00:00:00Z", 1)).At("2026-03-11T12:00:00Z");
        var fired = story.Announcements[^1];
        fired.Thing.ShouldBe("deadline:arrival_overdue");
        var message = JsonNode.Parse(fired.Message.Span)!;
        (message["deadline"]!.ToString(), message["subject"], message["stage"]!.ToString(), fired.Revision, fired.OccurredAt).ShouldBe(
            ("arrival_overdue", null, "overdue", 0, message["dueAt"]!.GetValue<DateTimeOffset>()));

        story.Told(Estimate("2026-03-15T00:00:00Z", 12)).At("2026-03-20T00:00:00Z");
        story.Announcements.Where(a => a.Thing == "deadline:arrival_overdue").Select(a => a.Revision).ShouldBe([0, 1]);
    }

    [Fact]
    public void AnInvoice_AndAnOrder_WithTheirDeadlines()
    {
        var invoice = Stories.Invoice().Told(Say.Event("invoice_created", """{"invoice":{"id":"inv_9","due_date":"2026-03-05"},"shipment":{"id":"7001"}}"""));
        invoice.Announcements.ShouldHaveSingleItem().Thing.ShouldBe("invoice:status");
        JsonNode.Parse(invoice.Announcements[0].Message.Span)!["about"]!["shipments"]!.ToJsonString().ShouldBe("""["7001"]""");
        invoice.At("2026-03-06T12:00:00Z").Announcements[^1].Thing.ShouldBe("deadline:payment");

        var order = Stories.PurchaseOrder().Told(Say.Event("po_created", """{"cargo_ready_date":"2026-03-05"}"""));
        order.Announcements.ShouldBeEmpty();
        order.At("2026-03-09T12:00:00Z").Announcements.ShouldHaveSingleItem().Thing.ShouldBe("deadline:cargo_ready");
    }

    [Fact]
    public void OfALargeShipment_AMessageTellsTheFirstOfEachList()
    {
        var events = Enumerable.Range(0, 120).Select(i => Say.Event("container_loaded", $$"""{"container_number":"ABCU{{i:D7}}"}""", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z", $"c{i}"));
        var story = Stories.Shipment().Told([.. events, Event("departed", 2)]);
        var about = JsonNode.Parse(story.Announcements.Single(a => a.Thing == "milestone:departed").Message.Span)!["about"]!;
        about["containers"]!.AsArray().Count.ShouldBe(50);
        story.Announcements.ShouldAllBe(a => a.Message.Length < 4_000);
    }

    /// <summary>Thing, revision and what the message says of it; milestones left out.</summary>
    private static string[] News(params Delivery[] deliveries) =>
    [
        .. from told in Stories.Shipment().Told(deliveries).Announcements
           where !told.Thing.StartsWith("milestone:", StringComparison.Ordinal)
           let message = JsonNode.Parse(told.Message.Span)!.AsObject()
           let own = new JsonObject(message.Where(field => field.Key is "from" or "to" or "state" or "title" or "since" or "documentType").Select(field => new KeyValuePair<string, JsonNode?>(field.Key, field.Value?.DeepClone())))
           select $"{told.Thing} {told.Revision} {own.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}",
    ];

    private static Delivery Event(string name, int day, string data = "{}", int? recorded = null, string? id = null) => Say.Event(
        name, name.StartsWith('/') ? Objects.Data() : data, $"2026-02-{day:D2}T00:00:00Z", $"2026-02-{recorded ?? day:D2}T00:00:00Z", id ?? $"{name}-{day}");

    private static Delivery Estimate(string eta, int day) => Event("estimated_arrival", day, $$"""{"eta":"{{eta}}"}""");

    private static Delivery ExpectDelivery(string? expected, int day) => Say.Event(
        "/shipment#updated_route", Objects.Data(shipment: Objects.Shipment(fields: new JsonObject { ["estimated_delivered_in_full_date"] = expected })), recorded: $"2026-02-{day:D2}T00:00:00Z");

    private static Delivery Leg(int day, JsonObject leg) =>
        Say.Event("/shipment_leg#updated_estimated_time_of_arrival", Objects.Data(leg), recorded: $"2026-02-{day:D2}T00:00:00Z");
}
