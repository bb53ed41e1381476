using System.Net;
using Api.Subscriptions;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Api.Tests.Subscriptions;

/// <summary>One click pauses a subscription, without a key, and tells nobody anything.</summary>
public sealed class UnsubscribeTests
{
    private const string Click = "List-Unsubscribe=One-Click";

    private static readonly Guid Generation = Guid.NewGuid();

    [Fact]
    public async Task OneClick_PausesTheSubscriptionOfTheLink()
    {
        await using var edge = await Start();
        using var response = await Post(edge, "/unsubscribe?t=good", Click);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.CallsOf("Pause").Single().Arguments.ShouldBe(["default", "arrivals", Generation]);
    }

    [Fact]
    public async Task AsMultipart_ItIsTheSame()
    {
        await using var edge = await Start();
        using var form = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        using var response = await edge.Http.PostAsync(new Uri("/unsubscribe?t=good", UriKind.Relative), form, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.CallsOf("Pause").Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("?t=forged")]
    [InlineData("?t=")]
    [InlineData("")]
    [InlineData("?t=good&t=good")]
    public async Task AnyOtherLink_IsAnsweredTheSame_AndPausesNothing(string question)
    {
        await using var edge = await Start();
        using var good = await Post(edge, "/unsubscribe?t=good", Click);
        using var other = await Post(edge, $"/unsubscribe{question}", Click);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await other.Text()).ShouldBe(await good.Text());
        Headers(other).ShouldBe(Headers(good));
        edge.Grains.CallsOf("Pause").Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("List-Unsubscribe=Two-Clicks")]
    [InlineData("other=One-Click")]
    public async Task WhatIsNoClick_IsRefused(string body)
    {
        await using var edge = await Start();
        using var response = await Post(edge, "/unsubscribe?t=good", body);
        await response.ShouldBeProblem(HttpStatusCode.BadRequest);
        using var tooLong = await Post(edge, "/unsubscribe?t=good", $"{Click}&x={new string('x', 5_000)}");
        await tooLong.ShouldBeProblem(HttpStatusCode.BadRequest);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ALinkThatIsOnlyFollowed_ShowsAPageWithAButton_AndChangesNothing()
    {
        await using var edge = await Start();
        using var response = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/unsubscribe?t=good"));
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var page = await response.Text();
        page.ShouldContain("""<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>""");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("good");
        page.ShouldNotContain("arrivals");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatCouldNotBeWrittenDown_IsToBeAskedForAgain()
    {
        await using var edge = await Start(new FakeGrains().On("Pause", _ => Task.FromException<bool>(new StoreUnavailableException("down"))));
        using var response = await Post(edge, "/unsubscribe?t=good", Click);
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task WhereThereAreNoLinks_ThereIsNoPage()
    {
        await using var edge = await EdgeHost.Start();
        using var shown = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/unsubscribe?t=good"));
        await shown.ShouldBeProblem(HttpStatusCode.NotFound);
        using var response = await Post(edge, "/unsubscribe?t=good", Click);
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    private static Task<EdgeHost> Start(FakeGrains? grains = null) => EdgeHost.Start(
        grains ?? new FakeGrains().On("Pause", _ => Task.FromResult(true)), services: static services => services.AddSingleton<IUnsubscribeTokens, Tokens>());

    private static Task<HttpResponseMessage> Post(EdgeHost edge, string path, string form) => edge.Send(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

    private static string Headers(HttpResponseMessage response) => string.Join('\n', response.Headers.Concat(response.Content.Headers)
        .Where(static header => header.Key != "Date").Select(static header => $"{header.Key}: {string.Join(", ", header.Value)}"));

    private sealed class Tokens : IUnsubscribeTokens
    {
        public (string Source, string Subscription, Guid Generation)? Read(string token) => token == "good" ? ("default", "arrivals", Generation) : null;
    }
}
