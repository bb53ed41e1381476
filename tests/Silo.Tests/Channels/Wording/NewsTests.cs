using Grains.Interfaces.Entities;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Wording;

public sealed class NewsTests
{
    private const string Rotterdam = """
        {"source":"default","kind":"shipment","id":"460723","name":"Spring \u0026 summer","thing":"milestone:departed","milestone":"departed","revision":0,"withdrawn":false,
         "occurredAt":"2026-03-01T10:30:00+02:00","recordedAt":"2026-03-01T09:00:00+00:00","location":{"name":"Rotterdam","country":"NL"},"eventId":"evt_1","status":"in_transit"}
        """;

    [Fact]
    public void Departure_IsToldInOneLine_AndWithAllThatIsKnown()
    {
        var news = News.Of(ChannelsKit.Saying(Rotterdam));
        news.Title.ShouldBe("FLEX-460723 (Spring & summer) departed Rotterdam on 1 Mar 2026, 10:30 UTC+2");
        news.Lines.ShouldBe(["FLEX-460723 (Spring & summer) departed Rotterdam on 1 Mar 2026, 10:30 UTC+2."]);
        news.Facts.ShouldBe([
            new("Shipment", "FLEX-460723"), new("Name", "Spring & summer"), new("When", "1 Mar 2026, 10:30 in Rotterdam, UTC+2"), new("Where", "Rotterdam, NL"),
            new("Status now", "in transit"), new("Reported", "1 Mar 2026, 09:00 UTC"), new("Event", "evt_1")]);
        news.Links.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://freight.example", "https://freight.example/shipments/default/460723", "https://freight.example/shipments/default/460723/events/evt_1")]
    [InlineData("https://freight.example/track/", "https://freight.example/track/shipments/default/460723", "https://freight.example/track/shipments/default/460723/events/evt_1")]
    public void WhereTheServiceKnowsItsAddress_AMessageLinksToTheShipmentAndTheEvent(string publicUrl, string shipment, string @event) =>
        News.Of(ChannelsKit.Saying(Rotterdam), new Uri(publicUrl)).Links.ShouldBe([new("Open the shipment", new Uri(shipment)), new("See the event", new Uri(@event))]);

    [Fact]
    public void NothingInAnId_LeadsALinkAstray() =>
        News.Of(ChannelsKit.Saying("{}", id: "../x?y#z"), new Uri("https://freight.example")).Links.ShouldHaveSingleItem().Address.AbsoluteUri.ShouldBe("https://freight.example/shipments/default/..%2Fx%3Fy%23z");

    [Theory]
    [InlineData("milestone:cargo_ready", "is ready to be collected at Aarhus", "is not ready to be collected")]
    [InlineData("milestone:container_loaded", "had a container loaded at Aarhus", "had no container loaded")]
    [InlineData("milestone:departed", "departed Aarhus", "has not departed")]
    [InlineData("milestone:arrived", "arrived at Aarhus", "has not arrived")]
    [InlineData("milestone:container_unloaded", "had a container unloaded at Aarhus", "had no container unloaded")]
    [InlineData("milestone:customs_cleared", "cleared customs at Aarhus", "has not cleared customs")]
    [InlineData("milestone:delivered", "was delivered at Aarhus", "was not delivered")]
    [InlineData("milestone:gate_out", "reached gate out at Aarhus", "has not reached gate out")]
    [InlineData("gate:lastFreeDay", "has news: gate last free day at Aarhus", "takes back: gate last free day")]
    public void EveryThing_HasItsWords_AndAnUnknownOneToo(string thing, string did, string didNot)
    {
        News.Of(ChannelsKit.Saying("""{"location":{"name":"Aarhus"}}""", thing)).Title.ShouldBe($"FLEX-460723 {did}");
        News.Of(ChannelsKit.Saying("""{"withdrawn":true}""", thing, 1)).Title.ShouldBe($"FLEX-460723 {didNot}");
    }

    [Theory]
    [InlineData("estimate:arrival", """{"from":null,"to":"2026-03-03T14:00:00+08:00"}""", ": ETA 3 Mar 2026, 14:00 UTC+8")]
    [InlineData("estimate:arrival", """{"to":"2026-03-19T00:00:00+01:00","toldBefore":"2026-03-13T23:00:00+00:00","firstPromised":"2026-03-10T00:00:00+01:00","place":{"name":"Rotterdam","country":"NL","timeZone":"Europe/Amsterdam"}}""", ": ETA Rotterdam 14 Mar → 19 Mar 2026, 5 days later; first promised 10 Mar")]
    [InlineData("estimate:departure", """{"from":"2026-03-01T06:00:00Z","to":"2026-03-01T04:30:00Z","toldBefore":"2026-03-01T06:00:00Z"}""", ": ETD 1 Mar, 06:00 → 1 Mar 2026, 04:30 UTC, 1.5 hours earlier")]
    [InlineData("estimate:arrival", """{"from":"2026-03-01T06:00:00Z","to":"2026-03-03T06:00:00Z"}""", ": ETA 3 Mar 2026, 06:00 UTC")]
    [InlineData("estimate:arrival", """{"to":"2027-01-02T00:00:00+08:00","toldBefore":"2026-12-30T16:00:00Z","place":{"name":"Yantian","country":"CN","timeZone":"Asia/Shanghai"}}""", ": ETA Yantian 31 Dec 2026 → 2 Jan 2027, 2 days later")]
    [InlineData("estimate:arrival", """{"from":"2026-03-01T06:00:00Z","to":null,"withdrawn":true,"toldBefore":"2026-03-01T06:00:00Z"}""", ": ETA 1 Mar 2026, 06:00 UTC does not hold any more, and no other date is known", "Withdrawn: ")]
    [InlineData("estimate:delivery", """{"from":null,"to":null,"withdrawn":true}""", ": delivery expected is not known any more")]
    [InlineData("estimate:delivery", """{"to":"2026-03-03T12:00:00+01:00"}""", ": delivery expected 3 Mar 2026")]
    [InlineData("customs:cleared", """{"state":"cleared","since":"2026-02-05T00:00:00+01:00","place":{"name":"Rotterdam"}}""", " cleared customs at Rotterdam on 5 Feb 2026")]
    [InlineData("customs:cleared", """{"withdrawn":true}""", " has not cleared customs")]
    [InlineData("customs:customs_agriculture_hold", """{"state":"hold","title":"Agriculture hold","since":"2026-02-03T00:00:00+00:00"}""", " is held by customs: Agriculture hold, since 3 Feb 2026")]
    [InlineData("customs:customs_agriculture_hold", """{"state":"released","title":"Agriculture hold"}""", " is not held by customs any more: Agriculture hold")]
    [InlineData("disruption:port_strike_delay", """{"state":"open","title":"Port strike"}""", " is disrupted: Port strike")]
    [InlineData("disruption:port_strike_delay", """{"state":"ended","title":"Port strike"}""", " is not disrupted any more: Port strike")]
    [InlineData("document:d7", """{"state":"added","documentType":"packing_list","title":"list.pdf"}""", " has a document: packing list, list.pdf")]
    [InlineData("document:d7", """{"state":"ready","documentType":"bill_of_lading"}""", " has a document ready: bill of lading")]
    [InlineData("document:d7", """{"state":"archived"}""", " has a document no more: of a type not told")]
    [InlineData("invoice:status", """{"from":null,"to":"outstanding"}""", " is outstanding")]
    [InlineData("invoice:payment:902", """{"movement":"payment","amount":12.50,"currency":"EUR"}""", " got a payment: 12.50 EUR")]
    [InlineData("invoice:payment_failed:902", """{"movement":"payment_failed","amount":null,"currency":null}""", " had a payment that failed")]
    [InlineData("invoice:credit:902", """{"movement":"credit","amount":100}""", " was credited: 100")]
    [InlineData("invoice:refund:902", """{"movement":"refund","amount":7,"currency":"USD"}""", " was refunded: 7 USD")]
    [InlineData("invoice:due_date:902", """{"movement":"due_date","dueDate":"2026-05-01"}""", " is due on another day: 1 May 2026")]
    [InlineData("deadline:must_arrive:7001", """{"deadline":"must_arrive","stage":"day+4","subject":"7001"}""", " must arrive before shipment 7001 does, which is expected 4 days too late")]
    [InlineData("deadline:must_arrive:7001", """{"deadline":"must_arrive","stage":"day+1","subject":"7001","mustArriveDate":"2026-03-18","expected":"2026-03-19T00:00:00+01:00","shipmentName":"Spring"}""", " must arrive by 18 Mar 2026, and shipment 7001 (Spring) is expected on 19 Mar 2026, 1 day too late")]
    [InlineData("deadline:must_arrive:7001", """{"deadline":"must_arrive","stage":"passed","subject":"7001"}""", " should have arrived by now, and shipment 7001 has not")]
    [InlineData("deadline:departure_overdue", """{"deadline":"departure_overdue","stage":"overdue"}""", " should have departed by now")]
    [InlineData("deadline:departure_overdue", """{"deadline":"departure_overdue","stage":"overdue","expected":"2026-03-01T00:00:00+08:00","place":{"name":"Yantian"}}""", " was to depart from Yantian on 1 Mar 2026, and has not been reported to have departed")]
    [InlineData("deadline:arrival_overdue", """{"deadline":"arrival_overdue","stage":"overdue"}""", " should have arrived by now")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"72h","subject":"ABCU1"}""", " has 72 hours of free time left for container ABCU1")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"expired","subject":"ABCU1"}""", " has used up the free time of container ABCU1")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"day+2","subject":"ABCU1"}""", " has container ABCU1 standing 2 days beyond its free time")]
    [InlineData("deadline:container_return:ABCU1", """{"deadline":"container_return","stage":"overdue","subject":"ABCU1","since":"2026-03-01T00:00:00Z"}""", " still has container ABCU1 out, since 1 Mar 2026, which is due back")]
    [InlineData("deadline:customs_hold:x", """{"deadline":"customs_hold","stage":"open","subject":"/shipment#customs_agriculture_hold"}""", " is still held by customs: customs agriculture hold")]
    [InlineData("deadline:silence", """{"deadline":"silence","stage":"silent"}""", " is under way and has not been heard of for long")]
    [InlineData("deadline:cargo_ready", """{"deadline":"cargo_ready","stage":"passed"}""", " should have its cargo ready by now")]
    [InlineData("deadline:payment", """{"deadline":"payment","stage":"past_due"}""", " is overdue for payment")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","from":null,"to":"2026-03-10"}""", ": last free day of container ABCU1 is 10 Mar 2026")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","from":"2026-03-10","to":null,"withdrawn":true}""", ": last free day of container ABCU1 is not known any more")]
    [InlineData("free_time:available:ABCU1", """{"container":"ABCU1","to":"2026-03-03T06:00:00+00:00","place":{"name":"Oakland"}}""", " has container ABCU1 available for pickup in Oakland, as of 3 Mar 2026, 06:00 UTC")]
    [InlineData("free_time:available:ABCU1", """{"container":"ABCU1","to":null,"withdrawn":true}""", " does not have container ABCU1 available for pickup")]
    [InlineData("appointment:container:ABCU1", """{"container":"ABCU1","to":"2026-03-03T06:00:00+00:00"}""", " has a delivery appointment for container ABCU1 on 3 Mar 2026, 06:00 UTC")]
    [InlineData("appointment:leg:803", """{"leg":"803","to":null}""", " has a delivery appointment, at a time not told")]
    [InlineData("appointment:leg:803", """{"leg":"803","to":null,"withdrawn":true}""", " has no delivery appointment any more")]
    [InlineData("shipment:archived", "{}", " was archived at Flexport")]
    [InlineData("estimate:arrival", "{}", " has news: estimate arrival")]
    [InlineData("deadline:tea", """{"deadline":"tea"}""", " has news: deadline tea")]
    public void OtherNews_HasWordsOfItsOwn_WhateverItsRevision(string thing, string message, string phrase, string before = "")
    {
        News.Of(ChannelsKit.Saying(message, thing, 0)).Title.ShouldBe($"{before}FLEX-460723{phrase}");
        News.Of(ChannelsKit.Saying(message, thing, 3)).Title.ShouldBe($"{before}FLEX-460723{phrase}");
    }

    [Theory]
    [InlineData("estimate:arrival", """{"to":"2026-03-19T00:00:00+01:00","lastFreeDay":"2026-03-23","lastFreeDayContainer":"ABCU1"}""", "FLEX-460723: ETA 19 Mar 2026; last free day 23 Mar 2026 (container ABCU1).")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"24h","subject":"ABCU1","lastFreeDay":"2026-03-23","place":{"name":"Oakland"}}""", "FLEX-460723 has 24 hours of free time left for container ABCU1; last free day 23 Mar 2026 in Oakland.")]
    [InlineData("deadline:payment", """{"deadline":"payment","stage":"due_soon","balance":{"amount":1200.50,"currency":"USD"},"dueDate":"2026-03-05"}""", "FLEX-460723 is due for payment soon; 1200.50 USD to pay, due 5 Mar 2026.")]
    [InlineData("customs:exam", """{"state":"hold","title":"Exam","blocking":false}""", "FLEX-460723 is held by customs: Exam; it may move all the same.")]
    public void FirstLine_SaysWhatIsAtStake(string thing, string message, string line) => News.Of(ChannelsKit.Saying(message, thing)).Lines[0].ShouldBe(line);

    [Fact]
    public void TheDetailsOfAnEstimate_AreReadable()
    {
        var news = News.Of(ChannelsKit.Saying(
            """{"from":"2026-03-01T06:00:00+00:00","to":"2026-03-03T14:00:00+08:00","toldBefore":"2026-03-01T06:00:00+00:00","occurredAt":"2026-02-01T09:00:00+00:00","recordedAt":"2026-02-01T00:00:00+00:00","place":{"name":"Yantian","timeZone":"Asia/Shanghai"}}""", "estimate:arrival", 1));
        news.Facts.ShouldBe([
            new("Shipment", "FLEX-460723"), new("Where", "Yantian"), new("Expected", "3 Mar 2026, 14:00 in Yantian, UTC+8"), new("You were told", "1 Mar 2026, 14:00 in Yantian, UTC+8"),
            new("Reported", "1 Feb 2026, 00:00 UTC")]);
    }

    [Fact]
    public void ATest_SaysThatItIsOne() => News.Of(ChannelsKit.Saying("{}", "test")).Title.ShouldBe("Test message");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("""{"name":null,"occurredAt":null,"location":null,"status":null,"withdrawn":null}""")]
    [InlineData("""{"occurredAt":"soon","location":"","status":{},"withdrawn":"yes"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public void MessageWithoutAnything_IsToldAllTheSame(string message)
    {
        var news = News.Of(ChannelsKit.Saying(message));
        news.Title.ShouldBe("FLEX-460723 departed");
        news.Lines.ShouldBe(["FLEX-460723 departed."]);
        news.Facts.ShouldBe([new Fact("Shipment", "FLEX-460723")]);
    }

    [Fact]
    public void FieldsThatAreNewToIt_AreFacts()
    {
        var news = News.Of(ChannelsKit.Saying("""{"daysLeft":2,"terminal":"APM\n2","isFinal":true,"more":{"a":1},"gateAt":"2026-03-03T00:00:00+08:00"}""", "deadline:free_time"));
        news.Facts.ShouldBe([new("Shipment", "FLEX-460723"), new("Days left", "2"), new("Terminal", "APM 2"), new("Is final", "yes"), new("Gate at", "3 Mar 2026")]);
    }

    [Theory]
    [InlineData(EntityKind.Shipment, "460723", "FLEX-460723")]
    [InlineData(EntityKind.Shipment, "shp_1", "shp_1")]
    [InlineData(EntityKind.PurchaseOrder, "PO-7", "Purchase order PO-7")]
    [InlineData(EntityKind.Invoice, "88", "Invoice 88")]
    public void Entity_IsCalledAsPeopleDo(EntityKind kind, string id, string called)
    {
        var notification = ChannelsKit.Saying("{}");
        News.Of(notification with { Key = notification.Key with { Kind = kind, Id = id } }).Title.ShouldBe($"{called} departed");
    }

    [Fact]
    public void LongestTexts_LeavePlaceAndTimeInTheTitle()
    {
        var name = new string('x', 4_000);
        var title = News.Of(ChannelsKit.Saying($$$"""{"name":"{{{name}}}","occurredAt":"2026-03-01T10:30:00+02:00","location":{"name":"Port {{{name}}}"}}""")).Title;
        title.Length.ShouldBeLessThanOrEqualTo(News.LongestTitle);
        title.ShouldContain(" departed Port x");
        title.ShouldEndWith(" on 1 Mar 2026, 10:30 UTC+2");
    }
}
