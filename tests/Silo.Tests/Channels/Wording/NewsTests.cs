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
        news.Lines.ShouldBe(["FLEX-460723 (Spring & summer) departed Rotterdam, NL on 1 March 2026, 08:30 UTC."]);
        news.Facts.ShouldBe([
            new("Shipment", "FLEX-460723"), new("Name", "Spring & summer"), new("When", "1 March 2026, 08:30 UTC"), new("Where", "Rotterdam, NL"),
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
    [InlineData("deadline:lastFreeDay", "has news: deadline last free day at Aarhus", "takes back: deadline last free day")]
    public void EveryThing_HasItsWords_AndAnUnknownOneToo(string thing, string did, string didNot)
    {
        News.Of(ChannelsKit.Saying("""{"location":{"name":"Aarhus"}}""", thing)).Title.ShouldBe($"FLEX-460723 {did}");
        News.Of(ChannelsKit.Saying("""{"withdrawn":true}""", thing, 1)).Title.ShouldBe($"Withdrawn: FLEX-460723 {didNot}");
    }

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
