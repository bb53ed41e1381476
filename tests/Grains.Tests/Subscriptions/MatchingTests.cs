using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Subscriptions;

/// <summary>Of which freight a subscription is.</summary>
public sealed class MatchingTests
{
    private const string About = """
        "about":{"mode":"ocean","origin":{"name":"Yantian","country":"CN"},"destination":{"name":"Hamburg","country":"DE"},
        "bills":["HBL-1","MBL-2"],"purchaseOrders":["PO-77"],"parties":["Nordlicht Handel","c-19","Café du Port","Ame\u0301lie"],"containers":["ABCU1234567"],"shipments":["460723"],
        "metadata":{"desk":["South","North"]}},"documentType":"house_bill_of_lading"
        """;

    private static readonly SubscriptionFilter All = SubscriptionFilter.All;

    public static TheoryData<SubscriptionFilter, bool> Filters => new()
    {
        { All, true },
        { All with { Shipments = ["1", "460723"] }, true },
        { All with { Shipments = ["46072"] }, false },
        { All with { PurchaseOrders = ["po-77"] }, true },
        { All with { Parties = ["NORDLICHT HANDEL"] }, true },
        { All with { Parties = ["C-19"] }, true },
        { All with { Parties = ["Nordlicht"] }, false },
        { All with { Modes = ["Ocean"] }, true },
        { All with { Modes = ["air"] }, false },
        { All with { BillsOfLading = ["mbl-2"] }, true },
        { All with { Containers = ["ABCU1234567"] }, true },
        { All with { Containers = ["abcu 123456-7"] }, true },
        { All with { Shipments = [" FLEX\u2013460723 "] }, true },
        { All with { PurchaseOrders = ["PO\u201077 "] }, true },
        { All with { Parties = ["Nordlicht\u00a0 Handel"] }, true },
        { All with { Parties = ["Cafe\u0301 du Port"] }, true },
        { All with { Parties = ["Am\u00e9lie"] }, true },
        { All with { Lanes = [new Lane(null, "Hamburg\u00a0")] }, true },
        { All with { Metadata = new Dictionary<string, string> { ["desk"] = "North\u200b" } }, true },
        { All with { Lanes = [new Lane("CN", "Hamburg")] }, true },
        { All with { Lanes = [new Lane("YANTIAN", null)] }, true },
        { All with { Lanes = [new Lane(null, "de")] }, true },
        { All with { Lanes = [new Lane("DE", "CN")] }, false },
        { All with { Lanes = [new Lane("DE", "CN"), new Lane("yantian", "DE")] }, true },
        { All with { Metadata = new Dictionary<string, string> { ["desk"] = "north" } }, true },
        { All with { Metadata = new Dictionary<string, string> { ["desk"] = "north", ["lot"] = "1" } }, false },
        { All with { DocumentTypes = ["House_Bill_Of_Lading"] }, true },
        { All with { DocumentTypes = ["commercial_invoice"] }, false },
        { All with { Modes = ["ocean"], Parties = ["c-19"], Lanes = [new Lane("CN", "DE")] }, true },
        { All with { Modes = ["air"], Parties = ["c-19"], Lanes = [new Lane("CN", "DE")] }, false },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void EveryListThatIsNotEmpty_HasToFit(SubscriptionFilter filter, bool fits)
    {
        Fits(filter, "document:9", About).ShouldBe(fits);
        Expanded(filter, "document:9", About).ShouldBe(fits ? 1 : 0);
    }

    [Fact]
    public void TypesOfDocuments_SayNothingOfAnythingElse() =>
        Fits(All with { DocumentTypes = ["commercial_invoice"] }, "milestone:departed", About).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("\"about\":null")]
    [InlineData("\"about\":{\"bills\":\"HBL-1\",\"metadata\":[],\"origin\":\"CN\",\"mode\":7}")]
    public void WhatAMessageDoesNotTell_FitsNoFilter(string fields)
    {
        Fits(All, "document:9", fields).ShouldBeTrue();
        Fits(All with { BillsOfLading = ["HBL-1"] }, "document:9", fields).ShouldBeFalse();
        Fits(All with { Modes = ["7"] }, "document:9", fields).ShouldBeFalse();
        Fits(All with { Lanes = [new Lane("CN", null)] }, "document:9", fields).ShouldBeFalse();
        Fits(All with { Metadata = new Dictionary<string, string> { ["a"] = "b" } }, "document:9", fields).ShouldBeFalse();
    }

    private static bool Fits(SubscriptionFilter filter, string thing, string fields) => Matching.Fits(filter, thing, () => Freight.Of(Of(thing, fields: fields)));

    private static int Expanded(SubscriptionFilter filter, string thing, string fields) =>
        new ExpandedPages([new Subscriber("one", null, "log", "log", [Topics.All], filter)]).Expand(Noon, Of(thing, fields: fields)).Sent.Count;
}
