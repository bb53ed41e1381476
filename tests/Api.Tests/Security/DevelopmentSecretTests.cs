using System.Net;
using System.Text;
using Api.Security;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Api.Tests.Security;

public sealed class DevelopmentSecretTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Bodies.Departed);

    private static FakeGrains Applying => new FakeGrains().OnReceive(new Receipt(ReceiptKind.Applied, 1));

    private static (string, string?)[] NoSecret => [("FLEXPORT_WEBHOOK_SECRET", null), ("Flexport:Sources:other:Secrets:0", null)];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task FromThisMachine_ItIsGoodEnough(string remote)
    {
        await using var edge = await Start(remote, NoSecret);
        using var response = await edge.Deliver(Body, secret: SecurityOptions.DevelopmentSecret);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("203.0.113.7", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData(null, false)]
    [InlineData("203.0.113.7", true)]
    public async Task FromElsewhere_ItGetsTheSame401AsABadSignature(string? remote, bool configured)
    {
        await using var edge = await Start(remote, configured ? [("FLEXPORT_WEBHOOK_SECRET", SecurityOptions.DevelopmentSecret)] : NoSecret);
        using var response = await edge.Deliver(Body, secret: SecurityOptions.DevelopmentSecret);
        using var bad = await edge.Deliver(Body, secret: "wrong");
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await response.Text()).ShouldBe(await bad.Text());
        response.Headers.WwwAuthenticate.ToString().ShouldBe(bad.Headers.WwwAuthenticate.ToString());
        edge.Grains.Calls.ShouldBeEmpty();
        edge.Log.All.ShouldContain($"Refused a request to source default: development_secret, {Body.Length} bytes");
    }

    [Fact]
    public async Task ForwardedByAProxyOnThisMachine_ItIsNotGoodEnough()
    {
        await using var edge = await Start("127.0.0.1", NoSecret);
        var request = EdgeHost.Signed(Body, secret: SecurityOptions.DevelopmentSecret);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var response = await edge.Send(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RealSecretBesideIt_IsTakenFromEverywhere()
    {
        await using var edge = await Start("203.0.113.7", [("FLEXPORT_WEBHOOK_SECRET", $"{SecurityOptions.DevelopmentSecret},a-real-one")]);
        using var response = await edge.Deliver(Body, secret: "a-real-one");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ComingIntoUseByAReload_IsWarnedOf()
    {
        await using var edge = await Start("127.0.0.1", [("Flexport:Sources:other:Secrets:0", null)]);
        edge.Log.All.ShouldNotContain("development secret");
        var configuration = edge.Services.GetRequiredService<IConfiguration>();
        configuration["FLEXPORT_WEBHOOK_SECRET"] = null;
        ((IConfigurationRoot)configuration).Reload();
        edge.Log.Lines.Count(IsWarning).ShouldBe(1);
        using var response = await edge.Deliver(Body, secret: SecurityOptions.DevelopmentSecret);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WrongValueInAReload_IsNamedAndNotRepeated_AndWhatWasInForceStays()
    {
        await using var edge = await Start("127.0.0.1", []);
        var configuration = edge.Services.GetRequiredService<IConfiguration>();
        configuration["Flexport:Sources:other:AllowSha1"] = "perhaps";
        ((IConfigurationRoot)configuration).Reload();
        edge.Log.All.ShouldContain("Flexport:Sources:other:AllowSha1 has a value that is no truth value");
        edge.Log.All.ShouldNotContain("perhaps");
        using var response = await edge.Deliver(Body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<EdgeHost> Start(string? remote, (string, string?)[] settings) =>
        EdgeHost.Start(Applying, "Development", services => services.AddSingleton<IStartupFilter>(new Remote(remote)), settings);

    private static bool IsWarning(string line) =>
        line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("development secret", StringComparison.Ordinal);
}
