using System.Text;
using CsCheck;
using Grains.Domain.Announcements;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Domain.Tests;
using Grains.Domain.Tests.Histories;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;
using Grains.Notifications;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Wording;

/// <summary>Two messages that are held to say the same are worded the same.</summary>
public sealed class SameNewsTests
{
    private static readonly Fold<ShipmentView> Shipments = new(new ShipmentRules(new()), Stories.Shipment7001);
    private static readonly Fold<InvoiceView> Invoices = new(new InvoiceRules(new()), new("default", EntityKind.Invoice, "inv"));
    private static readonly Fold<PurchaseOrderView> Orders = new(new PurchaseOrderRules(), new("default", EntityKind.PurchaseOrder, "5001"));

    [Fact]
    public void OfShipments_WhatIsTheSame_HasTheSameWords() => Law(HistoryGen.OfShipment, Shipments, new("default", EntityKind.Shipment, "7001"), 2_000);

    [Fact]
    public void OfInvoices_WhatIsTheSame_HasTheSameWords() => Law(HistoryGen.OfInvoice, Invoices, new("default", EntityKind.Invoice, "inv"), 500);

    [Fact]
    public void OfOrders_WhatIsTheSame_HasTheSameWords() => Law(HistoryGen.OfPurchaseOrder, Orders, new("default", EntityKind.PurchaseOrder, "5001"), 500);

    [Fact]
    public void AmongTheMessages_ThereAreSuchThatAreTheSame()
    {
        var same = 0;
        Gen.Select(HistoryGen.OfShipment, HistoryGen.OfShipment).Sample(
            (one, other) => Pairs([.. Shipments.Of(one).Announcements, .. Shipments.Of(other).Announcements], (_, told, now) => same += SameNews.Holds(told.Message.Span, now.Message.Span) ? 1 : 0),
            iter: 500,
            threads: 1);
        same.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("""{"to":"2026-03-09T00:00:00+01:00","revision":0,"eventId":"e1","recordedAt":"2026-02-01T00:00:00Z","occurredAt":"2026-02-01T00:00:00Z","status":"booked","about":{"mode":"sea"},"from":null}""",
        """{"to":"2026-03-09T00:00:31+01:00","revision":2,"eventId":"e3","recordedAt":"2026-02-03T00:00:00Z","occurredAt":"2026-02-03T00:00:00Z","status":"departed","about":{"mode":"air"},"from":"2026-03-10T00:00:00+01:00","toldBefore":"2026-03-10T00:00:00Z","summary":{"status":"departed"}}""", true)]
    [InlineData("""{"to":"2026-03-09T00:00:00+01:00"}""", """{"to":"2026-03-09T00:01:00+01:00"}""", false)]
    // The day before, for a reader.
    [InlineData("""{"to":"2026-03-09T00:00:00+01:00"}""", """{"to":"2026-03-08T23:00:00+00:00"}""", false)]
    [InlineData("""{"place":{"name":"Rotterdam","country":"NL"}}""", """{"place":{"country":"NL","name":"Rotterdam"}}""", true)]
    [InlineData("""{"place":{"name":"Rotterdam"}}""", """{"place":{"name":"Antwerp"}}""", false)]
    [InlineData("""{"place":{"name":"Rotterdam"}}""", """{"place":null}""", false)]
    [InlineData("""{"milestone":"departed","occurredAt":"2026-03-09T00:00:00Z"}""", """{"milestone":"departed","occurredAt":"2026-03-10T00:00:00Z"}""", false)]
    [InlineData("""{"withdrawn":false}""", """{"withdrawn":true}""", false)]
    [InlineData("""{"state":"hold"}""", """{"state":"released"}""", false)]
    [InlineData("""{"title":"list.pdf"}""", """{"title":"bill.pdf"}""", false)]
    [InlineData("""{"to":null}""", "{}", true)]
    [InlineData("no JSON", "no JSON", false)]
    [InlineData("[]", "[]", false)]
    public void WhatCounts_IsWhatAReaderIsTold(string told, string now, bool same)
    {
        SameNews.Holds(Encoding.UTF8.GetBytes(told), Encoding.UTF8.GetBytes(now)).ShouldBe(same);
        SameNews.Holds(Encoding.UTF8.GetBytes(now), Encoding.UTF8.GetBytes(told)).ShouldBe(same);
    }

    private static void Law<TView>(Gen<Delivery[]> histories, Fold<TView> fold, EntityKey key, int times)
        where TView : class =>
        Gen.Select(histories, histories).Sample(
            (one, other) => Pairs([.. fold.Of(one).Announcements, .. fold.Of(other).Announcements], (thing, told, now) =>
            {
                if (SameNews.Holds(told.Message.Span, now.Message.Span)) Words(key, thing, now).ShouldBe(Words(key, thing, told));
            }),
            iter: times);

    private static void Pairs(List<Announcement> announcements, Action<string, Announcement, Announcement> each)
    {
        foreach (var thing in announcements.GroupBy(static one => one.Thing))
        {
            var all = thing.ToList();
            for (var i = 0; i < all.Count; i++)
            {
                for (var j = i + 1; j < all.Count; j++) each(thing.Key, all[i], all[j]);
            }
        }
    }

    /// <summary>As plain news.</summary>
    private static string Words(EntityKey key, string thing, Announcement announcement)
    {
        var news = News.Of(ChannelsKit.Departed with { Key = key, Thing = thing, Revision = announcement.Revision, Message = announcement.Message });
        return string.Join('\n', news.Lines.Prepend(news.Title));
    }
}
