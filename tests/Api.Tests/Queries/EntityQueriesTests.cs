using System.Net;
using System.Text;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;

namespace Api.Tests.Queries;

public sealed class EntityQueriesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static FakeGrains Invoice(decimal amount) => new FakeGrains().On("Get", _ => Task.FromResult<InvoiceView?>(
        new InvoiceView("aW52", "INV-7", "outstanding", new MoneyView(amount, "NZD"), null, "2026-04-01", null, null, null, ["9001"], 2, At, null, null, null, null, null, null, null, [])));

    [Fact]
    public async Task View_IsCamelCase_WithNullsWritten_AndMoneyExact()
    {
        await using var edge = await EdgeHost.Start(Invoice(12345678901234567.10m));
        using var response = await edge.Get("/api/invoices/aW52");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await response.Text()).ShouldBe(
            """{"id":"aW52","number":"INV-7","status":"outstanding","total":{"amount":12345678901234567.10,"currency":"NZD"},"balance":null,"dueDate":"2026-04-01","issuedAt":null,"freightReadyAt":null,"voidedAt":null,"shipments":["9001"],"version":2,"updatedAt":"2026-03-02T08:30:00+00:00","type":null,"recipient":null,"issuer":null,"paidAt":null,"paymentFailedAt":null,"creditedAt":null,"refundedAt":null,"attention":[],"unread":[],"movements":[]}""");
    }

    [Fact]
    public async Task Names_AreWrittenInTheirOwnScript()
    {
        var view = new PurchaseOrderView("7", "订单-7", "open", null, null, null, "Ōtautahi Imports", null, null, null, null, null, 1, At, null, null, null, []);
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Get", _ => Task.FromResult<PurchaseOrderView?>(view)));
        using var response = await edge.Get("/api/purchase-orders/7");
        (await response.Text()).ShouldContain("\"number\":\"订单-7\"");
    }

    [Theory]
    [InlineData("/api/shipments/FLEX-460723", "default/1/460723")]
    [InlineData("/api/shipments/flex-460723", "default/1/460723")]
    [InlineData("/api/shipments/460723", "default/1/460723")]
    [InlineData("/api/shipments/FLEX-A", "default/1/FLEX-A")]
    [InlineData("/api/shipments/460723?source=other", "other/1/460723")]
    [InlineData("/api/invoices/FLEX-1", "default/3/FLEX-1")]
    [InlineData("/api/purchase-orders/PO%2F7", "default/2/PO/7")]
    [InlineData("/api/purchase-orders/PO%2f7%2F8", "default/2/PO/7/8")]
    [InlineData("/api/purchase-orders/PO%252F7", "default/2/PO%2F7")]
    [InlineData("/api/purchase-orders/PO%207%C3%A9", "default/2/PO 7é")]
    [InlineData("/api/purchase-orders/100%25", "default/2/100%")]
    [InlineData("/api/bookings/31", "default/4/31")]
    [InlineData("/api/documents/ZG9j", "default/5/ZG9j")]
    [InlineData("/api/containers/HLDU1234567", "default/6/HLDU1234567")]
    [InlineData("/api/containers/hldu1234567", "default/6/HLDU1234567")]
    [InlineData("/api/containers/hLdU123456", "default/6/HLDU123456")]
    [InlineData("/api/containers/1844712", "default/6/1844712")]
    [InlineData("/api/containers/cnt_1844712", "default/6/cnt_1844712")]
    [InlineData("/api/containers/hldu12345678", "default/6/hldu12345678")]
    [InlineData("/api/containers/%C3%A9ldu1234567", "default/6/éldu1234567")]
    [InlineData("/api/bookings/hldu1234567", "default/4/hldu1234567")]
    public async Task Id_ReachesItsGrain_AndUnknownIs404(string path, string key)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Get", call => Nothing(call.Grain)));
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
        edge.Grains.CallsOf("Get").Single().Key.ShouldBe(key);
    }

    [Theory]
    [InlineData("/api/shipments/FLEX%E2%80%93460723", "default/1/FLEX\u2013460723 default/1/460723")]
    [InlineData("/api/shipments/%20FLEX-460723%20", "default/1/ FLEX-460723  default/1/460723")]
    [InlineData("/api/invoices/%20aW52", "default/3/ aW52 default/3/aW52")]
    [InlineData("/api/containers/csqu%20305438-3", "default/6/CSQU 305438-3 default/6/CSQU3054383")]
    public async Task AnIdInAnotherSpelling_IsThatOfAnOlderDatabase_OrTheNormalOne(string path, string keys)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Get", call => Nothing(call.Grain)));
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
        string.Join(' ', edge.Grains.CallsOf("Get").Select(call => call.Key)).ShouldBe(keys);
    }

    [Fact]
    public async Task AnEntityOfAnOlderDatabase_StaysReachableByItsExactId()
    {
        var page = new EventPage([], null);
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Events", _ => Task.FromResult<EventPage?>(page)));
        using var response = await edge.Get("/api/shipments/%20FLEX-460723/events");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.CallsOf("Events").Single().Key.ShouldBe("default/1/ FLEX-460723");
    }

    private static object Nothing(Type grain)
    {
        var view = grain.GetInterfaces().Single(one => one.IsGenericType).GetGenericArguments()[0];
        return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(view).Invoke(null, [null])!;
    }

    [Theory]
    [InlineData("a%0Ab")]
    [InlineData("%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9")]
    public async Task IdThatCannotExist_Is404WithoutAskingAnybody(string id)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get($"/api/shipments/{id}");
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_AreAPage()
    {
        var page = new EventPage([new EventRecord(2, "evt-71", "shipment.milestone", At, At.AddHours(1), At.AddHours(2), "applied")], "next-page");
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Events", _ => Task.FromResult<EventPage?>(page)));
        using var response = await edge.Get("/api/shipments/9001/events?limit=1&cursor=abc");
        (await response.Text()).ShouldBe(
            """{"items":[{"eventId":"evt-71","type":"shipment.milestone","occurredAt":"2026-03-02T08:30:00+00:00","recordedAt":"2026-03-02T09:30:00+00:00","receivedAt":"2026-03-02T10:30:00+00:00","outcome":"applied","version":2,"unread":[]}],"next":"next-page"}""");
        edge.Grains.CallsOf("Events").Single().Arguments.ShouldBe([1, "abc"]);
    }

    [Fact]
    public async Task Events_OfAnUnknownEntity_Are404()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Events", _ => Task.FromResult<EventPage?>(null)));
        using var response = await edge.Get("/api/shipments/9001/events");
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Body_IsGivenByteForByte_AndAsNothingABrowserWouldShow()
    {
        byte[] bytes = [0x3c, 0x00, 0xff, 0x0d, 0x0a];
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Body", _ => Task.FromResult<byte[]?>(bytes)));
        using var response = await edge.Get("/api/shipments/FLEX-9001/events/evt%2F71/body");
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(bytes);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var call = edge.Grains.CallsOf("Body").Single();
        call.Key.ShouldBe("default/1/9001");
        call.Argument<EventId>(0).Value.ShouldBe("evt/71");
    }

    [Fact]
    public async Task Body_ThatIsNotThere_Is404()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Body", _ => Task.FromResult<byte[]?>(null)));
        using var response = await edge.Get("/api/invoices/1/events/2/body");
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/shipments", EntityKind.Shipment)]
    [InlineData("/api/purchase-orders", EntityKind.PurchaseOrder)]
    [InlineData("/api/invoices", EntityKind.Invoice)]
    public async Task List_PassesRowsOnAsTheyAre(string path, EntityKind kind)
    {
        var page = new EntityPage([Encoding.UTF8.GetBytes("""{"id":"1","n":1.10}"""), Encoding.UTF8.GetBytes("""{"id":"2"}""")], "c\"2");
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Find", _ => Task.FromResult(page)));
        using var response = await edge.Get($"{path}?status=departed&q=Haldane%20PO&updatedSince=2026-03-02T10:30:00%2B02:00&limit=500&cursor=c1");
        (await response.Text()).ShouldBe("""{"items":[{"id":"1","n":1.10},{"id":"2"}],"next":"c\u00222"}""");
        edge.Grains.CallsOf("Find").Single().Argument<EntityQuery>(0).ShouldBe(new EntityQuery("default", kind, "departed", "Haldane PO", At, 500, "c1"));
    }

    [Fact]
    public async Task List_WithoutParameters_TakesFiftyOfTheDefaultSource()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Find", _ => Task.FromResult(new EntityPage([], null))));
        using var response = await edge.Get("/api/shipments");
        (await response.Text()).ShouldBe("""{"items":[],"next":null}""");
        edge.Grains.CallsOf("Find").Single().Argument<EntityQuery>(0).ShouldBe(new EntityQuery("default", EntityKind.Shipment, null, null, null, 50, null));
    }

    [Theory]
    [InlineData("2026-03-02T08:30:00Z")]
    [InlineData("2026-03-02T10:30:00+02:00")] // '+' arrives as a blank
    [InlineData("2026-03-02T08:30")]
    [InlineData("2026-03-02T08:30:00.000000Z")]
    public async Task UpdatedSince_IsAnInstant(string text)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Find", _ => Task.FromResult(new EntityPage([], null))));
        using var response = await edge.Get($"/api/shipments?updatedSince={text}");
        edge.Grains.CallsOf("Find").Single().Argument<EntityQuery>(0).UpdatedSince.ShouldBe(At);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1e2", "limit")]
    [InlineData("limit=99999999999999", "limit")]
    [InlineData("updatedSince=yesterday", "updatedSince")]
    [InlineData("updatedSince=2026-02-30", "updatedSince")]
    [InlineData("status=a&status=b", "status")]
    [InlineData("q=a%00b", "q")]
    public async Task UnusableParameter_Is400AndNamed(string parameters, string name)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get($"/api/shipments?{parameters}");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, name);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/shipments?cursor=forged")]
    [InlineData("/api/shipments/9001/events?cursor=forged")]
    [InlineData("/api/dead-letters?cursor=forged")]
    public async Task ForeignCursor_Is400(string path)
    {
        var grains = new FakeGrains();
        grains.On("Find", _ => Task.FromException<EntityPage>(new ArgumentException("cursor")));
        grains.On("Events", _ => Task.FromException<EventPage?>(new ArgumentException("cursor")));
        grains.On("List", _ => Task.FromException<Grains.Interfaces.DeadLetters.DeadLetterPage>(new ArgumentException("cursor")));
        await using var edge = await EdgeHost.Start(grains);
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor");
    }

    [Theory]
    [InlineData("/api/shipments/1?source=nobody")]
    [InlineData("/api/shipments?source=nobody")]
    [InlineData("/api/dead-letters?source=nobody")]
    [InlineData("/api/announcements?source=nobody")]
    public async Task UnknownSource_Is404(string path)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.NotFound, "source");
    }

    [Fact]
    public async Task StoreDown_Is503WithRetryAfter()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Get", _ => Task.FromException<InvoiceView?>(new StoreUnavailableException("down"))));
        using var response = await edge.Get("/api/invoices/1");
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task DroppedActivation_IsAskedAgain()
    {
        var calls = 0;
        var grains = Invoice(1m);
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Get", call => Interlocked.Increment(ref calls) == 1
            ? Task.FromException<InvoiceView?>(new ActivationDroppedException("dropped"))
            : grains.Answer(call)));
        using var response = await edge.Get("/api/invoices/aW52");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task FaultNobodyExpected_Is500_AndTellsNothing()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Get", _ => Task.FromException<InvoiceView?>(new FormatException("inner secret"))), "Development");
        using var response = await edge.Get("/api/invoices/1");
        await response.ShouldBeProblem(HttpStatusCode.InternalServerError);
        (await response.Text()).ShouldNotContain("inner secret");
        await edge.Stop(); // the fault is logged after the answer
        edge.Log.All.ShouldContain("inner secret");
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/shipments/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/dead-letters/1/replay", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/bookings/31/events/7", HttpStatusCode.NotFound)]
    public async Task WhatRoutingRefuses_IsAProblemToo(string method, string path, HttpStatusCode status)
    {
        await using var edge = await EdgeHost.Start();
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Accept", "text/html");
        using var response = await edge.Send(request);
        await response.ShouldBeProblem(status);
    }
}
