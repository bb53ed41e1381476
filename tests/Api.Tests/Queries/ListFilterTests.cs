using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;

namespace Api.Tests.Queries;

/// <summary>What the parameters of lists ask for.</summary>
public sealed class ListFilterTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static FakeGrains Empty => new FakeGrains().On("Find", _ => Task.FromResult(new EntityPage([], null)));

    [Theory]
    [InlineData("/api/shipments?container=%20hldu1234567%20", "container:hldu1234567")]
    [InlineData("/api/shipments?bill=HBL-7", "bill:hbl-7")]
    [InlineData("/api/shipments?po=PO%2F7", "po:po/7")]
    [InlineData("/api/shipments?party=Moana%20Homeware", "party:moana homeware")]
    [InlineData("/api/shipments?booking=31", "booking:31")]
    [InlineData("/api/shipments?booking=31&container=A&party=b", "container:a party:b booking:31")]
    [InlineData("/api/purchase-orders?po=4500017", "po:4500017")]
    [InlineData("/api/purchase-orders?party=b", "party:b")]
    [InlineData("/api/invoices?shipment=FLEX-460723", "shipment:460723")]
    [InlineData("/api/invoices?party=b", "party:b")]
    [InlineData("/api/shipments?container=CSQU%20305438-3", "container:csqu3054383")]
    [InlineData("/api/shipments?bill=HBL%E2%80%937", "bill:hbl-7")]
    [InlineData("/api/shipments?party=Ame%CC%81lie", "party:am\u00e9lie")]
    [InlineData("/api/invoices?shipment=flex%E2%80%91460723%C2%A0", "shipment:460723")]
    public async Task ExactValues_AreTerms_LowerCaseAndTrimmed(string path, string terms)
    {
        var asked = await Asked(path);
        string.Join(' ', asked.Terms!).ShouldBe(terms);
    }

    [Theory]
    [InlineData("FLEX-460723")]
    [InlineData("flex-460723")]
    [InlineData("%20460723%20")]
    [InlineData("%20FLEX%E2%80%93460723%C2%A0")]
    public async Task Flex_IsOneId(string flex)
    {
        var asked = await Asked($"/api/shipments?flex={flex}&status=departed");
        asked.ShouldBe(new EntityQuery("default", EntityKind.Shipment, "departed", null, null, 50, null, Id: "460723"));
    }

    [Fact]
    public async Task NameModeAndDays_ReachTheQuery()
    {
        var asked = await Asked("/api/shipments?name=Lamps%20to&mode=OCEAN&departsFrom=2026-03-01&departsBefore=2026-03-02T00:00:00Z&arrivesFrom=2026-03-03&arrivesBefore=2026-03-04T00:00:00%2B13:00");
        asked.ShouldBe(new EntityQuery("default", EntityKind.Shipment, null, null, null, 50, null, "ocean", null, Day, Day.AddDays(1), Day.AddDays(2), Day.AddDays(3), "Lamps to"));
    }

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T00:00")]
    [InlineData("2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T00:00:00%2B14:00")]
    [InlineData("2026-03-01T00:00:00-11:00")]
    [InlineData("2026-03-01T00:00:00+14:00")]
    public async Task ADayOfDepartureOrArrival_IsThatOfThePlace_WhateverOffsetIsAskedWith(string day)
    {
        var asked = await Asked($"/api/shipments?departsFrom={day}&arrivesFrom={day}");
        (asked.DepartsFrom, asked.ArrivesFrom).ShouldBe((Day, Day));
    }

    [Fact]
    public async Task InvoicesDue_AreThoseThatArriveThen()
    {
        var asked = await Asked("/api/invoices?dueFrom=2026-03-01&dueBefore=2026-03-03&status=outstanding");
        asked.ShouldBe(new EntityQuery("default", EntityKind.Invoice, "outstanding", null, null, 50, null, ArrivesFrom: Day, ArrivesBefore: Day.AddDays(2)));
    }

    [Theory]
    [InlineData("Departed")]
    [InlineData("%20DEPARTED%20")]
    public async Task Status_IsTrimmedAndLowerCase(string status)
    {
        (await Asked($"/api/shipments?status={status}")).Status.ShouldBe("departed");
    }

    [Theory]
    [InlineData("q=%20Lamps%20", "Lamps")]
    [InlineData("q=PO-4500017", "PO-4500017")]
    [InlineData("q=700", "700")]
    [InlineData("q=%E9%9B%A8%E7%87%95", "雨燕")]
    [InlineData("q=%20%E9%9B%A8%E7%87%95%20", "雨燕")]
    [InlineData("q=%F0%A0%AE%B7%E7%94%B0", "𠮷田")]
    [InlineData("q=%C3%A5s", "ås")]
    [InlineData("q=a%CC%8As", "ås")]
    [InlineData("q=csqu%20305438-3", "CSQU3054383")]
    [InlineData("q=flex%E2%80%93460723", "FLEX-460723")]
    public async Task Words_AreTrimmed_AndTwoCharactersDoWhereOneIsNotAscii(string parameters, string search)
    {
        (await Asked($"/api/shipments?{parameters}")).Search.ShouldBe(search);
    }

    [Theory]
    [InlineData("bookings", EntityKind.Booking)]
    [InlineData("documents", EntityKind.Document)]
    [InlineData("containers", EntityKind.Container)]
    public async Task WhatNamesNoShipmentYet_IsListedToo(string path, EntityKind kind)
    {
        var asked = await Asked($"/api/{path}?q=%20Doc%2031%20&updatedSince=2026-03-01&limit=7&cursor=c");
        asked.ShouldBe(new EntityQuery("default", kind, null, "Doc 31", Day, 7, "c"));
    }

    [Theory]
    [InlineData("/api/shipments?contaner=HLDU1234567", "contaner", "container")]
    [InlineData("/api/shipments?status=departed&updated_since=2026-03-01", "updated_since", "updatedSince")]
    [InlineData("/api/shipments?dueFrom=2026-03-01", "dueFrom", "arrivesFrom")]
    [InlineData("/api/purchase-orders?container=A", "container", "po")]
    [InlineData("/api/invoices?arrivesFrom=2026-03-01", "arrivesFrom", "dueFrom")]
    [InlineData("/api/bookings?status=none", "status", "updatedSince")]
    public async Task UnknownParameter_Is400_NamingItAndThoseThatExist(string path, string name, string exists)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, name);
        (await response.Text()).ShouldContain(exists);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("container=%20", "container")]
    [InlineData("container=%E2%80%8B", "container")]
    [InlineData("q=%E2%80%8B%E2%80%8B", "q")]
    [InlineData("flex=%20%20", "flex")]
    [InlineData("name=%20", "name")]
    [InlineData("container=", "container")]
    [InlineData("q=", "q")]
    [InlineData("q=%20", "q")]
    [InlineData("name=", "name")]
    [InlineData("mode=%20", "mode")]
    [InlineData("status=", "status")]
    [InlineData("status=%20", "status")]
    [InlineData("Status=", "status")]
    [InlineData("updatedSince=", "updatedSince")]
    [InlineData("arrivesBefore=%20", "arrivesBefore")]
    [InlineData("container=A&q=", "q")]
    [InlineData("q=x", "q")]
    [InlineData("q=to", "q")]
    [InlineData("q=a-b-c", "q")]
    [InlineData("q=%20to%20%20", "q")]
    [InlineData("name=%25%25%25", "name")]
    [InlineData("name=%E7%87%95", "name")]
    [InlineData("name=%F0%A0%AE%B7", "name")]
    [InlineData("po=a&po=b", "po")]
    [InlineData("arrivesFrom=soon", "arrivesFrom")]
    [InlineData("departsBefore=2026-02-30", "departsBefore")]
    [InlineData("bill=a%00", "bill")]
    public async Task UnusableFilter_Is400AndNamed_AndNeverListsEverything(string parameters, string name)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get($"/api/shipments?{parameters}");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, name);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    private static async Task<EntityQuery> Asked(string path)
    {
        await using var edge = await EdgeHost.Start(Empty);
        using var response = await edge.Get(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return edge.Grains.CallsOf("Find").Single().Argument<EntityQuery>(0);
    }
}
