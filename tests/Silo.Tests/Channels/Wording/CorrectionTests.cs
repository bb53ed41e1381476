using System.Text;
using Grains.Notifications;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Wording;

/// <summary>What changed against what the reader was told: the place, the time, both, or that it is not so.</summary>
public sealed class CorrectionTests
{
    private const string Rotterdam = """{"name":"Spring","milestone":"departed","occurredAt":"2026-03-01T00:00:00+01:00","place":{"name":"Rotterdam","country":"NL","timeZone":"Europe/Amsterdam"}}""";
    private const string Withdrawal = """{"name":"Spring","milestone":"departed","withdrawn":true,"occurredAt":"2026-03-01T00:00:00+01:00","place":{"name":"Rotterdam"}}""";

    [Theory]
    [InlineData("2026-03-03T00:00:00+01:00", "Rotterdam", "Correction: FLEX-460723 (Spring) departed Rotterdam on 3 Mar 2026, not 1 Mar 2026")]
    [InlineData("2026-03-01T00:00:00+01:00", "Antwerp", "Correction: FLEX-460723 (Spring) departed Antwerp, not Rotterdam, on 1 Mar 2026")]
    [InlineData("2026-03-03T14:30:00+01:00", "Antwerp", "Correction: FLEX-460723 (Spring) departed Antwerp on 3 Mar 2026, 14:30 UTC+1, not Rotterdam on 1 Mar 2026")]
    public void AMilestone_SaysWhatIsOtherwise(string at, string place, string title)
    {
        var news = Told(Rotterdam, $$$"""{"name":"Spring","milestone":"departed","occurredAt":"{{{at}}}","place":{"name":"{{{place}}}","country":"NL","timeZone":"Europe/Amsterdam"}}""");
        news.Title.ShouldBe(title);
        news.Lines[^1].ShouldBe("You were told before that it departed Rotterdam on 1 Mar 2026.");
        news.Urgency.ShouldBe(Urgency.Action);
    }

    [Fact]
    public void AWithdrawal_SaysWhatWasSaid_AndThatItIsNotSo()
    {
        var news = Told(Rotterdam, Withdrawal);
        news.Title.ShouldBe("Withdrawn: FLEX-460723 (Spring) has not departed; that it departed Rotterdam on 1 Mar 2026 is not so");
        news.Facts.ShouldContain(new Fact("Said for", "1 Mar 2026"));
    }

    [Fact]
    public void WhatHoldsAfterAll_CorrectsTheWithdrawal()
    {
        var news = Told(Withdrawal, Rotterdam);
        news.Title.ShouldBe("Correction: FLEX-460723 (Spring) departed Rotterdam on 1 Mar 2026");
        news.Lines[^1].ShouldBe("You were told before that it has not departed.");
    }

    [Fact]
    public void WhatIsTheSameInWords_CorrectsNothing() =>
        Told(Rotterdam, Rotterdam.Replace("T00:00:00+01:00", "T12:00:00+01:00", StringComparison.Ordinal)).Title.ShouldBe("FLEX-460723 (Spring) departed Rotterdam on 1 Mar 2026");

    [Theory]
    [InlineData(Rotterdam, "FLEX-460723 (Spring) departed Rotterdam on 1 Mar 2026", null)]
    [InlineData(Withdrawal, "FLEX-460723 (Spring) has not departed", "A report for 1 Mar 2026 was withdrawn.")]
    public void WhoeverWasToldNothing_HearsNews(string message, string title, string? note)
    {
        var news = News.Of(ChannelsKit.Saying(message, revision: 2));
        news.Title.ShouldBe(title);
        news.Lines.Skip(1).ShouldBe(note is null ? [] : [note]);
    }

    [Theory]
    [InlineData("estimate:arrival", """{"to":"2026-03-14T00:00:00+01:00"}""", """{"to":"2026-03-19T00:00:00+01:00","from":"2026-03-18T00:00:00+01:00","toldBefore":"2026-03-17T23:00:00Z"}""", ": ETA 14 Mar → 19 Mar 2026, 5 days later")]
    [InlineData("estimate:arrival", """{"to":"2026-03-14T00:00:00+01:00"}""", """{"to":null,"withdrawn":true}""", ": ETA 14 Mar 2026 does not hold any more, and no other date is known", "Withdrawn: ")]
    [InlineData("estimate:arrival", """{"to":null,"withdrawn":true}""", """{"to":"2026-03-19T00:00:00+01:00"}""", ": ETA 19 Mar 2026")]
    [InlineData("estimate:arrival", """{"to":"2026-03-13T16:00:00Z"}""", """{"to":"2026-03-19T00:00:00+08:00","place":{"timeZone":"Asia/Shanghai"}}""", ": ETA 14 Mar → 19 Mar 2026, 5 days later")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","to":"2026-03-10"}""", """{"container":"ABCU1","to":"2026-03-12"}""", ": last free day of container ABCU1 10 Mar → 12 Mar 2026, 2 days later")]
    [InlineData("free_time:last_free_day:ABCU1", """{"container":"ABCU1","to":"2026-03-10"}""", """{"container":"ABCU1","to":null,"withdrawn":true}""", ": last free day of container ABCU1 10 Mar 2026 does not hold any more, and no other is known", "Withdrawn: ")]
    [InlineData("free_time:available:ABCU1", """{"container":"ABCU1","to":"2026-03-10T06:00:00Z"}""", """{"container":"ABCU1","to":null,"withdrawn":true}""", " does not have container ABCU1 available for pickup; that it had as of 10 Mar 2026, 06:00 UTC is not so", "Withdrawn: ")]
    [InlineData("appointment:leg:803", """{"leg":"803","to":"2026-03-10T06:00:00+01:00"}""", """{"leg":"803","to":"2026-03-10T07:30:00+01:00"}""", ": delivery appointment 10 Mar, 06:00 → 10 Mar 2026, 07:30 UTC+1, 1.5 hours later")]
    [InlineData("appointment:leg:803", """{"leg":"803","to":"2026-03-10T06:00:00+01:00"}""", """{"leg":"803","to":null,"withdrawn":true}""", " has no delivery appointment any more; that of 10 Mar 2026, 06:00 UTC+1 does not hold", "Withdrawn: ")]
    [InlineData("customs:cleared", """{"state":"cleared","since":"2026-02-05T00:00:00+01:00"}""", """{"withdrawn":true}""", " has not cleared customs; that it did on 5 Feb 2026 is not so", "Withdrawn: ")]
    [InlineData("invoice:status", """{"to":"outstanding"}""", """{"from":"void","to":"paid"}""", " is paid, was outstanding")]
    public void OtherThings_AreToldAgainstWhatWasTold(string thing, string told, string now, string phrase, string before = "") =>
        Told(told, now, thing).Title.ShouldBe($"{before}FLEX-460723{phrase}");

    private static News Told(string before, string now, string thing = "milestone:departed") =>
        News.Of(ChannelsKit.Saying(now, thing, 1) with { Told = (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(before) });
}
