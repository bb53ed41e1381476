using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.Subscriptions;

namespace Api.Tests.Subscriptions;

/// <summary>Whoever changes what somebody else has changed meanwhile is told so.</summary>
public sealed class PreconditionTests
{
    private const string Body = """{"name":"Desk","contacts":[{"id":"log","channel":"log"}]}""";

    private static readonly SubscriptionBook Book = new(
        [new Stakeholder("desk", "Desk", "UTC", default, null, [new Contact("log", "log")], 41)],
        [new Subscription("all", "desk", "log", ["all"], SubscriptionFilter.All, 12, Timing.AtOnce, null, default, Guid.NewGuid(), Version: 42)],
        [new UnreadableDocument(true, "damaged", 3, Guid.NewGuid()), new UnreadableDocument(false, "broken", 4, Guid.Empty)]);

    private static FakeGrains Keeping(bool differs = false) => new FakeGrains()
        .On("Read", _ => Task.FromResult(Book))
        .On("Save", _ => Task.FromResult(new SaveResult([], false, differs)))
        .On("DeleteStakeholder", _ => Task.FromResult(differs ? DeleteResult.Differs : DeleteResult.Deleted))
        .On("DeleteSubscription", _ => Task.FromResult(differs ? DeleteResult.Differs : DeleteResult.Deleted));

    [Theory]
    [InlineData("/api/stakeholders/desk", "\"41\"")]
    [InlineData("/api/subscriptions/all", "\"42\"")]
    public async Task AnAnswer_HasItsVersionAsTag_AndIsNotSentToWhoHasIt(string path, string tag)
    {
        await using var edge = await EdgeHost.Start(Keeping());
        using var first = await edge.Get(path);
        first.Headers.ETag!.ToString().ShouldBe(tag);
        foreach (var (known, status) in new[] { (tag, 304), ($"\"1\", W/{tag}", 304), ("*", 304), ("\"7\"", 200), ("rubbish", 200) })
        {
            using var response = await Ask(edge, HttpMethod.Get, path, "If-None-Match", known);
            ((int)response.StatusCode).ShouldBe(status, known);
            response.Headers.ETag!.ToString().ShouldBe(tag);
            (await response.Text()).Length.ShouldBe(status == 304 ? 0 : (await first.Text()).Length);
        }
    }

    [Theory]
    [InlineData("If-Match", "\"41\"", "41", null)]
    [InlineData("If-Match", "\"41\", \"43\"", "41 43", null)]
    [InlineData("If-Match", "W/\"41\", \"x\", \"043\"", "", null)]
    [InlineData("If-Match", "*", null, true)]
    [InlineData("If-None-Match", "*", null, false)]
    [InlineData("X-Other", "1", null, null)]
    public async Task ACondition_GoesAlongWithTheChange(string header, string value, string? versions, bool? exists)
    {
        await using var edge = await EdgeHost.Start(Keeping());
        using var stakeholder = await Ask(edge, HttpMethod.Put, "/api/stakeholders/desk", header, value, Body);
        using var subscription = await Ask(edge, HttpMethod.Put, "/api/subscriptions/all", header, value, """{"stakeholder":"desk","contact":"log","topics":["all"],"paused":true}""");
        using var deleted = await Ask(edge, HttpMethod.Delete, "/api/stakeholders/desk", header, value);
        using var other = await Ask(edge, HttpMethod.Delete, "/api/subscriptions/all", header, value);
        (stakeholder.StatusCode, subscription.StatusCode, deleted.StatusCode, other.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        stakeholder.Headers.ETag!.ToString().ShouldBe("\"41\"");

        var conditions = edge.Grains.Calls.Select(static call => call.Arguments[^1]).OfType<WriteCondition>().ToList();
        conditions.Count.ShouldBe(4);
        conditions.ShouldAllBe(condition => (condition.Versions == null ? null : string.Join(' ', condition.Versions)) == versions && condition.Exists == exists);
        edge.Grains.CallsOf("Save").Last().Arguments[2].ShouldBe(true);
    }

    [Theory]
    [InlineData("If-Match", "\"40\"", "GET it, make your change")]
    [InlineData("If-None-Match", "*", "There is one of this id already")]
    public async Task WhatDiffers_Is412_AndSaysWhatToDo(string header, string value, string says)
    {
        await using var edge = await EdgeHost.Start(Keeping(differs: true));
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Put, "/api/stakeholders/desk", Body), (HttpMethod.Put, "/api/subscriptions/all", """{"stakeholder":"desk","contact":"log","topics":["all"]}"""),
            (HttpMethod.Delete, "/api/stakeholders/desk", null), (HttpMethod.Delete, "/api/subscriptions/all", null),
        })
        {
            using var response = await Ask(edge, method, path, header, value, body);
            await response.ShouldBeProblem(HttpStatusCode.PreconditionFailed);
            (await response.Json()).GetProperty("detail").GetString()!.ShouldContain(says);
        }
    }

    [Theory]
    [InlineData("If-Match", "41")]
    [InlineData("If-Match", "\"41")]
    [InlineData("If-None-Match", "\"41\"")]
    public async Task AConditionThatCannotBeRead_Is400_AndNothingIsChanged(string header, string value)
    {
        await using var edge = await EdgeHost.Start(Keeping());
        using var saved = await Ask(edge, HttpMethod.Put, "/api/stakeholders/desk", header, value, Body);
        await saved.ShouldBeProblem(HttpStatusCode.BadRequest);
        (await saved.Json()).GetProperty("errors")[0].GetString()!.ShouldStartWith(header);
        using var deleted = await Ask(edge, HttpMethod.Delete, "/api/subscriptions/all", header, value);
        await deleted.ShouldBeProblem(HttpStatusCode.BadRequest);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/subscriptions/damaged", "The subscription is stored")]
    [InlineData("/api/stakeholders/broken", "The stakeholder is stored")]
    public async Task WhatIsStoredAndCannotBeRead_IsSaid(string path, string says)
    {
        await using var edge = await EdgeHost.Start(Keeping());
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(HttpStatusCode.InternalServerError);
        (await response.Json()).GetProperty("detail").GetString()!.ShouldStartWith(says);
        using var list = await edge.Get("/api/subscriptions");
        (await list.Json()).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static Task<HttpResponseMessage> Ask(EdgeHost edge, HttpMethod method, string path, string header, string value, string? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body) };
        request.Headers.Authorization = new("Bearer", EdgeHost.Key);
        request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        return edge.Send(request);
    }
}
