using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.Deadlines;

namespace Api.Tests.Queries;

/// <summary>What people say of what needs attention.</summary>
public sealed class AttentionTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 9, 7, 0, 0, TimeSpan.Zero);

    private static readonly AttentionView Seen = new("free_time", "ABCU1", "48h", At, At.AddDays(1)) { Who = "Ada", Why = "truck ordered", AcknowledgedAt = At.AddHours(1) };

    [Theory]
    [InlineData("shipments/FLEX-460723", "default/1/460723")]
    [InlineData("purchase-orders/PO%2F7", "default/2/PO/7")]
    [InlineData("invoices/aW52", "default/3/aW52")]
    public async Task WhatIsAcknowledged_ReachesItsGrain_AndIsAnsweredAsItStands(string path, string key)
    {
        await using var edge = await Edge(AcknowledgementOutcome.Accepted);
        using var response = await edge.Post($"/api/{path}/attention/free_time/acknowledge", """{"who":" Ada ","why":"truck ordered","subject":"ABCU1"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe(
            """{"kind":"free_time","subject":"ABCU1","stage":"48h","since":"2026-03-09T07:00:00+00:00","nextAt":"2026-03-10T07:00:00+00:00","who":"Ada","why":"truck ordered","until":null,"acknowledgedAt":"2026-03-09T08:00:00+00:00"}""");
        var call = edge.Grains.CallsOf("Acknowledge").ShouldHaveSingleItem();
        call.Key.ShouldBe(key);
        Nameless(call.Argument<Acknowledgement>(0)).ShouldBe(new Acknowledgement("free_time", "ABCU1", "Ada", "truck ordered", null, Guid.Empty));
    }

    [Fact]
    public async Task WhatIsSnoozed_HasItsTime()
    {
        await using var edge = await Edge(AcknowledgementOutcome.Unchanged);
        using var response = await edge.Post("/api/shipments/7/attention/silence/snooze?source=other", """{"who":"Ada","until":"2026-03-10T08:00:00+08:00"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var call = edge.Grains.CallsOf("Acknowledge").ShouldHaveSingleItem();
        (call.Key, Nameless(call.Argument<Acknowledgement>(0))).ShouldBe(("other/1/7", new Acknowledgement("silence", null, "Ada", null, At.AddHours(17), Guid.Empty)));
    }

    [Fact]
    public async Task ARetriedCall_IsTheSameRequest_AndTheNextRequestIsAnother()
    {
        var failures = 2;
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Acknowledge", _ => failures-- > 0
            ? Task.FromException<Acknowledged>(new Grains.Interfaces.Entities.ActivationDroppedException("It is being replaced."))
            : Task.FromResult(new Acknowledged(AcknowledgementOutcome.Accepted, Seen))));
        for (var i = 0; i < 2; i++)
        {
            using var response = await edge.Post("/api/shipments/7/attention/free_time/acknowledge", """{"who":"Ada"}""");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        edge.Grains.CallsOf("Acknowledge").Select(static call => call.Argument<Acknowledgement>(0).Request).GroupBy(static request => request).Select(static calls => calls.Count()).ShouldBe([3, 1]);
    }

    [Theory]
    [InlineData("acknowledge", "")]
    [InlineData("acknowledge", "null")]
    [InlineData("acknowledge", "{}")]
    [InlineData("acknowledge", """{"who":"  "}""")]
    [InlineData("acknowledge", """{"who":"Ada","whom":"Ben"}""")]
    [InlineData("acknowledge", """{"who":"Ada","who":"Ben"}""")]
    [InlineData("acknowledge", """{"who":"A\u0000da"}""")]
    [InlineData("acknowledge", """{"who":"\ud800"}""")]
    [InlineData("acknowledge", """{"who":"Ada","until":"2026-03-10"}""")]
    [InlineData("snooze", """{"who":"Ada"}""")]
    [InlineData("snooze", """{"who":"Ada","until":"tomorrow"}""")]
    public async Task WhatCannotBeUsed_Is400_WithoutAskingAnybody(string what, string body)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Post($"/api/shipments/7/attention/silence/{what}", body);
        await response.ShouldBeProblem(HttpStatusCode.BadRequest);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AcknowledgementOutcome.UnknownEntity, HttpStatusCode.NotFound)]
    [InlineData(AcknowledgementOutcome.NothingOpen, HttpStatusCode.NotFound)]
    [InlineData(AcknowledgementOutcome.Ambiguous, HttpStatusCode.Conflict)]
    [InlineData(AcknowledgementOutcome.Past, HttpStatusCode.BadRequest)]
    [InlineData(AcknowledgementOutcome.Refused, HttpStatusCode.BadRequest)]
    public async Task WhatIsRefused_IsAProblem(AcknowledgementOutcome outcome, HttpStatusCode status)
    {
        await using var edge = await Edge(outcome);
        using var response = await edge.Post("/api/shipments/7/attention/silence/acknowledge", """{"who":"Ada"}""");
        await response.ShouldBeProblem(status);
    }

    [Fact]
    public async Task WithoutTheKey_NothingIsSaid()
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Http.PostAsync("/api/shipments/7/attention/silence/acknowledge", new StringContent("""{"who":"Ada"}"""), TestContext.Current.CancellationToken);
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsAcknowledged_CanBeListed()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Find", _ => Task.FromResult(new Grains.Interfaces.Entities.EntityPage([], null))));
        using var response = await edge.Get("/api/shipments?attention=acknowledged:free_time");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.CallsOf("Find").Single().Argument<Grains.Interfaces.Entities.EntityQuery>(0).Terms.ShouldBe(["attention:acknowledged:free_time"]);
    }

    private static Acknowledgement Nameless(Acknowledgement said)
    {
        said.Request.ShouldNotBe(Guid.Empty);
        return said with { Request = Guid.Empty };
    }

    private static Task<EdgeHost> Edge(AcknowledgementOutcome outcome) => EdgeHost.Start(new FakeGrains().On("Acknowledge", _ => Task.FromResult(
        new Acknowledged(outcome, outcome is AcknowledgementOutcome.Accepted or AcknowledgementOutcome.Unchanged ? Seen : null))));
}
