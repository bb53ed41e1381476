using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Api.Tests.Queries;

public sealed class NotificationQueriesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static readonly NotificationQuery Everything = new("default", null, null, null, null, 50, null);

    private static readonly ListedNotification Waiting = new(
        "ntf_1", new EntityKey("default", EntityKind.PurchaseOrder, "7"), "milestone:departed", 1, "default:webhook", "webhook", "pending", 2, At, At.AddHours(1), null,
        "The target answered 503.");

    private static FakeGrains Listing => new FakeGrains().On("Find", _ => Task.FromResult(new NotificationPage([Waiting], "n")));

    private static FakeGrains Answering(RetryOutcome outcome) => new FakeGrains().On("Retry", _ => Task.FromResult(outcome));

    [Fact]
    public async Task List_HasWhatThereIsToSay()
    {
        await using var edge = await EdgeHost.Start(Listing);
        using var response = await edge.Get("/api/notifications");
        (await response.Text()).ShouldBe(
            """{"items":[{"id":"ntf_1","entity":{"source":"default","kind":"purchase_order","id":"7"},"thing":"milestone:departed","revision":1,"subscription":"default:webhook","channel":"webhook","state":"pending","attempts":2,"createdAt":"2026-03-02T08:30:00+00:00","nextAttemptAt":"2026-03-02T09:30:00+00:00","sentAt":null,"lastError":"The target answered 503."}],"next":"n"}""");
    }

    public static TheoryData<string, NotificationQuery> Questions => new()
    {
        { "", Everything },
        { "?source=other&limit=7&cursor=abc", Everything with { Source = "other", Limit = 7, Cursor = "abc" } },
        { "?state=pending", Everything with { State = "pending" } },
        { "?state=Sent", Everything with { State = "sent" } },
        { "?state=failed", Everything with { State = "failed" } },
        { "?shipment=FLEX-9001", Everything with { Key = new EntityKey("default", EntityKind.Shipment, "9001") } },
        { "?invoice=I-1&source=other", Everything with { Source = "other", Key = new EntityKey("other", EntityKind.Invoice, "I-1") } },
        { "?purchaseOrder=%207%20", Everything with { Key = new EntityKey("default", EntityKind.PurchaseOrder, "7") } },
        { "?since=2026-03-02T08:30:00Z&before=2026-03-03", Everything with { Since = At, Before = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero) } },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task List_AsksWhatItWasAsked(string parameters, NotificationQuery query)
    {
        await using var edge = await EdgeHost.Start(Listing);
        using var response = await edge.Get($"/api/notifications{parameters}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.CallsOf("Find").Single().Arguments.ShouldBe([query]);
    }

    [Theory]
    [InlineData("state=lost", "state")]
    [InlineData("state=", "state")]
    [InlineData("shipment=%20", "shipment")]
    [InlineData("shipment=1&invoice=2", "invoice")]
    [InlineData("invoice=1&purchaseOrder=2", "purchaseOrder")]
    [InlineData("since=yesterday", "since")]
    [InlineData("before=1", "before")]
    [InlineData("since=2026-03-02&since=2026-03-03", "since")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("subscription=ops", "subscription")]
    public async Task WhatCannotBeAsked_Is400_AndNamesIt(string parameters, string named)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get($"/api/notifications?{parameters}");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, named);
    }

    [Fact]
    public async Task IdThatNothingCanHave_Is400()
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get($"/api/notifications?invoice={new string('i', 129)}");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invoice");
    }

    [Fact]
    public async Task CursorThatIsNotOurs_Is400()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Find", _ => Task.FromException<NotificationPage>(new ArgumentException("not ours"))));
        using var response = await edge.Get("/api/notifications?cursor=x");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ntf_1")]
    public async Task SourceThatIsNotThere_Is404(string path)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get($"/api/notifications{path}?source=nowhere");
        await response.ShouldBeProblem(HttpStatusCode.NotFound, "source");
    }

    [Fact]
    public async Task OneNotification_HasItsMessage()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Read", _ => Task.FromResult<NotificationFile?>(
            new NotificationFile(Waiting with { State = "sent", NextAttemptAt = null, SentAt = At, LastError = null }, """{"thing":"雨燕","n":1.50}"""u8.ToArray(), "Swift, 14 March"))));
        using var response = await edge.Get("/api/notifications/ntf_1?source=other");
        (await response.Text()).ShouldBe(
            """{"id":"ntf_1","entity":{"source":"default","kind":"purchase_order","id":"7"},"thing":"milestone:departed","revision":1,"subscription":"default:webhook","channel":"webhook","state":"sent","attempts":2,"createdAt":"2026-03-02T08:30:00+00:00","nextAttemptAt":null,"sentAt":"2026-03-02T08:30:00+00:00","lastError":null,"message":{"thing":"雨燕","n":1.50},"words":"Swift, 14 March"}""");
        edge.Grains.CallsOf("Read").Single().Arguments.ShouldBe(["other", "ntf_1"]);
    }

    [Fact]
    public async Task OneThatIsNotThere_Is404()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Read", _ => Task.FromResult<NotificationFile?>(null)));
        using var response = await edge.Get("/api/notifications/ntf_2");
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Retry_SaysThatItIsPending()
    {
        await using var edge = await EdgeHost.Start(Answering(RetryOutcome.Due));
        using var response = await edge.Post("/api/notifications/ntf_1/retry");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe("""{"id":"ntf_1","state":"pending"}""");
        edge.Grains.CallsOf("Retry").Single().Arguments.ShouldBe(["default", "ntf_1"]);
    }

    [Theory]
    [InlineData(RetryOutcome.AlreadySent, HttpStatusCode.Conflict)]
    [InlineData(RetryOutcome.Unknown, HttpStatusCode.NotFound)]
    public async Task WhatCannotBeTriedAgain_IsAProblem(RetryOutcome outcome, HttpStatusCode status)
    {
        await using var edge = await EdgeHost.Start(Answering(outcome));
        using var response = await edge.Post("/api/notifications/ntf_1/retry");
        await response.ShouldBeProblem(status);
    }

    [Fact]
    public async Task WithoutAKey_NothingIsToldOrTried()
    {
        await using var edge = await EdgeHost.Start();
        foreach (var request in new[] { new HttpRequestMessage(HttpMethod.Get, "/api/notifications"), new HttpRequestMessage(HttpMethod.Post, "/api/notifications/ntf_1/retry") })
        {
            using var response = await edge.Send(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        edge.Grains.Calls.ShouldBeEmpty();
    }
}
