using System.Globalization;
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
    public void Departure_IsToldWithAllThatIsKnown()
    {
        var news = News.Of(ChannelsKit.Saying(Rotterdam));
        news.Title.ShouldBe("FLEX-460723 departed Rotterdam");
        news.Lines.ShouldBe(["FLEX-460723 (Spring & summer) departed Rotterdam, NL on 1 March 2026, 10:30 UTC+02:00."]);
        news.Facts.ShouldBe([
            new("Shipment", "FLEX-460723"), new("Name", "Spring & summer"), new("When", "1 March 2026, 10:30 UTC+02:00"), new("Where", "Rotterdam, NL"),
            new("Status now", "in transit"), new("Reported", "1 March 2026, 09:00 UTC"), new("Event", "evt_1")]);
    }

    [Fact]
    public void Correction_SaysSo()
    {
        var news = News.Of(ChannelsKit.Saying(Rotterdam, revision: 2));
        news.Title.ShouldBe("Correction: FLEX-460723 departed Rotterdam");
        news.Lines[^1].ShouldBe("This replaces what was said before.");
        news.Facts.ShouldContain(new Fact("Revision", "2"));
    }

    [Fact]
    public void Withdrawal_SaysSo_AndNotThatItHappened()
    {
        var news = News.Of(ChannelsKit.Saying("""{"withdrawn":true,"occurredAt":"2026-03-01T08:30:00+00:00","location":null}""", revision: 1));
        news.Title.ShouldBe("Withdrawn: FLEX-460723 has not departed");
        news.Lines.ShouldBe(["FLEX-460723 has not departed.", "What was said before, for 1 March 2026, 08:30 UTC, is withdrawn."]);
        news.Facts.ShouldContain(new Fact("Said for", "1 March 2026, 08:30 UTC"));
    }

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
        News.Of(ChannelsKit.Saying("""{"withdrawn":true}""", thing, 1)).Title.ShouldBe($"Withdrawn: FLEX-460723 {didNot}");
    }

    [Theory]
    [InlineData("estimate:arrival", """{"from":null,"to":"2026-03-03T14:00:00+08:00"}""", "is expected to arrive on 3 March 2026, 14:00 UTC+08:00")]
    [InlineData("estimate:arrival", """{"from":"2026-03-01T06:00:00Z","to":"2026-03-03T14:00:00+08:00"}""", "is now expected to arrive on 3 March 2026, 14:00 UTC+08:00, 2 days later")]
    [InlineData("estimate:arrival", """{"from":"2026-03-03T05:00:00Z","to":"2026-03-03T06:00:00Z","toldBefore":"2026-03-01T06:00:00+00:00"}""", "is now expected to arrive on 3 March 2026, 06:00 UTC, 2 days later")]
    [InlineData("estimate:departure", """{"from":"2026-03-01T06:00:00Z","to":"2026-03-01T04:30:00Z"}""", "is now expected to depart on 1 March 2026, 04:30 UTC, 1.5 hours earlier")]
    [InlineData("estimate:arrival", """{"from":"2026-03-01T06:00:00Z","to":null,"withdrawn":true}""", "is not expected to arrive on 1 March 2026, 06:00 UTC any more: the estimate was withdrawn")]
    [InlineData("estimate:departure", """{"from":"2026-03-01T06:00:00Z","to":null,"withdrawn":true,"toldBefore":"2026-03-02T06:00:00Z"}""", "is not expected to depart on 2 March 2026, 06:00 UTC any more: the estimate was withdrawn")]
    [InlineData("estimate:delivery", """{"from":null,"to":null,"withdrawn":true}""", "is not expected to be delivered at a known time any more")]
    [InlineData("estimate:delivery", """{"from":"2026-03-01T06:00:00Z","to":"2026-03-03T06:00:00Z"}""", "is now expected to be delivered on 3 March 2026, 06:00 UTC, 2 days later")]
    [InlineData("customs:cleared", """{"state":"cleared"}""", "cleared customs")]
    [InlineData("customs:cleared", """{"withdrawn":true}""", "has not cleared customs")]
    [InlineData("customs:customs_agriculture_hold", """{"state":"hold","title":"Agriculture hold"}""", "is held by customs: Agriculture hold")]
    [InlineData("customs:customs_agriculture_hold", """{"state":"released","title":"Agriculture hold"}""", "is not held by customs any more: Agriculture hold")]
    [InlineData("disruption:port_strike_delay", """{"state":"open","title":"Port strike"}""", "is disrupted: Port strike")]
    [InlineData("disruption:port_strike_delay", """{"state":"ended","title":"Port strike"}""", "is not disrupted any more: Port strike")]
    [InlineData("document:d7", """{"state":"added","documentType":"packing_list","title":"list.pdf"}""", "has a document: packing list, list.pdf")]
    [InlineData("document:d7", """{"state":"ready","documentType":"bill_of_lading"}""", "has a document ready: bill of lading")]
    [InlineData("document:d7", """{"state":"archived"}""", "has a document no more: of a type not told")]
    [InlineData("invoice:status", """{"from":null,"to":"outstanding"}""", "is outstanding")]
    [InlineData("invoice:status", """{"from":"outstanding","to":"paid"}""", "is paid, was outstanding")]
    [InlineData("invoice:payment:902", """{"movement":"payment","amount":12.50,"currency":"EUR"}""", "got a payment: 12.50 EUR")]
    [InlineData("invoice:payment_failed:902", """{"movement":"payment_failed","amount":null,"currency":null}""", "had a payment that failed")]
    [InlineData("invoice:credit:902", """{"movement":"credit","amount":100}""", "was credited: 100")]
    [InlineData("invoice:refund:902", """{"movement":"refund","amount":7,"currency":"USD"}""", "was refunded: 7 USD")]
    [InlineData("invoice:due_date:902", """{"movement":"due_date","dueDate":"2026-05-01"}""", "is due on another day: 2026-05-01")]
    [InlineData("deadline:must_arrive:7001", """{"deadline":"must_arrive","stage":"day+4","subject":"7001"}""", "must arrive before shipment 7001 does, which is expected 4 days too late")]
    [InlineData("deadline:must_arrive:7001", """{"deadline":"must_arrive","stage":"day+1","subject":"7001"}""", "must arrive before shipment 7001 does, which is expected 1 day too late")]
    [InlineData("deadline:must_arrive:7001", """{"deadline":"must_arrive","stage":"passed","subject":"7001"}""", "should have arrived by now, and shipment 7001 has not")]
    [InlineData("deadline:departure_overdue", """{"deadline":"departure_overdue","stage":"overdue"}""", "should have departed by now")]
    [InlineData("deadline:arrival_overdue", """{"deadline":"arrival_overdue","stage":"overdue"}""", "should have arrived by now")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"72h","subject":"ABCU1"}""", "has 72 hours of free time left for container ABCU1")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"expired","subject":"ABCU1"}""", "has used up the free time of container ABCU1")]
    [InlineData("deadline:free_time:ABCU1", """{"deadline":"free_time","stage":"day+2","subject":"ABCU1"}""", "has container ABCU1 standing 2 days beyond its free time")]
    [InlineData("deadline:container_return:ABCU1", """{"deadline":"container_return","stage":"overdue","subject":"ABCU1"}""", "still has container ABCU1 out, which is due back")]
    [InlineData("deadline:customs_hold:x", """{"deadline":"customs_hold","stage":"open","subject":"/shipment#customs_agriculture_hold"}""", "is still held by customs: customs agriculture hold")]
    [InlineData("deadline:silence", """{"deadline":"silence","stage":"silent"}""", "is under way and has not been heard of for long")]
    [InlineData("deadline:cargo_ready", """{"deadline":"cargo_ready","stage":"passed"}""", "should have its cargo ready by now")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","from":null,"to":"2026-03-10"}""", "has free time for container ABCU1 until the end of 10 March 2026")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","from":"2026-03-10","to":"2026-03-12"}""", "has free time for container ABCU1 until the end of 12 March 2026, no longer 10 March 2026")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","from":"2026-03-10","to":null,"withdrawn":true}""", "has no known last free day for container ABCU1 any more")]
    [InlineData("free_time:available:ABCU1", """{"container":"ABCU1","to":"2026-03-03T06:00:00+00:00"}""", "has container ABCU1 available for pickup, as of 3 March 2026, 06:00 UTC")]
    [InlineData("free_time:available:ABCU1", """{"container":"ABCU1","to":null,"withdrawn":true}""", "does not have container ABCU1 available for pickup after all")]
    [InlineData("appointment:container:ABCU1", """{"container":"ABCU1","to":"2026-03-03T06:00:00+00:00"}""", "has a delivery appointment for container ABCU1 on 3 March 2026, 06:00 UTC")]
    [InlineData("appointment:leg:803", """{"leg":"803","from":"2026-03-03T06:00:00+00:00","to":"2026-03-04T06:00:00+00:00"}""", "has its delivery appointment moved to 4 March 2026, 06:00 UTC, from 3 March 2026, 06:00 UTC")]
    [InlineData("appointment:leg:803", """{"leg":"803","to":null}""", "has a delivery appointment, at a time not told")]
    [InlineData("appointment:leg:803", """{"leg":"803","to":null,"withdrawn":true}""", "has no delivery appointment any more")]
    [InlineData("estimate:arrival", "{}", "has news: estimate arrival")]
    [InlineData("deadline:tea", """{"deadline":"tea"}""", "has news: deadline tea")]
    public void OtherNews_HasWordsOfItsOwn(string thing, string message, string phrase)
    {
        var news = News.Of(ChannelsKit.Saying(message, thing, 0));
        news.Title.ShouldBe($"FLEX-460723 {phrase}");
        if (!phrase.StartsWith("has news", StringComparison.Ordinal)) News.Of(ChannelsKit.Saying(message, thing, 3)).Title.ShouldBe($"FLEX-460723 {phrase}");
    }

    [Fact]
    public void TheDetailsOfAnEstimate_AreReadable()
    {
        var news = News.Of(ChannelsKit.Saying(
            """{"from":"2026-03-01T06:00:00+00:00","to":"2026-03-03T14:00:00+08:00","occurredAt":"2026-02-01T09:00:00+00:00","recordedAt":"2026-02-01T09:00:00+00:00"}""", "estimate:arrival", 1));
        news.Facts.ShouldBe([
            new("Shipment", "FLEX-460723"), new("From", "1 March 2026, 06:00 UTC"), new("To", "3 March 2026, 14:00 UTC+08:00"), new("Reported", "1 February 2026, 09:00 UTC")]);
    }

    [Fact]
    public void ADigest_IsALineForEach()
    {
        var news = News.Of(ChannelsKit.Saying(
            """
            {"class":"digest","source":"default","thing":"digest:2026-03-02","count":3,"messages":[
              {"source":"default","kind":"shipment","id":"460723","thing":"milestone:departed","revision":0,"location":{"name":"Rotterdam"}},
              {"source":"default","kind":"invoice","id":"inv-9","thing":"invoice:status","revision":1,"from":"outstanding","to":"paid"}]}
            """,
            "digest:2026-03-02"));
        news.Title.ShouldBe("3 messages until 2 March 2026");
        news.Lines.ShouldBe(["FLEX-460723 departed Rotterdam.", "Invoice inv-9 is paid, was outstanding.", "And 1 more, which the API lists."]);
    }

    [Fact]
    public void ATest_SaysThatItIsOne() => News.Of(ChannelsKit.Saying("{}", "test")).Title.ShouldBe("Test message");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("""{"name":null,"occurredAt":null,"location":null,"status":null,"withdrawn":null}""")]
    [InlineData("""{"name":7,"occurredAt":"soon","location":"Rotterdam","status":{},"withdrawn":"yes"}""")]
    [InlineData("""{"name":"\ud800","location":{"name":"Rotterdam"}}""")]
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
        var news = News.Of(ChannelsKit.Saying("""{"daysLeft":2,"terminal":"APM\n2","isFinal":true,"more":{"a":1}}""", "deadline:free_time"));
        news.Facts.ShouldBe([new("Shipment", "FLEX-460723"), new("Days left", "2"), new("Terminal", "APM 2"), new("Is final", "yes")]);
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

    [Theory]
    [InlineData("a\r\nb", "a b")]
    [InlineData("\n a \t\u0000 b \u2028", "a b")]
    [InlineData("a\u202Eb\u2066c", "a b c")]
    [InlineData("Ærø 雨燕 👩‍🚀", "Ærø 雨燕 👩‍🚀")]
    [InlineData(null, "")]
    public void TextFromOutside_IsOneLine(string? text, string line) => OneLine.Of(text).ShouldBe(line);

    [Fact]
    public void LongText_IsCut_BetweenCharacters()
    {
        var line = OneLine.Of(string.Concat(Enumerable.Repeat("👩", 101)));
        new StringInfo(line).LengthInTextElements.ShouldBe(101);
        line.ShouldEndWith("👩…");
    }
}
