using System.Net;
using System.Text;
using Api.Tests.Hosting;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Orleans.Runtime;

namespace Api.Tests.Queries;

public sealed class DeadLetterQueriesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static DeadLetterFile File(byte[] body) => new(
        new DeadLetter(12, "default", new EntityKey("default", EntityKind.PurchaseOrder, "7"), DeadLetterReason.NoEntity, "It names nothing.", "evt-71", "x.y", At, null, 1, body.Length),
        new Delivery(new EventId("evt-71"), "x.y", null, null, null, At, "default#2394c6b3", body));

    private static FakeGrains Holding(string body) => Holding(Encoding.UTF8.GetBytes(body));

    private static FakeGrains Holding(byte[] body) => new FakeGrains()
        .On("Read", call => Task.FromResult(call.Argument<long>(1) == 12 && call.Argument<string>(0) == "default" ? File(body) : null))
        .On("Tried", _ => Task.CompletedTask);

    [Theory]
    [InlineData("", true)]
    [InlineData("?open=true", true)]
    [InlineData("?open=false", false)]
    public async Task List_ShowsTheOpenOnes_UnlessAskedForAll(string parameters, bool open)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("List", _ => Task.FromResult(new DeadLetterPage([File([1]).Letter], "n"))));
        using var response = await edge.Get($"/api/dead-letters{parameters}");
        (await response.Text()).ShouldBe(
            """{"items":[{"id":12,"entity":{"kind":"purchase_order","id":"7"},"reason":"no_entity","detail":"It names nothing.","eventId":"evt-71","type":"x.y","receivedAt":"2026-03-02T08:30:00+00:00","resolvedAt":null,"attempts":1,"bodyLength":1}],"next":"n"}""");
        edge.Grains.CallsOf("List").Single().Arguments.ShouldBe(["default", open, 50, null]);
    }

    [Fact]
    public async Task List_WithABadFlag_Is400()
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Get("/api/dead-letters?open=maybe");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "open");
    }

    [Theory]
    [InlineData("[\"é\"]", "[\"é\"]")]
    [InlineData("", "")]
    public async Task Letter_HasItsBodyAsTextAndAsBytes(string body, string text)
    {
        await using var edge = await EdgeHost.Start(Holding(body));
        using var response = await edge.Get("/api/dead-letters/12");
        var letter = await response.Json();
        letter.GetProperty("id").GetInt64().ShouldBe(12);
        letter.GetProperty("reason").GetString().ShouldBe("no_entity");
        letter.GetProperty("body").GetString().ShouldBe(text);
        letter.GetProperty("bodyBase64").GetBytesFromBase64().ShouldBe(Encoding.UTF8.GetBytes(body));
    }

    [Fact]
    public async Task Letter_ThatIsNotUtf8_HasNoText()
    {
        await using var edge = await EdgeHost.Start(Holding([0xc3, 0x28]));
        using var response = await edge.Get("/api/dead-letters/12");
        var letter = await response.Json();
        letter.GetProperty("body").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        letter.GetProperty("bodyBase64").GetBytesFromBase64().ShouldBe([0xc3, 0x28]);
    }

    [Fact]
    public async Task Body_IsGivenByteForByte()
    {
        await using var edge = await EdgeHost.Start(Holding([0xc3, 0x28, 0x00]));
        using var response = await edge.Get("/api/dead-letters/12/body");
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe([0xc3, 0x28, 0x00]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("/api/dead-letters/13")]
    [InlineData("/api/dead-letters/12?source=other")]
    [InlineData("/api/dead-letters/twelve")]
    [InlineData("/api/dead-letters/-12")]
    [InlineData("/api/dead-letters/99999999999999999999")]
    [InlineData("/api/dead-letters/13/body")]
    public async Task UnknownLetter_Is404(string path)
    {
        await using var edge = await EdgeHost.Start(Holding("{}"));
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(ReceiptKind.Applied, "applied")]
    [InlineData(ReceiptKind.Duplicate, "duplicate")]
    public async Task Replay_BringsTheBodyToItsEntity_AsItCameTheFirstTime(ReceiptKind kind, string status)
    {
        await using var edge = await EdgeHost.Start(Holding(Bodies.Departed).OnReceive(new Receipt(kind, 4)));
        using var response = await edge.Post("/api/dead-letters/12/replay");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe($$"""{"id":12,"settled":true,"status":"{{status}}","eventId":"evt-71","version":4}""");
        var (key, delivery) = edge.Grains.Received.Single();
        key.ShouldBe("default/1/9001");
        delivery.ReceivedAt.ShouldBe(At);
        delivery.Secret.ShouldBe("default#2394c6b3");
        delivery.EventId.Value.ShouldBe("evt-71");
        delivery.CreatedAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        var tried = edge.Grains.CallsOf("Tried").Single();
        tried.Argument<long>(0).ShouldBe(12);
        tried.Argument<bool>(1).ShouldBeTrue();
    }

    [Fact]
    public async Task Replay_OfWhatStillNamesNothing_Is409AndSaysWhy()
    {
        await using var edge = await EdgeHost.Start(Holding("""{"id":"e","type":"weather.changed","data":{}}"""));
        using var response = await edge.Post("/api/dead-letters/12/replay");
        await response.ShouldBeProblem(HttpStatusCode.Conflict);
        (await response.Json()).GetProperty("detail").GetString()!.ShouldContain("names no shipment");
        edge.Grains.CallsOf("Tried").Single().Argument<bool>(1).ShouldBeFalse();
        edge.Grains.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ReceiptKind.Conflict, "the first stands")]
    [InlineData(ReceiptKind.DeadLettered, "refuses the event")]
    public async Task Replay_ThatTheEntityRefuses_Is409AndSaysWhy(ReceiptKind kind, string why)
    {
        await using var edge = await EdgeHost.Start(Holding(Bodies.Departed).OnReceive(new Receipt(kind, 4)));
        using var response = await edge.Post("/api/dead-letters/12/replay");
        await response.ShouldBeProblem(HttpStatusCode.Conflict);
        (await response.Json()).GetProperty("detail").GetString()!.ShouldContain(why);
        edge.Grains.CallsOf("Tried").Single().Argument<bool>(1).ShouldBeFalse();
    }

    [Fact]
    public async Task Replay_ThatReachesNobody_Is503_AndKeepsNoSecondLetter()
    {
        await using var edge = await EdgeHost.Start(Holding(Bodies.Departed).OnReceive(new SiloUnavailableException("gone")));
        using var response = await edge.Post("/api/dead-letters/12/replay");
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        edge.Grains.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Replay_ThatCannotBeNoted_Is503()
    {
        await using var edge = await EdgeHost.Start(Holding(Bodies.Departed)
            .OnReceive(new Receipt(ReceiptKind.Applied, 4))
            .On("Tried", _ => Task.FromException(new StoreUnavailableException("down"))));
        using var response = await edge.Post("/api/dead-letters/12/replay");
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
    }
}
