using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.DeadLetters;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Api.Tests.Security;

public sealed class OperatorAccessTests
{
    private static FakeGrains Empty => new FakeGrains().On("List", _ => Task.FromResult(new DeadLetterPage([], null)));

    private static HttpRequestMessage Question => new(HttpMethod.Get, "/api/dead-letters");

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Development")]
    public async Task WithAKey_EveryEnvironmentRequiresIt(string environment)
    {
        await using var edge = await EdgeHost.Start(Empty, environment);
        using var without = await edge.Send(Question);
        using var with = await edge.Get("/api/dead-letters");
        await without.ShouldBeProblem(HttpStatusCode.Unauthorized);
        without.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Bearer key-of-the-tests2")]
    [InlineData("Bearer KEY-OF-THE-TESTS")]
    [InlineData("Basic key-of-the-tests")]
    [InlineData("key-of-the-tests")]
    public async Task AnotherKey_Is401(string authorization)
    {
        await using var edge = await EdgeHost.Start(Empty);
        var request = Question;
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await edge.Send(request);
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/shipments")]
    [InlineData("/api/shipments/1")]
    [InlineData("/api/shipments/1/events")]
    [InlineData("/api/shipments/1/events/2/body")]
    [InlineData("/api/purchase-orders")]
    [InlineData("/api/purchase-orders/1")]
    [InlineData("/api/invoices")]
    [InlineData("/api/invoices/1")]
    [InlineData("/api/bookings/1")]
    [InlineData("/api/documents/1")]
    [InlineData("/api/containers/1")]
    [InlineData("/api/dead-letters/1")]
    [InlineData("/api/dead-letters/1/body")]
    [InlineData("/api/announcements")]
    [InlineData("/api/shipments?limit=nonsense")]
    public async Task EveryQuery_NeedsTheKey(string path)
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Send(new HttpRequestMessage(HttpMethod.Get, path));
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Replay_NeedsTheKey()
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Send(new HttpRequestMessage(HttpMethod.Post, "/api/dead-letters/1/replay"));
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task DevelopmentWithoutAKey_LetsThisMachineIn()
    {
        await using var edge = await EdgeHost.Start(Empty, "Development", settings: ("FLEXPORT_API_KEY", null));
        using var response = await edge.Send(Question);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Original-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Host", "rebound.example")]
    [InlineData("Origin", "https://page.example")]
    [InlineData("Origin", "null")]
    public async Task DevelopmentWithoutAKey_DoesNotTakeSomebodyElseForThisMachine(string header, string value)
    {
        await using var edge = await EdgeHost.Start(Empty, "Development", settings: ("FLEXPORT_API_KEY", null));
        var request = Question;
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await edge.Send(request);
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("127.8.9.10", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    [InlineData("203.0.113.7", HttpStatusCode.Unauthorized)]
    [InlineData("::ffff:203.0.113.7", HttpStatusCode.Unauthorized)]
    [InlineData("10.0.0.1", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task DevelopmentWithoutAKey_JudgesByTheAddressOfTheConnection(string? remote, HttpStatusCode status)
    {
        await using var edge = await EdgeHost.Start(
            Empty, "Development", services => services.AddSingleton<IStartupFilter>(new Remote(remote)), ("FLEXPORT_API_KEY", null));
        using var response = await edge.Send(Question);
        response.StatusCode.ShouldBe(status);
    }
}
