using System.Net;
using System.Text;
using Api.Security;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Options;

namespace Api.Tests.Security;

public sealed class StartRulesTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task OutsideDevelopment_NothingStartsWithoutSecretAndKey_AndBothAreNamedAtOnce(string environment)
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(() => EdgeHost.Start(
            environment: environment,
            settings: [("FLEXPORT_WEBHOOK_SECRET", null), ("Flexport:Sources:other:Secrets:0", null), ("FLEXPORT_API_KEY", null)]));
        refused.Failures.Count().ShouldBe(2);
        refused.Message.ShouldContain("FLEXPORT_WEBHOOK_SECRET");
        refused.Message.ShouldContain("FLEXPORT_API_KEY");
    }

    [Fact]
    public async Task OutsideDevelopment_TheDevelopmentSecretIsRefused()
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(
            () => EdgeHost.Start(settings: ("FLEXPORT_WEBHOOK_SECRET", SecurityOptions.DevelopmentSecret)));
        refused.Message.ShouldContain("known to everybody");
    }

    [Theory]
    [InlineData("Flexport:Sources:Upper:Secrets:0", "x-secret")]
    [InlineData("Flexport:Sources:with blank:Secrets:0", "x-secret")]
    [InlineData("Flexport:Sources:acme:AllowSha1", "true")]
    [InlineData("Flexport:Sources:acme:Secrets:0", "")]
    [InlineData("FLEXPORT_API_KEY", "with blank")]
    public async Task WrongSetting_IsNamed_AndItsValueIsNot(string name, string value)
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(() => EdgeHost.Start(settings: (name, value)));
        refused.Message.ShouldContain(string.Join(':', name.Split(':').Take(3)));
        if (value.Length > 4) refused.Message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("Deadline", "00:01:00")]
    [InlineData("EntityAllowance", "00:00:25")]
    [InlineData("Attempts", "0")]
    [InlineData("ParkTries", "99")]
    public async Task PatienceOutOfBounds_IsRefusedAtStart(string name, string value)
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(() => EdgeHost.Start(settings: ($"Flexport:Calls:{name}", value)));
        refused.Message.ShouldContain($"Flexport:Calls:{name}");
    }

    [Fact]
    public async Task DevelopmentWithoutASecret_TakesTheMarkedOne_AndWarns()
    {
        await using var edge = await EdgeHost.Start(
            new FakeGrains().OnReceive(new Receipt(ReceiptKind.Applied, 1)),
            "Development",
            settings: [("FLEXPORT_WEBHOOK_SECRET", null), ("Flexport:Sources:other:Secrets:0", null)]);
        using var response = await edge.Deliver(Bodies.Departed, secret: SecurityOptions.DevelopmentSecret);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Log.Lines.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("development secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DevelopmentWithASecret_DoesNotTakeTheMarkedOne()
    {
        await using var edge = await EdgeHost.Start(environment: "Development");
        using var response = await edge.Deliver(Bodies.Departed, secret: SecurityOptions.DevelopmentSecret);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task OnlyAnotherSourceConfigured_LeavesNoDefaultSource()
    {
        await using var edge = await EdgeHost.Start(settings: ("FLEXPORT_WEBHOOK_SECRET", null));
        using var delivery = await edge.Deliver(Bodies.Departed);
        using var query = await edge.Get("/api/shipments/1");
        await delivery.ShouldBeProblem(HttpStatusCode.NotFound);
        await query.ShouldBeProblem(HttpStatusCode.NotFound, "source");
    }

    [Fact]
    public async Task SecretsAndKeys_AppearInNoAnswerAndNoLogLine()
    {
        var grains = new FakeGrains().OnReceive(new StoreUnavailableException("down")).OnKeep(_ => Task.FromException<long>(new FormatException("odd")));
        await using var edge = await EdgeHost.Start(grains);
        var said = new StringBuilder();
        foreach (var (body, secret) in new[] { (Bodies.Departed, EdgeHost.Secret), ("[]", EdgeHost.Secret), (Bodies.Departed, "wrong") })
        {
            using var response = await edge.Deliver(body, secret: secret);
            said.Append(response).Append(await response.Text());
        }

        foreach (var path in new[] { "/api/shipments/1", "/api/shipments?limit=0", "/health/ready", "/nothing" })
        {
            using var response = await edge.Get(path);
            said.Append(response).Append(await response.Text());
        }

        var all = said + edge.Log.All;
        all.ShouldContain("Refused a request"); // something was logged at all
        all.ShouldNotContain(EdgeHost.Secret);
        all.ShouldNotContain(EdgeHost.OtherSecret);
        all.ShouldNotContain(EdgeHost.Key);
        edge.Log.All.ShouldNotContain("Port of Haldane");
        edge.Log.All.ShouldNotContain(Flexport.Webhooks.Signatures.SignatureWriter.Sign("[]"u8, Flexport.Webhooks.Signatures.WebhookSecret.FromText("x", EdgeHost.Secret)));
    }
}
