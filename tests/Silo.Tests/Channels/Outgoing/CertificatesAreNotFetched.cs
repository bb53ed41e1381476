using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Grains.Notifications;
using Microsoft.AspNetCore.Http;
using Silo.Tests.Channels.Email;
using TestKit.Services;

namespace Silo.Tests.Channels.Outgoing;

/// <summary>A target's certificate names addresses inside the company, and nobody connects there.</summary>
public sealed class CertificatesAreNotFetched
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("webhook")]
    [InlineData("slack")]
    [InlineData("email by Tls")]
    [InlineData("email by StartTls")]
    public async Task OfACertificateWhoseIssuerIsMissing(string way)
    {
        await using var inside = await Target.Answering(404);
        using var certificates = new Certificates();
        using var certificate = certificates.ServerWithoutIssuer(Names(inside));
        await using var server = MailServer.Start(offersTls: true, certificate: certificate, isTls: way != "email by StartTls");
        await using var services = ChannelsKit.Channels(Settings(way, server));
        var result = await services.Channel(way.Split(' ')[0]).Send(ChannelsKit.Departed, Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Retry, SendFault.Transport, false));
        inside.Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("email by Tls")]
    [InlineData("email by StartTls")]
    public async Task OfACertificateThatIsTrusted_AndTheMessageArrives(string way)
    {
        await using var inside = await Target.Answering(404);
        using var certificates = new Certificates();
        using var certificate = certificates.Server(Names(inside));
        await using var server = MailServer.Start(offersTls: true, certificate: certificate, isTls: way != "email by StartTls");
        await using var services = ChannelsKit.ChannelsTrusting(certificates.Root, Settings(way, server));
        (await services.Channel("email").Send(ChannelsKit.Departed, Test)).ShouldBe(new SendResult(SendVerdict.Sent));
        server.Mails.Count.ShouldBe(1);
        inside.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task ATrustedTarget_IsSentTo()
    {
        using var certificates = new Certificates();
        using var certificate = certificates.Server();
        await using var target = await Target.Start(static context => context.Response.WriteAsync("ok"), certificate);
        await using var services = ChannelsKit.ChannelsTrusting(certificates.Root, ("Url", target.Url), ("Secret", ChannelsKit.Secret));
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).ShouldBe(new SendResult(SendVerdict.Sent));
    }

    [Fact]
    public async Task WhoeverDoesNotForbidIt_Fetches()
    {
        await using var inside = await Target.Answering(404);
        using var certificates = new Certificates();
        using var certificate = certificates.ServerWithoutIssuer(Names(inside));
        using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck } };
        chain.Build(certificate).ShouldBeFalse();
        inside.Messages.ShouldNotBeEmpty();
    }

    private static string Names(Target inside) => new Uri(inside.Url).GetLeftPart(UriPartial.Authority) + "/";

    private static (string Name, string Value)[] Settings(string way, MailServer server)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{server.Port}/hook");
        return way switch
        {
            "webhook" => [("Url", url), ("Secret", ChannelsKit.Secret)],
            "slack" => [("Flexport:Notifications:Slack:Url", url)],
            _ => Mails.Settings(server, ("Security", way.Split(' ')[^1]), ("User", "freight"), ("Password", "pass-word")),
        };
    }
}
