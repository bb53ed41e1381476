using System.Text;
using Grains.Notifications;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Wording;

/// <summary>Digests: what needs action first, what belongs to one shipment together, one line a thing.</summary>
public sealed class DigestNewsTests
{
    private const string Departed = """{"source":"default","kind":"shipment","id":"460723","thing":"milestone:departed","milestone":"departed","place":{"name":"Rotterdam"}}""";
    private const string Other = """{"source":"default","kind":"shipment","id":"460724","thing":"milestone:departed","milestone":"departed"}""";
    private const string Eta = """{"source":"default","kind":"shipment","id":"460723","thing":"estimate:arrival","to":"2026-03-19T00:00:00+01:00","told":{"to":"2026-03-14T00:00:00+01:00"}}""";
    private const string Withdrawn = """{"source":"default","kind":"shipment","id":"460725","thing":"milestone:arrived","milestone":"arrived","revision":1,"withdrawn":true,"told":{"milestone":"arrived","occurredAt":"2026-03-02T00:00:00+01:00"}}""";
    private const string Free = """{"source":"default","kind":"shipment","id":"460723","thing":"deadline:free_time:ABCU1","deadline":"free_time","stage":"24h","subject":"ABCU1"}""";
    private const string Paid = """{"source":"default","kind":"invoice","id":"inv-9","thing":"invoice:status","to":"paid"}""";

    [Fact]
    public void WhatNeedsAction_ComesFirst_AndOfAShipmentAllTogether()
    {
        var news = Digest(7, Departed, Other, Eta, Withdrawn, Paid, Free);
        news.Title.ShouldBe("7 messages until 2 Mar 2026, 2 need action");
        news.Lines.ShouldBe(["What has come in the meantime (7): needs action: 2, changed plans: 1, also happened: 3."]);
        news.Groups.Select(static group => (group.Urgency, string.Join('|', group.Lines))).ShouldBe(
        [
            (Urgency.Action, "Withdrawn: FLEX-460725 has not arrived; that it arrived on 2 Mar 2026 is not so|FLEX-460723 has 24 hours of free time left for container ABCU1"),
            (Urgency.Estimate, "FLEX-460723: ETA 14 Mar → 19 Mar 2026, 5 days later"),
            (Urgency.Other, "FLEX-460723 departed Rotterdam|FLEX-460724 departed|Invoice inv-9 is paid"),
        ]);
        news.Left.ShouldBe(1);
    }

    [Fact]
    public void OfOneFreight_TheLinesFollowUponEachOther() =>
        Digest(3, Departed, Other, Departed.Replace("departed", "delivered", StringComparison.Ordinal)).Groups.ShouldHaveSingleItem().Lines
            .ShouldBe(["FLEX-460723 departed Rotterdam", "FLEX-460723 was delivered at Rotterdam", "FLEX-460724 departed"]);

    [Fact]
    public void OfOne_SaysItInTheTitle() => Digest(1, Departed).Title.ShouldBe("1 message until 2 Mar 2026: FLEX-460723 departed Rotterdam");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"count":2,"messages":[{},7,null,"x",{"thing":"digest:2026-03-01","messages":[]}]}""")]
    public void WhateverItHas_IsTold(string message) => News.Of(ChannelsKit.Saying(message, "digest:17")).Title.ShouldNotBeEmpty();

    private static News Digest(int count, params string[] messages) =>
        News.Of(ChannelsKit.Saying("{}", "digest:2026-03-02") with { Message = Digests.Write("default", "digest:2026-03-02", count, messages.Select(static one => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(one))) });
}
