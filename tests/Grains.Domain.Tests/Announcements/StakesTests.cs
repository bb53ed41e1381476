using System.Text.Json.Nodes;
using Grains.Domain.Announcements;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Announcements;

/// <summary>What messages tell beside the change: the place with its zone, what was promised first, what is at stake, what holds now.</summary>
public sealed class StakesTests
{
    private static readonly JsonObject Voyage = Boxes.Leg(802, "ocean", "port_of_loading", "port_of_unloading", zone: "America/Los_Angeles");

    [Fact]
    public void AnEstimate_TellsThePlace_TheFirstPromise_AndTheLastFreeDay()
    {
        var message = Last("estimate:arrival", Stories.Shipment().Told(
            Boxes.Known(Arriving("2026-03-10T00:00:00-08:00"), "2026-01-01T00:00:00Z"),
            Boxes.Listed(9, """{"container_number":"ABCU1","last_free_day_date":"2026-03-16"}""", "2026-01-02T00:00:00Z"),
            Boxes.Known(Arriving("2026-03-14T00:00:00-08:00"), "2026-01-03T00:00:00Z"),
            Boxes.Known(Arriving("2026-03-19T00:00:00-07:00"), "2026-01-04T00:00:00Z")).Announcements);
        message["from"]!.ToString().ShouldBe("2026-03-14T00:00:00-08:00");
        message["to"]!.ToString().ShouldBe("2026-03-19T00:00:00-07:00");
        message["firstPromised"]!.ToString().ShouldBe("2026-03-10T00:00:00-08:00");
        message["place"]!.ToJsonString().ShouldBe("""{"name":"Saltmarsh Quay","country":"Norway","timeZone":"America/Los_Angeles"}""");
        (message["lastFreeDay"]!.ToString(), message["lastFreeDayContainer"]!.ToString()).ShouldBe(("2026-03-16", "ABCU1"));
        var summary = message["summary"]!;
        (summary["phase"]!.ToString(), summary["estimatedArrival"]!.ToString(), summary["lastFreeDay"]!.ToString()).ShouldBe(("origin", "2026-03-19T00:00:00-07:00", "2026-03-16"));
    }

    [Fact]
    public void AnOverdueArrival_TellsWhatWasExpected_AndWhere()
    {
        var message = Last("deadline:arrival_overdue", Stories.Shipment().Told(Boxes.Known(Arriving("2026-03-10T00:00:00-08:00"))).At("2026-03-20T00:00:00Z").Announcements);
        (message["expected"]!.ToString(), message["place"]!["name"]!.ToString()).ShouldBe(("2026-03-10T00:00:00-08:00", "Saltmarsh Quay"));
    }

    [Fact]
    public void FreeTime_TellsTheLastFreeDay()
    {
        var story = Stories.Shipment().Told(Boxes.Known(Voyage), Boxes.Listed(9, """{"container_number":"ABCU1","last_free_day_date":"2026-03-16"}""")).At("2026-03-15T00:00:00Z");
        var message = Last("deadline:free_time:ABCU1", story.Announcements);
        (message["lastFreeDay"]!.ToString(), message["place"]!["timeZone"]!.ToString()).ShouldBe(("2026-03-16", "America/Los_Angeles"));
    }

    [Fact]
    public void AHoldThatLasts_TellsItsName_AndSinceWhen()
    {
        var story = Stories.Shipment().Told(Say.Event("/shipment#customs_agriculture_hold", Objects.Data(), "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z")).At("2026-02-06T00:00:00Z");
        var message = story.Announcements.Where(static one => one.Thing.StartsWith("deadline:customs_hold", StringComparison.Ordinal)).Select(static one => JsonNode.Parse(one.Message.Span)!).ShouldHaveSingleItem();
        (message["title"]!.ToString(), message["since"]!.ToString()).ShouldBe(("Agriculture hold", "2026-02-03T00:00:00+00:00"));
    }

    [Fact]
    public void AnOverdueInvoice_TellsWhatIsLeftToPay()
    {
        var invoice = Stories.Invoice().Told(Say.Event("invoice_created", """{"invoice":{"id":"inv_9","due_date":"2026-03-05","balance":"12.50","currency":"USD"}}"""));
        var message = Last("deadline:payment", invoice.At("2026-03-08T00:00:00Z").Announcements);
        (message["dueDate"]!.ToString(), message["balance"]!["amount"]!.ToString()).ShouldBe(("2026-03-05", "12.50"));
        message["summary"]!["dueDate"]!.ToString().ShouldBe("2026-03-05");
    }

    [Fact]
    public void AnOrderThatIsNotReady_TellsTheDay()
    {
        var order = Stories.PurchaseOrder().Told(Say.Event("po_created", """{"cargo_ready_date":"2026-03-05","must_arrive_date":"2026-04-05"}""")).At("2026-03-09T12:00:00Z");
        var message = Last("deadline:cargo_ready", order.Announcements);
        (message["cargoReadyDate"]!.ToString(), message["summary"]!["mustArriveDate"]!.ToString()).ShouldBe(("2026-03-05", "2026-04-05"));
    }

    [Theory]
    [InlineData("2026-02-11T12:00:00+01:00", "2026-02-11T11:00:00Z", 1)]
    [InlineData("2026-02-11T12:00:00+01:00", "2026-02-11T12:00:00Z", 2)]
    public void AnAppointment_KeepsItsOffset_AndTheSameInstantIsNoNews(string first, string second, int announced)
    {
        var news = Stories.Shipment().Told(Agreed(first, 5), Agreed(second, 6)).Announcements.Where(static one => one.Thing.StartsWith("appointment:", StringComparison.Ordinal)).ToList();
        JsonNode.Parse(news[0].Message.Span)!["to"]!.ToString().ShouldBe("2026-02-11T12:00:00+01:00");
        news.Count.ShouldBe(announced);
        if (announced > 1) JsonNode.Parse(news[1].Message.Span)!["from"]!.ToString().ShouldBe("2026-02-11T12:00:00+01:00");
    }

    private static Delivery Agreed(string at, int day) =>
        Boxes.OnLeg("delivery_appointment_scheduled", 9, 803, $"2026-02-{day:D2}T00:00:00Z", $$"""{"delivery_appointment_scheduled_for_date":"{{at}}"}""");

    private static JsonObject Arriving(string at)
    {
        var leg = Voyage.DeepClone().AsObject();
        leg["estimated_arrival_date"] = at;
        return leg;
    }

    private static JsonNode Last(string thing, List<Announcement> announcements) => JsonNode.Parse(announcements.Last(one => one.Thing == thing).Message.Span)!;
}
